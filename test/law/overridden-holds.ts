import * as fc from 'fast-check';
import {
  accountForMoney, balances, DEFAULT_HOLD_POLICY, permitStop, secures, spendsStop, type FlowTransfer, type HoldEvent, type HoldState, type ruleOnHold,
} from '#domain';
import { transfer } from './every-fen-once';

/** What is checked: how holds move, which of them spend a stop, and which keep money. Tests of the tests put a planted error here. */
export interface OverrideRules { readonly rule: typeof ruleOnHold; readonly spends: typeof spendsStop; readonly keeps: typeof secures }

/** One stop of the account: what we believe of its hold, and what is true of it. */
interface Stop { state: HoldState; fen: number; real: boolean; inForce: boolean }

const ACCOUNT = 'A';
const fen = fc.integer({ min: 1, max: 1_000 });
const events = fc.array(fc.oneof(
  fc.record({ what: fc.constant('answered_done' as const), fen }), fc.record({ what: fc.constant('overridden_done' as const), fen }),
  fc.record({ what: fc.constantFrom('overridden_refused' as const, 'overridden_refused' as const, 'lapsed' as const), fen: fc.constant(0) }),
), { minLength: 1, maxLength: 30 });
/** Up to three victims paid into the account; some of it has left it again. */
const flows: fc.Arbitrary<readonly FlowTransfer[]> = fc.array(fc.record({ amountFen: fen, cashedOutFen: fc.oneof(fc.constant(0), fen), onwardFen: fc.oneof(fc.constant(0), fen), open: fc.boolean() }), { minLength: 1, maxLength: 3 })
  .map((paid) => paid.flatMap(({ amountFen, cashedOutFen, onwardFen, open }, i) => [
    transfer(`${i}`, null, amountFen, ACCOUNT, { cashedOutFen, open }), ...(onwardFen > 0 ? [transfer(`${i}.1`, `${i}`, onwardFen, 'B')] : []),
  ]));

/**
 * One account whose bank lies and is overridden, again and again. Throws where money is kept by a hold that never was, where such a hold has
 * used up a stop, where a real one has not, or where a fen is in no place or in two.
 */
export function checkOverriddenHolds({ rule, spends, keeps }: OverrideRules, seed?: number): void {
  fc.assert(fc.property(flows, events, (transfers, happened) => {
    const stops: Stop[] = [];
    const move = (stop: Stop | undefined, event: HoldEvent): void => {
      const ruling = stop && rule(stop.state, event);
      if (stop && ruling && ruling !== 'repeated') stop.state = ruling.to;
    };
    const place = (stop: Stop): void => void stops.push(stop);
    for (const event of happened) {
      const last = stops.at(-1);
      if (event.what === 'lapsed') {
        move(last, 'lapsed');
        if (last) last.inForce = false;
      } else if (event.what === 'answered_done') {
        const permit = permitStop({ coveringInstructionId: stops.some(({ state }) => keeps(state)) ? 'cover' : null, coverAwaitsApproval: false, stopsUsed: stops.filter(({ state }) => spends(state)).length, secondStopAllowed: true }, DEFAULT_HOLD_POLICY);
        const [standing, used] = [stops.some(({ inForce }) => inForce), stops.filter(({ real }) => real).length];
        // What is true decides: an account without a true hold gets its stop, one with two true ones never a third.
        expect(permit.kind).toBe(standing ? 'join' : used >= DEFAULT_HOLD_POLICY.stopsPerAccountMax ? 'never' : 'send');
        if (permit.kind === 'send') place({ state: 'in_force', fen: event.fen, real: true, inForce: true });
      } else if (last) {
        // As the worker does: what stood is annulled, and what is stated now takes its place.
        move(last, 'annulled');
        [last.real, last.inForce] = [false, false];
        if (event.what === 'overridden_done') place({ state: 'in_force', fen: event.fen, real: true, inForce: true });
      }
      const held = stops.filter(({ state }) => keeps(state)).reduce((sum, stop) => sum + stop.fen, 0);
      const money = accountForMoney(transfers, new Map([[ACCOUNT, held]]));
      expect(balances(money)).toBe(true);
      expect(money.controlledFen).toBeLessThanOrEqual(stops.filter(({ inForce }) => inForce).reduce((sum, stop) => sum + stop.fen, 0));
      expect(stops.filter(({ state }) => spends(state)).length).toBe(stops.filter(({ real }) => real).length);
    }
  }), { numRuns: 1_000, seed });
}
