import { bareNumber, formatYuan, groupInFours, maskNumber } from './figures';

describe('figures for people', () => {
  it('shows fen as yuan with both decimals', () => {
    expect([0, 5, 2_800_000, 147_500_000, -150].map(formatYuan)).toEqual(['0.00', '0.05', '28,000.00', '1,475,000.00', '-1.50']);
  });
  it('groups a number in fours and takes it apart again', () => {
    expect(groupInFours('6222021602001234567')).toBe('6222 0216 0200 1234 567');
    expect(bareNumber(groupInFours('6222021602001234567'))).toBe('6222021602001234567');
    expect(bareNumber('６２２２-0216 ab')).toBe('62220216AB');
  });
  it('masks all but the ends, once', () => {
    expect(maskNumber('6222021602001234567')).toBe('6222****4567');
    expect(maskNumber('6222****4567')).toBe('6222****4567');
    expect(maskNumber('12345')).toBe('****45');
  });
});
