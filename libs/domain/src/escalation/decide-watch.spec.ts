import * as fc from 'fast-check';
import { ORGAN_LEVELS, type OrganLevel } from '../organ/organ';
import { decideWatch, higher, type RaisedEscalation, type WatchDecision, type WatchedIncident } from './decide-watch';
import { climbFrom, DEFAULT_ESCALATION_POLICY, ESCALATION_REASONS, quicken, stepsFor, type EscalationPolicy } from './escalation.policy';

const policy = DEFAULT_ESCALATION_POLICY;
const minute = 60_000;
const quiet: WatchedIncident = { live: true, enteredAtMs: 0, stopped: false, lostFen: 2_800_000, ownLevel: 'county', institutionsUnknown: 0, instructions: [], holds: [], escalations: [] };
const asRaised = (decision: WatchDecision, raisedAtMs: number, acknowledged = false): RaisedEscalation[] =>
  decision.raise.map(({ reason, toLevel, instructionId }) => ({ reason, toLevel, instructionId, raisedAtMs, acknowledged }));
const calls = (decision: WatchDecision): string[] => decision.raise.map((call) => `${call.reason} ${call.fromLevel ?? 'own'}->${call.toLevel}`);

/** Looks whenever the decision says so, and tells every call with its minute. */
function watchUntil(incident: WatchedIncident, endMs: number, acknowledge: (reason: string) => boolean = () => false): string[] {
  const told: string[] = [];
  let view = incident;
  for (let now = view.enteredAtMs, looks = 0; looks < 100; looks += 1) {
    const decision = decideWatch(view, policy, now);
    told.push(...calls(decision).map((call) => `${now / minute}' ${call}`));
    view = { ...view, escalations: [...view.escalations, ...asRaised(decision, now).map((one) => ({ ...one, acknowledged: acknowledge(one.reason) }))] };
    if (decision.nextAtMs === null || decision.nextAtMs > endMs) break;
    now = decision.nextAtMs;
  }
  return told;
}

