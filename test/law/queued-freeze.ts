import * as fc from 'fast-check';
import { accountForMoney, balances, HOLD_EVENTS, ruleOnHold, type HoldEvent, type HoldLaw, type HoldState, type secures } from '#domain';
import { transfer } from './every-fen-once';

/** What is checked: the law of holds and what a hold secures. Tests of the tests put a planted error here. */
export interface QueueRules { readonly law: HoldLaw; readonly secured: typeof secures }

const events: fc.Arbitrary<HoldEvent[]> = fc.array(fc.constantFrom<HoldEvent>(...HOLD_EVENTS, 'queue_moved', 'queue_moved', 'took_effect'), { maxLength: 12 });

/**
 * Model test of a queued freeze 轮候冻结 (PROC 242) beside the stop that still runs, under any words of the institution in any order: money is
 * controlled only by the stop while it runs, and by the freeze from the word that its turn came. The five figures balance at every step.
 * Throws where the rules break this, and where no freeze ever came to its turn.
 */
export function checkQueuedFreeze(rules: QueueRules, seed?: number): void {
  let tookEffect = 0;
  fc.assert(fc.property(events, fc.nat(12), fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 1_000 }), (words, stopEndsAfter, paidFen, frozenFen) => {
    let state: HoldState = 'queued';
    let turnCame = false;
    words.forEach((event, i) => {
      const ruling = ruleOnHold(state, event, rules.law);
      const itsTurn = state === 'queued' && event === 'took_effect';
      if (ruling !== 'repeated') state = ruling.to;
      if (itsTurn) expect(state).toBe('in_force');
      if (event === 'took_effect' && state === 'in_force') turnCame = true;
      // The institution's own extension of what our clock let lapse is in force by its word too.
      const explicit = turnCame || words.slice(0, i + 1).some((word) => word === 'extended' || word === 'renewed');
      if (state === 'in_force') expect(explicit).toBe(true);
      const stopFen = i < stopEndsAfter && !turnCame ? paidFen : 0;
      const freezeFen = rules.secured(state) ? frozenFen : 0;
      const money = accountForMoney([transfer('1', null, paidFen, 'A')], new Map([['A', Math.max(stopFen, freezeFen)]]));
      expect(balances(money)).toBe(true);
      if (!explicit) expect(money.controlledFen).toBe(stopFen);
      if (turnCame && state === 'in_force') expect(money.controlledFen).toBe(Math.min(paidFen, frozenFen));
    });
    tookEffect += turnCame ? 1 : 0;
  }), { numRuns: 2_000, seed });
  if (tookEffect === 0) throw new Error('no freeze ever came to its turn: the harness proves nothing');
}
