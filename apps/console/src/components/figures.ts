import type { Fen } from '#domain';

/** `147500000` -> `1,475,000.00`. */
export function formatYuan(fen: Fen): string {
  const whole = Math.floor(Math.abs(fen) / 100).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${fen < 0 ? '-' : ''}${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
}

/** Digits in fours, as people read them aloud: `6222021602001234567` -> `6222 0216 0200 1234 567`. */
export function groupInFours(number: string): string {
  return bareNumber(number).replace(/(.{4})(?=.)/g, '$1 ');
}

/** The number as it is sent: no blanks or dashes, full-width digits made plain, letters in capitals. */
export function bareNumber(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s\-_.]/g, '').toUpperCase();
}

/** `6222021602001234567` -> `6222****4567`; what is masked already stays. */
export function maskNumber(number: string): string {
  if (number.includes('*')) return number;
  return number.length <= 8 ? `****${number.slice(-2)}` : `${number.slice(0, 4)}****${number.slice(-4)}`;
}