describe('the watch', () => {
  it('calls nobody about a small incident that was just entered, and looks again when the clock presses', () => {
    expect(decideWatch(quiet, policy, 0)).toEqual({ raise: [], alarms: [], nextAtMs: 6 * minute });
  });

  it('climbs county, city, province when nobody acknowledges', () => {
    const silent: WatchedIncident = { ...quiet, stopped: true, instructions: [{ id: 'i', state: 'waiting', stateAtMs: 100, sentAtMs: 0 }] };
    expect(watchUntil(silent, 60 * minute)).toEqual(["1' bank_silent own->county", "3' bank_silent own->city", "6' bank_silent city->province"]);
  });

  it('an acknowledgement stops the climbing, but not the steps of the ladder itself', () => {
    const silent: WatchedIncident = { ...quiet, stopped: true, instructions: [{ id: 'i', state: 'uncertain', stateAtMs: 0, sentAtMs: 0 }] };
    expect(watchUntil(silent, 60 * minute)).toEqual(["1' uncertain own->county", "4' uncertain county->city", "7' uncertain city->province"]);
    expect(watchUntil(silent, 60 * minute, () => true)).toEqual(["1' uncertain own->county"]);
  });

  it('the nine minutes: pressing at six to the city, overdue at nine to the province', () => {
    expect(watchUntil(quiet, 60 * minute, () => true)).toEqual(["6' clock_pressing own->city", "9' clock_overdue own->province"]);
    expect(watchUntil({ ...quiet, stopped: true }, 60 * minute)).toEqual([]);
  });

  it.each([[49_999_999, []], [50_000_000, ['amount own->city']], [100_000_000, ['amount own->city', 'amount own->province']]])('a loss of %i fen calls %j at once', (lostFen, expected) => {
    expect(calls(decideWatch({ ...quiet, lostFen }, policy, 0))).toEqual(expected);
  });

  it('a joined incident does not climb about what the one joined into climbs about, but its own banks stay everybody\'s business', () => {
    const raised = (reason: RaisedEscalation['reason'], instructionId: string | null = null): RaisedEscalation => ({ reason, toLevel: 'county', instructionId, raisedAtMs: 0, acknowledged: false });
    const escalations = [raised('amount'), raised('unsecured'), raised('second_stop'), raised('clock_overdue'), raised('contradiction'), raised('uncertain', 'i')];
    const joined: WatchedIncident = { ...quiet, joined: true, stopped: true, lostFen: 0, instructions: [{ id: 'i', state: 'uncertain', stateAtMs: 0, sentAtMs: 0 }], escalations };
    expect(calls(decideWatch(joined, policy, 4 * minute)).sort()).toEqual(['contradiction county->city', 'uncertain county->city']);
    expect(calls(decideWatch({ ...joined, joined: false }, policy, 4 * minute))).toEqual(expect.arrayContaining(['amount county->city', 'unsecured county->city', 'second_stop county->city']));
    // What it lost besides is its own: nobody else's clock runs for it.
    expect(calls(decideWatch({ ...joined, stopped: false, lostFen: 100, escalations: [] }, policy, 6 * minute))).toContain('clock_pressing own->city');
  });

  it('never calls a level below the one that entered the incident', () => {
    const view: WatchedIncident = { ...quiet, ownLevel: 'province', institutionsUnknown: 1, lostFen: 100_000_000, instructions: [{ id: 'i', state: 'undelivered', stateAtMs: 0, sentAtMs: null }] };
    expect(watchUntil(view, 60 * minute).every((call) => call.endsWith('own->province'))).toBe(true);
    expect(new Set(watchUntil(view, 60 * minute)).size).toBe(watchUntil(view, 60 * minute).length);
  });

  it('does not climb about what is over: the bank has answered meanwhile, the money is stopped, the institution was chosen', () => {
    const raised = (reason: RaisedEscalation['reason'], instructionId: string | null): RaisedEscalation => ({ reason, toLevel: 'county', instructionId, raisedAtMs: 0, acknowledged: false });
    const over: WatchedIncident = { ...quiet, stopped: true, escalations: [raised('bank_silent', 'gone'), raised('uncertain', 'gone'), raised('undelivered', 'gone'), raised('clock_pressing', null), raised('institution_unknown', null)] };
    expect(decideWatch(over, policy, 60 * minute)).toEqual({ raise: [], alarms: [], nextAtMs: null });
  });

  it('a contradiction and money cut off from the chase go on climbing after the incident has settled', () => {
    const escalations: RaisedEscalation[] = [
      { reason: 'contradiction', toLevel: 'county', instructionId: 'i', raisedAtMs: 0, acknowledged: false },
      { reason: 'flow_cut_off', toLevel: 'county', instructionId: 'i', raisedAtMs: 0, acknowledged: true },
      { reason: 'amount', toLevel: 'city', instructionId: null, raisedAtMs: 0, acknowledged: false },
    ];
    const settled: WatchedIncident = { ...quiet, live: false, escalations };
    expect(decideWatch(settled, policy, 0)).toEqual({ raise: [], alarms: [], nextAtMs: policy.acknowledgeWithinMs });
    expect(calls(decideWatch(settled, policy, policy.acknowledgeWithinMs))).toEqual(['contradiction county->city']);
  });

  it('a settled incident with nothing of that kind is left in peace', () => {
    expect(decideWatch({ ...quiet, live: false, lostFen: 100, institutionsUnknown: 3 }, policy, 99 * minute)).toEqual({ raise: [], alarms: [], nextAtMs: null });
  });

  it('a great loss is told to the levels above even when it was settled in the moment of its entry', () => {
    const settled = { ...quiet, live: false, lostFen: 100_000_000 };
    expect(calls(decideWatch(settled, policy, quiet.enteredAtMs))).toEqual(expect.arrayContaining([expect.stringMatching(/^amount .*city/), expect.stringMatching(/^amount .*province/)]));
  });
});

const levelArbitrary = fc.constantFrom(...ORGAN_LEVELS);
const idArbitrary = fc.constantFrom('a', 'b', 'c');
const momentArbitrary = fc.integer({ min: 0, max: 20 * minute });
const incidentArbitrary: fc.Arbitrary<WatchedIncident> = fc.record({
  live: fc.boolean(), enteredAtMs: momentArbitrary, stopped: fc.boolean(), lostFen: fc.constantFrom(1, 50_000_000, 100_000_000, 147_500_000), ownLevel: levelArbitrary, institutionsUnknown: fc.integer({ min: 0, max: 2 }),
  instructions: fc.uniqueArray(fc.record({
    id: idArbitrary, state: fc.constantFrom('planned', 'sending', 'waiting', 'uncertain', 'undelivered'), stateAtMs: momentArbitrary, sentAtMs: fc.option(momentArbitrary),
  }), { selector: (one) => one.id }),
  holds: fc.uniqueArray(fc.record({ id: idArbitrary, instructionId: idArbitrary, own: fc.boolean(), untilMs: fc.integer({ min: 0, max: 30 * 60 * minute }), alarmsTold: fc.integer({ min: 0, max: 3 }) }), { maxLength: 2, selector: (one) => one.id }),
  escalations: fc.uniqueArray(fc.record({
    reason: fc.constantFrom(...ESCALATION_REASONS), toLevel: levelArbitrary, instructionId: fc.option(idArbitrary), raisedAtMs: momentArbitrary, acknowledged: fc.boolean(),
  }), { maxLength: 6, selector: (one) => `${one.reason}${one.toLevel}${one.instructionId}` }),
});

