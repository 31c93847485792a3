import * as fc from 'fast-check';
import { DEFAULT_HOLD_POLICY, HAND_OVER_EVENTS, permitHandOver, permitMeasure, permitOffer, ruleOnHandOver, type HandOver, type HandOverLaw, type MeasuredHold, type rightAfter } from '#domain';

/** What a world of organs is tried with; a planted error stands in for one of them. */
export interface RightRules {
  readonly right: typeof rightAfter;
  readonly permitOffer: typeof permitOffer;
  readonly permitHandOver: typeof permitHandOver;
  readonly law: HandOverLaw;
  /** What an accepted offer makes of the hold besides whose it is: nothing. */
  readonly handedHold: (hold: MeasuredHold, rightOrganCode: string) => MeasuredHold;
}

const ORGANS = ['A', 'B', 'C'] as const;
const organ = fc.constantFrom(...ORGANS);
const steps = fc.array(fc.oneof(
  fc.record({ does: fc.constant('offer' as const), by: organ, to: organ }),
  fc.record({ does: fc.constantFrom(...HAND_OVER_EVENTS), by: organ, to: organ }),
), { maxLength: 14 });

/**
 * Organs offer, accept, decline and withdraw in any order. Followed by hand beside the rules: at every moment exactly one organ may change
 * the hold, namely the placer or whoever last accepted; and nothing of the hold itself is another than before. Throws where the rules differ.
 */
export function checkRightOfAHold(rules: RightRules, seed?: number): void {
  let moves = 0;
  fc.assert(fc.property(steps, fc.integer({ min: 1, max: 2 }), fc.integer({ min: 0, max: 1 }), (walk, stopsUsed, extensions) => {
    const placed: MeasuredHold = { kind: 'stop', state: 'in_force', untilMs: 1_000, rightOrganCode: 'A', allocatedFen: 100, allocatedToOthersFen: 0, extensions, stopsUsed, measureOpen: false, returnDecidedFen: 0, freezeQueued: false };
    let hold = placed;
    let offer: HandOver | undefined;
    let expected: string = 'A';
    let open: { from: string; to: string } | undefined;
    for (const { does, by, to } of walk) {
      const seen = { ...hold, offerOpen: offer?.state === 'offered' };
      if (does === 'offer') {
        const permitted = rules.permitOffer(seen, { byOrganCode: by, toOrganCode: to, toOrganKnown: true, reason: '移送' }, 0) === null;
        expect(permitted).toBe(by === expected && to !== expected && open === undefined);
        if (!permitted) continue;
        offer = { state: 'offered', fromOrganCode: by, toOrganCode: to };
        open = { from: by, to };
      } else {
        if (!offer) continue;
        const permitted = rules.permitHandOver(offer, seen, { event: does, byOrganCode: by, reason: '说明' }, 0) === null;
        expect(permitted).toBe(open !== undefined && by === (does === 'withdraw' ? open.from : open.to));
        if (!permitted || !open) continue;
        const state = ruleOnHandOver(offer.state, does, rules.law);
        if (state === 'over') throw new Error('permitted and yet over');
        offer = { ...offer, state };
        if (does === 'accept') [expected, moves] = [open.to, moves + 1];
        open = undefined;
      }
      const right = rules.right(offer);
      hold = right === hold.rightOrganCode ? hold : rules.handedHold(hold, right);
      expect(hold).toEqual({ ...placed, rightOrganCode: expected });
      expect(ORGANS.filter((code) => permitMeasure(hold, { kind: 'release', byOrganCode: code, reason: '误止', amountFen: 100, caseNumber: null, approverName: null, approverLevel: null }, DEFAULT_HOLD_POLICY, 0) === null)).toEqual([expected]);
    }
  }), { numRuns: 5_000, seed });
  if (moves === 0) throw new Error('the right never moved: the harness proves nothing');
}
