import * as fc from 'fast-check';
import { DEFAULT_RETURN_POLICY } from './permit-return';
import { divideByReach, permitShares, type SharedHoldSeen, type SharesAsked } from './share-hold';

const freeze: SharedHoldSeen = { kind: 'freeze', state: 'in_force', untilMs: 1_000, organCode: 'A', unfreezing: false, returnsDecidedFen: 0, victims: 2 };
const asked: SharesAsked = { byOrganCode: 'A', reason: '按损失比例', approverName: '赵局', approverLevel: 'county' };
const ask = (hold: Partial<SharedHoldSeen> = {}, change: Partial<SharesAsked> = {}) => permitShares({ ...freeze, ...hold }, { ...asked, ...change }, DEFAULT_RETURN_POLICY, 10);

describe('dividing a hold among its victims', () => {
  it.each([
    ['nothing stands against it', {}, {}, null], ['no reason', {}, { reason: ' ' }, 'reason_missing'], ['another organ', {}, { byOrganCode: 'B' }, 'other_organ'], ['a stop', { kind: 'stop' }, {}, 'not_frozen'],
    ['over', { state: 'lapsed' }, {}, 'not_in_force'], ['run out', { untilMs: 10 }, {}, 'expired'], ['being lifted', { unfreezing: true }, {}, 'unfreezing'], ['nobody approved', {}, { approverName: ' ' }, 'approver_missing'],
    ['a station', {}, { approverLevel: 'station' }, 'approver_level'], ['a decided return', { returnsDecidedFen: 1 }, {}, 'return_decided'], ['nobody to share with', { victims: 1 }, {}, 'one_victim'],
  ] as const)('%s', (_name, hold, change, expected) => expect(ask(hold, change)).toBe(expected));

  it.each([
    [1_000, [[600, 600], [400, 400]], [600, 400]],
    [500, [[600, 600], [400, 400]], [300, 200]],
    [500, [[600, 100], [400, 400]], [100, 400]],
    [500, [[600, 100], [400, 100]], [100, 100]],
    [100, [[100, 100], [100, 100], [100, 100]], [34, 33, 33]],
    [100, [[0, 50], [10, 100]], [0, 100]],
    [100, [], []],
  ])('%d fen among %j', (total, claims, shares) => expect(divideByReach(total, claims.map(([lossFen = 0, reachFen = 0]) => ({ lossFen, reachFen })))).toEqual(shares));

  it('gives away all that can be used, to the fen, nobody above the reach, and nobody below the share by losses for another\'s sake', () => {
    const claim = fc.record({ lossFen: fc.integer({ min: 1, max: 1_000_000_000_000 }), reachFen: fc.integer({ min: 0, max: 1_000_000 }) });
    fc.assert(fc.property(fc.integer({ min: 0, max: 3_000_000 }), fc.array(claim, { maxLength: 6 }), (total, claims) => {
      const shares = divideByReach(total, claims);
      expect(shares.reduce((a, b) => a + b, 0)).toBe(Math.min(total, claims.reduce((sum, one) => sum + one.reachFen, 0)));
      const losses = claims.reduce((sum, one) => sum + BigInt(one.lossFen), 0n);
      claims.forEach(({ lossFen, reachFen }, i) => {
        expect(shares[i]).toBeGreaterThanOrEqual(0);
        expect(shares[i]).toBeLessThanOrEqual(reachFen);
        expect(shares[i]).toBeGreaterThanOrEqual(Math.min(reachFen, Number((BigInt(total) * BigInt(lossFen)) / losses)));
      });
    }), { numRuns: 1_000 });
  });
});
