import type { Fen } from '../money/money';

/** A payment as somebody tells it; what is not known is null. Numbers are normalised (`normaliseAccountNumber`). */
export interface ToldPayment {
  readonly accountNumber: string;
  readonly amountFen: Fen | null;
  /** Milliseconds since 1970. */
  readonly transferredAtMs: number | null;
  /** Serials of banks and clearing, whoever gave them. */
  readonly serials: readonly string[];
}

/** A payment of an incident, to be matched with one of another incident. */
export interface IncidentPayment extends ToldPayment {
  readonly transferId: string;
  readonly institutionCode: string | null;
}

/** Two people tell the minute of one payment from memory or from a message on a phone: so far apart may their words be, milliseconds. */
export const SAME_PAYMENT_WITHIN_MS = 10 * 60_000;

/**
 * - `same`: account and amount agree, and the time (within ten minutes) or a serial does too.
 * - `likely`: account and amount agree, and nothing known speaks against it.
 * - `other`: another payment. Two victims who paid into one account, or one victim who paid twice, have made two payments.
 */
export type PaymentLikeness = 'same' | 'likely' | 'other';

export function likenessOf(a: ToldPayment, b: ToldPayment): PaymentLikeness {
  if (a.accountNumber !== b.accountNumber || a.accountNumber === '' || a.amountFen === null || a.amountFen !== b.amountFen) return 'other';
  if (a.serials.some((serial) => b.serials.includes(serial))) return 'same';
  if (a.transferredAtMs === null || b.transferredAtMs === null) return 'likely';
  return Math.abs(a.transferredAtMs - b.transferredAtMs) <= SAME_PAYMENT_WITHIN_MS ? 'same' : 'other';
}

/** Two accounts are one only when number and institution are the same; an institution that nobody knows yet is put right first. */
export function inOneAccount(a: IncidentPayment, b: IncidentPayment): boolean {
  return a.accountNumber === b.accountNumber && a.institutionCode !== null && a.institutionCode === b.institutionCode;
}

/** "This payment is the same as that one of the incident joined into." */
export interface SamePair { readonly transferId: string; readonly sameAsTransferId: string }

/** Which payments of a later report are probably payments of the earlier one: the surest pairs first, each payment at most once. */
export function proposePairs(later: readonly IncidentPayment[], earlier: readonly IncidentPayment[]): readonly SamePair[] {
  const pairs: SamePair[] = [];
  const used = new Set<string>();
  for (const likeness of ['same', 'likely'] as const) {
    for (const payment of later) {
      if (used.has(payment.transferId)) continue;
      const found = earlier.find((other) => !used.has(other.transferId) && inOneAccount(payment, other) && likenessOf(payment, other) === likeness);
      if (!found) continue;
      used.add(payment.transferId).add(found.transferId);
      pairs.push({ transferId: payment.transferId, sameAsTransferId: found.transferId });
    }
  }
  return pairs;
}
