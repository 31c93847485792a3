import { EVENT_OF_MEASURE, HOLD_EVENTS, HOLD_LAW, HOLD_STATES, isMeasureKind, MEASURE_KINDS, ruleOnHold, secures, spendsStop, type HoldRuling } from './hold.law';

const tell = (ruling: HoldRuling): string => (ruling === 'repeated' ? '=' : `${ruling.to}${ruling.contradicts ? '!' : ''}`);

describe('the hold\'s law', () => {
  it('rules on every state and every event', () => {
    expect(Object.keys(HOLD_LAW)).toEqual([...HOLD_STATES]);
    for (const state of HOLD_STATES) expect(Object.keys(HOLD_LAW[state])).toEqual([...HOLD_EVENTS]);
  });

  it.each([
    ['queued', 'queued! released lapsed queued! queued! queued! queued in_force lapsed'],
    ['in_force', 'in_force released lapsed converted in_force annulled in_force! = in_force!'],
    ['lapsed', 'in_force = = converted in_force annulled queued! in_force ='],
    ['released', 'released! = = converted! released! released! released! released! ='],
    ['converted', 'converted! converted! = = converted! converted! converted! converted! ='],
    ['annulled', 'annulled! annulled! = annulled! annulled! = annulled! annulled! ='],
  ] as const)('in %s: extended, released, lapsed, converted, renewed, annulled, queue moved, took effect, queue ended give %s', (state, expected) => {
    expect(HOLD_EVENTS.map((event) => tell(ruleOnHold(state, event))).join(' ')).toBe(expected);
  });

  it('never brings a released, converted or annulled hold back into force, whatever is said', () => {
    for (const state of ['released', 'converted', 'annulled'] as const) {
      for (const event of HOLD_EVENTS) expect(tell(ruleOnHold(state, event))).not.toContain('in_force');
    }
  });

  it('brings a queued freeze into force by nothing but the institution\'s word that its turn came', () => {
    for (const event of HOLD_EVENTS) expect(tell(ruleOnHold('queued', event)) === 'in_force').toBe(event === 'took_effect');
  });

  it('counts every hold that ever was as a stop, and only one in force as money kept', () => {
    expect(HOLD_STATES.filter((state) => !spendsStop(state))).toEqual(['annulled']);
    expect(HOLD_STATES.filter(secures)).toEqual(['in_force']);
  });

  it('knows the event of every measure', () => {
    expect(MEASURE_KINDS.map((kind) => EVENT_OF_MEASURE[kind])).toEqual(['extended', 'released', 'converted', 'renewed', 'released']);
    expect([isMeasureKind('freeze'), isMeasureKind('stop')]).toEqual([true, false]);
  });
});
