import * as fc from 'fast-check';
import { accountForMoney, answerAsKind, DEFAULT_HOLD_POLICY, holdFrom, isMeasureKind, MEASURE_KINDS, permitMeasure, permitStop, PROTECTION_EVENTS, ruleOnProtection, type Answer, type Hold, type protectionFrom, type ProtectionState } from '#domain';

export interface ProtectionRules {
  readonly place: typeof protectionFrom;
  readonly asKind: typeof answerAsKind;
  readonly rule: typeof ruleOnProtection;
}

type CardEvent = { readonly type: 'stop' | 'protect' | 'stop_over' | 'released' | 'lapsed'; readonly fen: number };

const events = fc.array(fc.record<CardEvent>({ type: fc.constantFrom('stop', 'protect', 'protect', 'stop_over', 'released', 'lapsed'), fen: fc.integer({ min: 1, max: 1_000 }) }), { minLength: 1, maxLength: 40 });
const LOST_FEN = 5_000;

/**
 * A mule who is a victim too: one account number, suspected in one incident and protected in another. The world with protective stops must
 * be the world without them in all that concerns suspects: who may stop the account, where every lost fen is, and what stands on it.
 * Throws where it differs, where a protective stop is more than one, or where a measure on holds takes hold of it.
 */
export function checkProtectionApart(rules: ProtectionRules, seed?: number): void {
  fc.assert(fc.property(events, (happened) => {
    const withIt = new World(rules);
    const without = new World(rules);
    for (const event of happened) {
      withIt.happens(event);
      if (event.type === 'stop' || event.type === 'stop_over') without.happens(event);
      expect(withIt.ofSuspects()).toEqual(without.ofSuspects());
      withIt.checkCards();
    }
  }), { numRuns: 500, seed });
}

class World {
  private holds: Hold[] = [];
  private count = 0;

  constructor(private readonly rules: ProtectionRules) {}

  happens({ type, fen }: CardEvent): void {
    const id = String((this.count += 1));
    // A bank that does not know what it is asked writes an amount, and money that moved on, where neither belongs.
    const said: Answer = { kind: 'done', controlledFen: fen, bankAt: '2026-11-24T20:00:00+08:00', cashedOutFen: fen, onward: [{ account: { institutionCode: null, number: '6222', kind: 'card', holderName: null }, amountFen: fen, transferredAt: null, clearingSerial: null }] };
    if (type === 'stop') this.add(holdFrom(id, { id, kind: 'stop' }, said, DEFAULT_HOLD_POLICY));
    if (type === 'protect') this.add(this.rules.place(id, { id, kind: 'protect' }, this.rules.asKind('protect', said), DEFAULT_HOLD_POLICY));
    if (type === 'stop_over') this.holds = this.holds.map((hold) => (hold.kind === 'stop' ? { ...hold, state: 'lapsed' } : hold));
    if (type === 'released' || type === 'lapsed') this.holds = this.holds.map((hold) => (hold.kind === 'protective' ? { ...hold, state: this.moved(hold.state as ProtectionState, type) } : hold));
    const asked = this.rules.asKind('protect', said);
    expect(asked.kind === 'done' && [asked.onward.length, asked.cashedOutFen]).toEqual([0, 0]);
  }

  /** What a desk that follows stolen money is told: the permit for the next stop, the five places, and the suspect's holds. */
  ofSuspects(): unknown {
    const stops = this.holds.filter((hold) => hold.kind === 'stop');
    const inForce = this.holds.filter((hold) => hold.state === 'in_force');
    const controlled = Math.min(LOST_FEN, inForce.reduce((sum, hold) => sum + hold.controlledFen, 0));
    return {
      permit: permitStop({ coveringInstructionId: stops.some((hold) => hold.state === 'in_force') ? 'cover' : null, coverAwaitsApproval: false, stopsUsed: stops.length, secondStopAllowed: true }, DEFAULT_HOLD_POLICY).kind,
      money: accountForMoney([{ id: 't', parentId: null, amountFen: LOST_FEN, account: 'a', open: false, cashedOutFen: 0 }], new Map([['a', controlled]])),
      standing: this.holds.filter((hold) => hold.kind !== 'protective').map((hold) => [hold.kind, hold.state]),
    };
  }

  /** No measure of the suspects' law fits a protective stop: it is never extended and never becomes a freeze. */
  checkCards(): void {
    for (const hold of this.holds.filter((one) => one.kind === 'protective')) {
      for (const kind of MEASURE_KINDS) {
        const held = { kind: hold.kind, state: hold.state, untilMs: Infinity, rightOrganCode: 'A', allocatedFen: 0, allocatedToOthersFen: 0, extensions: 0, stopsUsed: 0, measureOpen: false, returnDecidedFen: 0, freezeQueued: false };
        expect(permitMeasure(held, { kind, byOrganCode: 'A', reason: 'r', amountFen: 1, caseNumber: 'A1', approverName: '赵', approverLevel: 'county' }, DEFAULT_HOLD_POLICY, 0)).toBe('wrong_kind');
      }
      if (hold.state === 'in_force') continue;
      for (const event of PROTECTION_EVENTS) expect(this.rules.rule(hold.state as ProtectionState, event)).toBe('repeated');
    }
    expect([isMeasureKind('protect'), isMeasureKind('unprotect')]).toEqual([false, false]);
  }

  private add(hold: Hold | undefined): void {
    if (hold) this.holds.push(hold);
  }

  private moved(state: ProtectionState, event: 'released' | 'lapsed'): ProtectionState {
    const ruling = this.rules.rule(state, event);
    return ruling === 'repeated' ? state : ruling.to;
  }
}
