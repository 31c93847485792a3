import { searchCardBin } from 'bankcard';

/** The bank's name from an offline table of card ranges: a hint for the operator's ear, never an address to send to. */
export function bankNameHint(number: string): string | null {
  return /^\d{15,20}$/.test(number) ? (searchCardBin(number)?.bankName ?? null) : null;
}
