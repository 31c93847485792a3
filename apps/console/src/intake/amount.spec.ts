import { parseYuan } from './amount';

describe('an amount as operators type it', () => {
  it.each([
    ['28000', 2_800_000], ['28,000.50', 2_800_050], ['2.8万', 2_800_000], ['2万8', 2_800_000], ['2万8千', 2_800_000], ['3千5', 350_000], ['147万5000', 147_500_000],
    ['1.475万', 1_475_000], ['1.2亿', 12_000_000_000], ['¥5000元', 500_000], ['２．８万', 2_800_000], ['10w', 10_000_000], ['0.01', 1], [' 1 000 ', 100_000],
  ])('%s is %i fen', (typed, fen) => expect(parseYuan(typed)).toBe(fen));

  it.each(['', '万', '-5', 'abc', '0', '0.001', '2万3万', '1万2亿', '99999999999999', '2.8.1', '1e9', '五千'])('%j is none', (typed) => expect(parseYuan(typed)).toBeUndefined());

  it('is exact where floating point is not', () => {
    expect(parseYuan('0.29')).toBe(29);
    expect(parseYuan('1.005万')).toBe(1_005_000);
  });
});
