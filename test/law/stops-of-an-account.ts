import * as fc from 'fast-check';
import { DEFAULT_HOLD_POLICY, type holdFrom, type permitStop } from '#domain';

/** As `holdFrom`, told also when we sent: an implementation that counts from there is wrong. */
export type HoldFrom = (id: string, instruction: { readonly id: string; readonly kind: 'stop'; readonly sentAt: Date }, ...rest: Parameters<typeof holdFrom> extends [unknown, unknown, ...infer Rest] ? Rest : never) => ReturnType<typeof holdFrom>;

const moments = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

/** The policy's hours count from the institution's own moment, whenever we asked. Throws where `makeHold` counts otherwise. */
export function checkHoldCountsFromTheBank(makeHold: HoldFrom, seed?: number): void {
  fc.assert(fc.property(moments, fc.integer({ min: -300_000, max: 86_400_000 }), fc.integer({ min: 1, max: 96 }), (bankAt, laterByMs, stopLastsHours) => {
    const instruction = { id: 'i', kind: 'stop' as const, sentAt: new Date(bankAt.getTime() - laterByMs) };
    const hold = makeHold('h', instruction, { kind: 'done', controlledFen: 100, bankAt: bankAt.toISOString(), onward: [], cashedOutFen: 0 }, { ...DEFAULT_HOLD_POLICY, stopLastsHours });
    expect(Date.parse(hold?.until ?? '') - bankAt.getTime()).toBe(stopLastsHours * 3_600_000);
  }), { seed });
}

type AccountEvent = 'reported' | 'reported_large' | 'approved' | 'carried_out' | 'refused' | 'lapsed' | 'allowed';

/**
 * One account over its life, asked about by any number of incidents. Throws where `permit` lets out a stop while another speaks for the
 * account, lets a stop that needs no approval wait with one that does, spends the last stop without a person's decision, or spends more than the policy has.
 */
export function checkStopsOfAnAccount(permit: typeof permitStop, seed?: number): void {
  const events = fc.array(fc.constantFrom<AccountEvent>('reported', 'reported', 'reported_large', 'approved', 'carried_out', 'refused', 'lapsed', 'allowed'), { minLength: 20, maxLength: 60 });
  fc.assert(fc.property(events, (happened) => {
    let underWay = false;
    let inForce = false;
    let stopsUsed = 0;
    let allowed = false;
    /** A stop is planned that needs a leader's word first. */
    let awaits = false;
    for (const event of happened) {
      if (event === 'allowed') allowed = true;
      if (event === 'lapsed') inForce = false;
      if (event === 'refused') underWay = false;
      if (event === 'carried_out' && underWay) {
        [underWay, inForce] = [false, true];
        stopsUsed += 1;
        expect(stopsUsed).toBeLessThanOrEqual(DEFAULT_HOLD_POLICY.stopsPerAccountMax);
      }
      if (event !== 'reported' && event !== 'reported_large' && (event !== 'approved' || !awaits)) continue;
      const covered = underWay || inForce;
      // Who needs an approval too waits with the first; the one that is approved is judged by what else there is.
      const waitsToo = event === 'reported_large' && awaits;
      const cover = covered || (event !== 'approved' && awaits) ? 'cover' : null;
      const verdict = permit({ coveringInstructionId: cover, coverAwaitsApproval: !covered && event === 'reported' && awaits, stopsUsed, secondStopAllowed: allowed }, DEFAULT_HOLD_POLICY);
      if (event === 'approved') awaits = false;
      if (verdict.kind !== 'send') {
        expect(verdict.kind).toBe(covered || waitsToo ? 'join' : stopsUsed >= DEFAULT_HOLD_POLICY.stopsPerAccountMax ? 'never' : 'ask');
        continue;
      }
      expect(covered).toBe(false);
      expect(stopsUsed).toBeLessThan(DEFAULT_HOLD_POLICY.stopsPerAccountMax);
      if (stopsUsed > 0) expect(allowed).toBe(true);
      if (event === 'reported_large') awaits = true;
      else underWay = true;
    }
  }), { numRuns: 1_000, seed });
}
