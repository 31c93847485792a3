import * as fc from 'fast-check';
import { formatYuan, isFen, LARGEST_TRANSFER_FEN, sumFen } from './money';

describe('fen', () => {
  it.each([[0, true], [1, true], [LARGEST_TRANSFER_FEN, true], [-1, false], [1.5, false], [Number.NaN, false], [Infinity, false], [2 ** 53, false], ['1', false], [null, false], [1n, false]])('%p is fen: %s', (value, expected) => {
    expect(isFen(value)).toBe(expected);
  });

  it('sums exactly or not at all', () => {
    expect(sumFen(Array.from({ length: 1_000 }, () => LARGEST_TRANSFER_FEN))).toBe(1_000 * LARGEST_TRANSFER_FEN);
    expect(() => sumFen([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
    expect(sumFen([])).toBe(0);
  });

  it('reads as yuan, and no fen is lost on the way', () => {
    expect([147_500_000, 5, 0, -123_456].map(formatYuan)).toEqual(['1,475,000.00', '0.05', '0.00', '-1,234.56']);
    fc.assert(fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (fen) => {
      expect(BigInt(formatYuan(fen).replace(/[,.]/g, ''))).toBe(BigInt(fen));
    }));
  });
});
