import * as fc from 'fast-check';
import { divideProRata } from './divide-pro-rata';

const sum = (shares: readonly number[]): number => shares.reduce((a, b) => a + b, 0);
const fen = fc.oneof(fc.nat(20), fc.integer({ min: 0, max: 1_000_000_000_000 }));

describe('a division by losses', () => {
  it.each([
    [900, [1_000, 500], [600, 300]],
    [100, [1, 1, 1], [34, 33, 33]],
    [2, [1, 1, 1], [1, 1, 0]],
    [10, [0, 5], [0, 10]],
    [10, [], []],
    [10, [0, 0], [0, 0]],
    [0, [3, 4], [0, 0]],
    // The product of total and loss has no exact number: a float would lose fen here.
    [1_000_000_000_001, [1_000_000_000_001, 1_000_000_000_001], [500_000_000_001, 500_000_000_000]],
  ])('%p among %p', (total, losses, shares) => {
    const divided = divideProRata(total, losses);
    expect(divided).toEqual(shares);
    expect(sum(divided)).toBe(sum(losses) === 0 ? 0 : total);
  });

  it('adds up exactly, is off by less than a fen, never gives more than was lost, and more to whom lost more', () => {
    fc.assert(fc.property(fen, fc.array(fen, { maxLength: 30 }), (wanted, losses) => {
      const all = sum(losses);
      const total = Math.min(wanted, all);
      const shares = divideProRata(total, losses);
      expect(sum(shares)).toBe(all === 0 ? 0 : total);
      shares.forEach((share, i) => {
        const loss = losses[i] ?? 0;
        expect(Number.isSafeInteger(share) && share >= 0 && share <= loss).toBe(true);
        const off = BigInt(share) * BigInt(all) - BigInt(total) * BigInt(loss);
        expect(off < BigInt(all || 1) && off > -BigInt(all || 1)).toBe(true);
        losses.forEach((other, k) => { if (loss > other) expect(share).toBeGreaterThanOrEqual(shares[k] ?? 0); });
      });
    }), { numRuns: 500 });
  });
});
