/** Money is counted in whole fen (1 yuan = 100 fen). Fractions and floats never enter the system. */
export type Fen = number;

/** ¥10,000,000,000.00: far above any single transfer, far below Number.MAX_SAFE_INTEGER / 1000, so sums stay exact. */
export const LARGEST_TRANSFER_FEN: Fen = 1_000_000_000_000;

/** True for a whole, non-negative number of fen that sums exactly. */
export function isFen(value: unknown): value is Fen {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Sum in fen. Throws RangeError when the sum would no longer be exact (a bug, not an outcome). */
export function sumFen(amounts: Iterable<Fen>): Fen {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  if (!Number.isSafeInteger(sum)) throw new RangeError(`fen sum ${sum} is not exact`);
  return sum;
}

/** `147500000` -> `1,475,000.00`. For people; machines exchange fen. */
export function formatYuan(fen: Fen): string {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(fen) / 100).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${sign}${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
}