describe('the end of a hold', () => {
  const hour = 60 * minute;
  const held = (untilMs: number, alarmsTold = 0): WatchedIncident => ({ ...quiet, live: false, stopped: true, holds: [{ id: 'h', instructionId: 'i', own: true, untilMs, alarmsTold }] });

  it('is announced 24, 6 and 1 hours before, each once, also of a settled incident, and climbs by the hours left', () => {
    const told: string[] = [];
    let view = held(48 * hour);
    let now = 0;
    for (;;) {
      const decision = decideWatch(view, policy, now);
      told.push(...decision.alarms.map((alarm) => `${(alarm.untilMs - now) / hour} h left`), ...calls(decision));
      const alarmsTold = decision.alarms[0]?.alarmsTold ?? view.holds[0]?.alarmsTold ?? 0;
      view = { ...held(48 * hour, alarmsTold), escalations: [...view.escalations, ...asRaised(decision, now)] };
      if (decision.nextAtMs === null) break;
      now = decision.nextAtMs;
    }
    expect(told).toEqual(['24 h left', 'hold_ending own->county', '6 h left', 'hold_ending own->city', '1 h left', 'hold_ending own->province']);
  });

  it('of a hold that was placed late, one alarm is told, not three', () => {
    expect(decideWatch(held(5 * hour), policy, 0).alarms).toEqual([{ holdId: 'h', alarmsTold: 2, untilMs: 5 * hour }]);
    expect(decideWatch(held(5 * hour, 2), policy, 0)).toMatchObject({ alarms: [], nextAtMs: 4 * hour });
    expect(decideWatch(held(5 * hour), policy, 5 * hour).alarms).toEqual([]);
  });
});

describe('the watch, for any view of an incident', () => {
  it('is pure, calls each once, is done after its own calls, looks ahead only, and never below its own level', () => {
    fc.assert(fc.property(incidentArbitrary, fc.integer({ min: 0, max: 40 * minute }), (incident, now) => {
      const decision = decideWatch(incident, policy, now);
      expect(decideWatch(structuredClone(incident), policy, now)).toEqual(decision);
      if (decision.nextAtMs !== null) expect(decision.nextAtMs).toBeGreaterThan(now);
      const key = (call: { reason: string; toLevel: OrganLevel; instructionId: string | null }): string => `${call.reason}/${call.toLevel}/${call.instructionId}`;
      const known = incident.escalations.map(key);
      expect(new Set([...known, ...decision.raise.map(key)]).size).toBe(known.length + decision.raise.length);
      for (const call of decision.raise) {
        if (call.fromLevel === null) expect(higher(call.toLevel, incident.ownLevel)).toBe(call.toLevel);
        else expect(call.toLevel).toBe(climbFrom(call.fromLevel));
      }
      const after: WatchedIncident = { ...incident, escalations: [...incident.escalations, ...asRaised(decision, now)] };
      expect(decideWatch(after, policy, now).raise).toEqual([]);
    }), { numRuns: 1_000 });
  });

  it('misses nothing by sleeping until the next look: a look in between calls nobody', () => {
    fc.assert(fc.property(incidentArbitrary, fc.integer({ min: 0, max: 40 * minute }), fc.double({ min: 0, max: 0.999, noNaN: true }), (incident, now, part) => {
      const decision = decideWatch(incident, policy, now);
      const after: WatchedIncident = { ...incident, escalations: [...incident.escalations, ...asRaised(decision, now)] };
      const until = decision.nextAtMs ?? now + 60 * minute;
      expect(decideWatch(after, policy, Math.floor(now + (until - now) * part)).raise).toEqual([]);
    }), { numRuns: 1_000 });
  });
});

describe('the ladder', () => {
  it('is in the order of levels for every reason, and quickened only in time', () => {
    const fast: EscalationPolicy = quicken(policy, 60);
    expect(fast.acknowledgeWithinMs).toBe(3_000);
    expect(fast.steps.map(({ lossFenMin, toLevel }) => [lossFenMin, toLevel])).toEqual(policy.steps.map(({ lossFenMin, toLevel }) => [lossFenMin, toLevel]));
    for (const reason of ESCALATION_REASONS) {
      const levels = stepsFor(policy, reason, Number.MAX_SAFE_INTEGER).map((step) => ORGAN_LEVELS.indexOf(step.toLevel));
      expect(levels.length).toBeGreaterThan(0);
      expect(levels).toEqual([...levels].sort());
    }
  });
});
