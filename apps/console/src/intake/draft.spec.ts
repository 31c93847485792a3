import { draftFrom, emptyDraft, filledTransfers, isDraftBlank, reportOf, type Draft } from './draft';

const now = Date.parse('2026-11-23T03:00:00Z');
let count = 0;
const newId = (): string => `id-${++count}`;
const draftWith = (...rows: Partial<Draft['transfers'][number]>[]): Draft => ({ ...emptyDraft(newId), transfers: rows.map((row) => ({ id: newId(), accountNumber: '', amount: '', holderName: '', transferredAt: '', institutionCode: '', ...row })) });

describe('a draft', () => {
  it('needs account and amount, nothing else', () => {
    expect(reportOf(draftWith({ accountNumber: '6222 0216 0200 1234 567', amount: '2.8万' }), now)).toEqual({ transfers: [{ accountNumber: '6222021602001234567', amountFen: 2_800_000 }] });
    expect(reportOf(draftWith({ accountNumber: '6222' }), now)).toBeUndefined();
    expect(reportOf(draftWith({ amount: '5' }), now)).toBeUndefined();
  });
  it('leaves blank rows and blank fields out', () => {
    const draft = draftWith({ accountNumber: '1', amount: '1' }, {}, { accountNumber: '2', amount: '2', transferredAt: '1002', institutionCode: '9' });
    expect(filledTransfers(draft)).toHaveLength(2);
    expect(reportOf({ ...draft, victim: { ...draft.victim, victimName: ' 张三 ', scheme: ' ' } }, now)).toEqual({
      victimName: '张三', transfers: [{ accountNumber: '1', amountFen: 100 }, { accountNumber: '2', amountFen: 200, institutionCode: '9', transferredAt: '2026-11-23T10:02:00+08:00' }],
    });
  });
  it('comes back from where it was kept with the same key, or not at all', () => {
    const draft = draftWith({ accountNumber: '1' });
    expect(draftFrom(JSON.stringify(draft))).toEqual(draft);
    for (const kept of [null, '', '{', '{}', '[]', '{"key":1}']) expect(draftFrom(kept)).toBeUndefined();
    expect(isDraftBlank(emptyDraft(newId))).toBe(true);
  });
});
