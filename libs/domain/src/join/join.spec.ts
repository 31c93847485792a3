import * as fc from 'fast-check';
import { permitJoin, proposeJoin, type JoinableIncident } from './permit-join';
import { callerKey, rankDuplicates, type ToldReport } from './rank-duplicates';
import { likenessOf, proposePairs, type IncidentPayment, type ToldPayment } from './same-payment';

const minute = 60_000;
const paid = (changed: Partial<IncidentPayment> = {}): IncidentPayment => ({ transferId: 't', institutionCode: 'b', accountNumber: '62220001', amountFen: 5_000, transferredAtMs: 0, serials: [], ...changed });
const incident = (id: string, changed: Partial<JoinableIncident> = {}): JoinableIncident => ({ id, callNumber: null, victimPhone: null, joinedInto: null, joinedCount: 0, payments: [], ...changed });

describe('two payments', () => {
  it.each<[string, Partial<ToldPayment>, string]>([
    ['the same minute', {}, 'same'], ['ten minutes apart', { transferredAtMs: 10 * minute }, 'same'], ['eleven minutes apart', { transferredAtMs: 11 * minute }, 'other'],
    ['a day apart with one serial', { transferredAtMs: 1440 * minute, serials: ['S1'] }, 'same'], ['an unknown time', { transferredAtMs: null }, 'likely'],
    ['another amount', { amountFen: 5_001 }, 'other'], ['no amount yet', { amountFen: null }, 'other'], ['another account', { accountNumber: '62220002' }, 'other'],
  ])('%s: %j is %s', (_, changed, expected) => {
    expect(likenessOf({ ...paid({ serials: ['S1'] }) }, paid(changed))).toBe(expected);
    expect(likenessOf(paid(changed), paid({ serials: ['S1'] }))).toBe(expected);
  });

  it('are paired at most once, the surest first, within one institution only', () => {
    const pairs = proposePairs([paid({ transferId: 'a', transferredAtMs: null }), paid({ transferId: 'b' })], [paid({ transferId: 'x' }), paid({ transferId: 'y', transferredAtMs: null }), paid({ transferId: 'z', institutionCode: 'c' })]);
    expect(pairs).toEqual([{ transferId: 'b', sameAsTransferId: 'x' }, { transferId: 'a', sameAsTransferId: 'y' }]);
    expect(proposePairs([paid({ institutionCode: null })], [paid({ institutionCode: null })])).toEqual([]);
    const some = fc.array(fc.record({ transferId: fc.uuid(), institutionCode: fc.constantFrom('b', null), accountNumber: fc.constantFrom('1', '2'), amountFen: fc.constantFrom(1, 2), transferredAtMs: fc.constantFrom(0, null, 20 * minute), serials: fc.constant([]) }), { maxLength: 8 });
    fc.assert(fc.property(some, some, (later, earlier) => {
      const found = proposePairs(later, earlier);
      expect(new Set(found.map((pair) => pair.transferId)).size).toBe(found.length);
      expect(new Set(found.map((pair) => pair.sameAsTransferId)).size).toBe(found.length);
    }));
  });
});

describe('what may be the same deed', () => {
  const typed: ToldReport = { callNumber: ' J-1 ', victimPhone: '+86 138-0013-8000', payments: [paid()] };
  const known = (incidentId: string, changed: Partial<ToldReport>) => ({ incidentId, callNumber: null, victimPhone: null, payments: [], ...changed });

  it('names every reason, and ranks by the weightiest', () => {
    expect(rankDuplicates(typed, [
      known('1', { payments: [paid({ amountFen: 1 })] }), known('2', { victimPhone: '13800138000' }), known('3', { payments: [paid({ transferredAtMs: null })] }), known('4', { payments: [paid()] }),
      known('5', { callNumber: 'J-1' }), known('6', { victimPhone: '13900139000', callNumber: 'J-2' }),
    ])).toEqual([
      { incidentId: '5', reasons: ['same_call'], sameAmount: false }, { incidentId: '4', reasons: ['same_transfer', 'same_account'], sameAmount: false }, { incidentId: '2', reasons: ['same_caller'], sameAmount: false },
      { incidentId: '3', reasons: ['same_account'], sameAmount: true }, { incidentId: '1', reasons: ['same_account'], sameAmount: false },
    ]);
  });

  it('half a number and an empty field name nobody', () => {
    expect([callerKey('138001'), callerKey(''), callerKey(null), callerKey('0537-7323110')]).toEqual([null, null, null, '05377323110']);
    expect(rankDuplicates({ callNumber: ' ', victimPhone: '', payments: [] }, [known('1', { callNumber: '', victimPhone: '' })])).toEqual([]);
  });
});

describe('may one incident be joined into another?', () => {
  const same = [{ transferId: 'a', sameAsTransferId: 'x' }];
  const later = incident('later', { payments: [paid({ transferId: 'a' })] });
  const into = incident('into', { payments: [paid({ transferId: 'x' })] });

  it('with a payment in common it may, and says why', () => {
    expect(proposeJoin(later, into)).toEqual({ grounds: ['same_transfer'], pairs: same });
    expect(permitJoin(later, into, same, null)).toBeNull();
  });

  it('two victims who paid into one account are not duplicates, unless a person gives a reason', () => {
    const victim = incident('other', { victimPhone: '13900139000', payments: [paid({ transferId: 'x', amountFen: 9_000 })] });
    expect(proposeJoin(later, victim)).toEqual({ grounds: [], pairs: [] });
    expect(permitJoin(later, victim, [], null)).toBe('nothing_in_common');
    expect(permitJoin(later, victim, [], '  ')).toBe('nothing_in_common');
    expect(permitJoin(later, victim, [{ transferId: 'a', sameAsTransferId: 'x' }], null)).toBe('nothing_in_common');
    expect(permitJoin(later, victim, [], '母女同一案')).toBeNull();
    expect(permitJoin({ ...later, victimPhone: '13900139000' }, victim, [], null)).toBeNull();
  });

  it('never in a chain or a ring, and never with payments that cannot be the same', () => {
    expect(permitJoin(later, later, [], 'x')).toBe('itself');
    expect(permitJoin({ ...later, joinedInto: 'third' }, into, same, 'x')).toBe('joined_already');
    expect(permitJoin(later, { ...into, joinedInto: 'third' }, same, 'x')).toBe('into_joined');
    expect(permitJoin({ ...later, joinedCount: 1 }, into, same, 'x')).toBe('has_joined');
    expect(permitJoin(later, { ...into, joinedCount: 3 }, same, null)).toBeNull();
    expect(permitJoin(later, into, [{ transferId: 'x', sameAsTransferId: 'a' }], 'x')).toBe('transfer_unknown');
    expect(permitJoin(later, into, [...same, ...same], 'x')).toBe('transfer_twice');
    expect(permitJoin(later, { ...into, payments: [paid({ transferId: 'x', institutionCode: 'c' })] }, same, 'x')).toBe('another_account');
  });
});
