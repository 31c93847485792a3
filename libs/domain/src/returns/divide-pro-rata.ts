import type { Fen } from '../money/money';

/**
 * Divides a sum by losses, to the fen: 资金返还规定 2016, each victim by the share of the loss. Whole fen first, the fen left over go to the
 * largest remainders, the earlier one where they are equal. The shares add up to the sum exactly; where the sum is not more than all losses,
 * nobody gets more than was lost. Without any loss nobody gets anything.
 *
 * @param losses whole fen, not negative
 * @returns one share per loss, in the same order
 */
export function divideProRata(totalFen: Fen, losses: readonly Fen[]): Fen[] {
  // A product of two sums of money is beyond what a number holds exactly.
  const all = losses.reduce((sum, loss) => sum + BigInt(loss), 0n);
  if (all === 0n) return losses.map(() => 0);
  const parts = losses.map((loss, at) => {
    const product = BigInt(totalFen) * BigInt(loss);
    return { at, share: product / all, remainder: product % all };
  });
  const leftOver = Number(BigInt(totalFen) - parts.reduce((sum, part) => sum + part.share, 0n));
  const first = [...parts].sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1)).slice(0, leftOver);
  const lucky = new Set(first.map((part) => part.at));
  return parts.map((part) => Number(part.share) + (lucky.has(part.at) ? 1 : 0));
}
