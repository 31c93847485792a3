import { overrideOf, type OverrideDraft } from './override-draft';

const NOW = Date.parse('2026-11-24T12:00:00+08:00');
const draft: OverrideDraft = { to: 'done', controlled: '2.8万', bankAt: '1002', refusal: 'account_not_found', reason: ' 柜面核实 ', source: '王经理 电话' };

describe('a correction as typed', () => {
  it('is what the api wants: amount and moment, or the reason of a refusal', () => {
    expect(overrideOf(draft, NOW)).toEqual({ body: { to: 'done', controlledFen: 2_800_000, bankAt: '2026-11-24T10:02:00+08:00', reason: '柜面核实', source: '王经理 电话' } });
    expect(overrideOf({ ...draft, to: 'refused', controlled: '', bankAt: '' }, NOW)).toEqual({ body: { to: 'refused', refusal: 'account_not_found', reason: '柜面核实', source: '王经理 电话' } });
  });
  it.each([
    [{ controlled: '' }, 'controlledFen'], [{ bankAt: '' }, 'bankAt'], [{ bankAt: 'soon' }, 'bankAt'], [{ reason: ' ' }, 'reason'], [{ source: '' }, 'source'],
  ] as const)('guesses nothing: %j names %s', (change, field) => {
    expect(overrideOf({ ...draft, ...change }, NOW)).toMatchObject({ field, fault: expect.any(String) });
  });
});
