import { emptyDraft } from '../intake/draft';
import { duplicatesInputOf } from './duplicates-of-draft';

describe('what of a draft is looked for among known incidents', () => {
  const draft = emptyDraft(() => 'id');
  const typed = (transfer: object, victim: object = {}) => ({ ...draft, transfers: [{ ...draft.transfers[0], ...transfer }], victim: { ...draft.victim, ...victim } }) as typeof draft;
  const now = Date.parse('2026-11-23T10:10:00+08:00');

  it('nothing while too little is typed', () => {
    expect(duplicatesInputOf(draft, now)).toBeUndefined();
    expect(duplicatesInputOf(typed({ accountNumber: '6222' }, { victimPhone: '138001', callNumber: ' ' }), now)).toBeUndefined();
  });
  it('what can be read, as the api wants it', () => {
    expect(duplicatesInputOf(typed({ accountNumber: '6222 0001', amount: '2.8万' }, { victimPhone: '138-0013-8000' }), now)).toEqual({ victimPhone: '138-0013-8000', transfers: [{ accountNumber: '62220001', amountFen: 2_800_000 }] });
    expect(duplicatesInputOf(typed({ accountNumber: '62220001', amount: '看不懂' }), now)).toEqual({ transfers: [{ accountNumber: '62220001' }] });
  });
});
