import * as fc from 'fast-check';
import {
  DEFAULT_DELIVERY_POLICY, ENDED_STATES, eventOf, NON_DELIVERY_CAUSES, REFUSAL_REASONS, SILENCE_CAUSES,
  applyOverride, type Answer, type applyResult, type AttemptResult, type InstructionLaw, type InstructionLife, type InstructionState, type Override,
} from '#domain';
import { at, claimedAt, done, end, partly, planned, queued, refused, says, T0 } from './instruction-words';

/** What is checked: the law and the function that applies it. Tests of the tests put a planted error here. */
export interface InstructionRules { readonly law: InstructionLaw; readonly apply: typeof applyResult; /** The real one when absent. */ readonly override?: typeof applyOverride }

/** What the outside world can do to an instruction, in any order, late and again and again. */
const answerArbitrary: fc.Arbitrary<Answer> = fc.oneof(
  fc.constant<Answer>({ kind: 'accepted', reference: 'R' }), fc.constantFrom(10, 20, 30).map(done), fc.constantFrom(10, 20, 30).map(partly), fc.constantFrom(...REFUSAL_REASONS).map(refused),
  fc.constant<Answer>({ kind: 'never_received' }), fc.integer({ min: 1, max: 3 }).map(queued),
);
const resultArbitrary: fc.Arbitrary<AttemptResult> = fc.oneof(
  { weight: 3, arbitrary: answerArbitrary.map(says) },
  { weight: 2, arbitrary: fc.constantFrom(...SILENCE_CAUSES).map((cause): AttemptResult => ({ kind: 'silent', cause })) },
  { weight: 2, arbitrary: fc.constantFrom(...NON_DELIVERY_CAUSES).map((cause): AttemptResult => ({ kind: 'not_delivered', cause })) },
);
interface Step { readonly act: 'claim' | 'our_attempt' | 'inbound' | 'withdraw' | 'override'; readonly override: Override; readonly result: AttemptResult; readonly waitMs: number; readonly lateMs: number; readonly random: number }
const overrideArbitrary: fc.Arbitrary<Override> = fc.oneof(
  fc.record({ to: fc.constantFrom('done' as const, 'partly_done' as const), controlledFen: fc.constantFrom(10, 20, 30), bankAt: fc.constant(at(0).toISOString()) }),
  fc.record({ to: fc.constant('refused' as const), refusal: fc.constantFrom(...REFUSAL_REASONS) }),
);
const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('claim', 'our_attempt', 'our_attempt', 'inbound', 'withdraw', 'override'), override: overrideArbitrary, result: resultArbitrary, waitMs: fc.integer({ min: 1, max: 40_000 }),
  lateMs: fc.integer({ min: 0, max: 60_000 }), random: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
});

/** A model test: random sequences of late, repeated, contradictory and disordered ends of attempts. Throws where the rules break the law. `seed`: the same worlds every time. */
export function checkDisorderlyWorld(rules: InstructionRules, seed?: number): void {
  fc.assert(fc.property(fc.array(stepArbitrary, { minLength: 1, maxLength: 40 }), (steps) => {
    let life = planned;
    let now = 0;
    let mayHaveArrived = false;
    for (const step of steps) {
      now += step.waitMs;
      if (step.act === 'claim') {
        if (rules.law[life.state].claimed === 'forbidden') continue;
        // A message that may have arrived is never up for sending.
        expect(mayHaveArrived).toBe(false);
        life = claimedAt(life, now);
        continue;
      }
      if (step.act === 'withdraw') {
        if (rules.law[life.state].withdrawn !== 'forbidden' && life.state !== 'withdrawn') life = { ...life, state: 'withdrawn', dueAt: null, stateAt: at(now) };
        continue;
      }
      if (step.act === 'override') {
        if (rules.law[life.state][`overridden_${step.override.to}`] === 'forbidden') continue;
        const before = life;
        life = (rules.override ?? applyOverride)(life, step.override, at(now), rules.law);
        checkOverride(before, life, step.override);
        mayHaveArrived = true;
        continue;
      }
      // Our own attempts end while they are out; what comes by itself is explicit and may have been stored long ago.
      const ours = step.act === 'our_attempt';
      if (ours && !['sending', 'waiting', 'uncertain', 'queued'].includes(life.state)) continue;
      if (!ours && (step.result.kind !== 'answered' || step.result.answer.kind === 'never_received')) continue;
      const endedAt = ours ? now : Math.max(1, now - step.lateMs);
      const purpose = ours ? (life.state === 'sending' ? 'send' : 'query') : 'inbound';
      const startedAt = ours ? now - 1 : endedAt;
      const before = life;
      const applied = rules.apply(life, end(purpose, step.result, startedAt, endedAt), DEFAULT_DELIVERY_POLICY, step.random, rules.law);
      life = applied.life;
      checkStep(before, life, applied, step, endedAt);
      const neverReceived = step.result.kind === 'answered' && step.result.answer.kind === 'never_received';
      if (neverReceived && life.state === 'planned') mayHaveArrived = false;
      else if (step.result.kind === 'answered' && !neverReceived) mayHaveArrived = true;
      else if (purpose === 'send' && step.result.kind === 'silent') mayHaveArrived = true;
      if (mayHaveArrived) expect(['planned', 'undelivered']).not.toContain(life.state);
    }
  }), { numRuns: 2_000, seed });
}

/** A person's word counts as it was said, ends the asking, and is only possible where something has gone out. */
function checkOverride(before: InstructionLife, life: InstructionLife, override: Override): void {
  expect(['planned', 'sending', 'undelivered', 'withdrawn']).not.toContain(before.state);
  expect([life.state, life.dueAt, life.overridden]).toEqual([override.to, null, true]);
  expect([life.controlledFen, life.refusal]).toEqual(override.to === 'refused' ? [null, override.refusal] : [override.controlledFen, null]);
  checkMarks(life);
}

function checkStep(before: InstructionLife, life: InstructionLife, applied: ReturnType<typeof applyResult>, step: Step, endedAt: number): void {
  const said = step.result.kind === 'answered' ? step.result.answer.kind : null;
  const ends = (state: InstructionState): boolean => ENDED_STATES.has(state);
  if (life.state !== before.state && ends(life.state)) expect(said).toBe(life.state);
  if (said === null) expect(ends(life.state)).toBe(ends(before.state));
  if (ends(life.state) || life.state === 'undelivered' || life.state === 'sending') expect(life.dueAt).toBeNull();
  else expect(life.dueAt).not.toBeNull();
  // Once a measure was confirmed, nothing unsays it.
  if (before.state === 'done' || before.state === 'partly_done') expect([life.state, life.controlledFen]).toEqual([before.state, before.controlledFen]);
  if (life.controlledFen !== null) expect(['done', 'partly_done']).toContain(life.state);
  // Nothing but a person moves what a person has stated; who says otherwise is heard by a person.
  if (before.overridden) {
    expect([life.state, life.controlledFen, life.refusal, life.overridden]).toEqual([before.state, before.controlledFen, before.refusal, true]);
    if (disagrees(before, step.result)) expect([applied.contradicts, life.needsHuman]).toEqual([true, true]);
    return checkMarks(life);
  }
  // A measure that an institution explicitly reports is never ignored, least of all after our own withdrawal.
  if ((said === 'done' || said === 'partly_done') && !['done', 'partly_done'].includes(before.state)) expect(life.state).toBe(said);
  if (before.state === 'withdrawn' && (said === 'done' || said === 'partly_done')) expect(applied.contradicts).toBe(true);
  // Two explicit words that cannot both be true are always flagged and always reach a person.
  if (ends(before.state) && before.state !== 'withdrawn' && said !== null && ends(said as InstructionState) && said !== before.state) expect(applied.contradicts).toBe(true);
  if (applied.contradicts) expect(life.needsHuman).toBe(true);
  checkMarks(life);
  expect(life.stateAt.getTime()).toBeGreaterThanOrEqual(before.stateAt.getTime());
  if (eventOf(step.result) === 'not_delivered' && life.state === 'planned') checkDelay(life, endedAt, DEFAULT_DELIVERY_POLICY.retryDelaysMs);
  if (life.state === 'uncertain') checkDelay(life, endedAt, DEFAULT_DELIVERY_POLICY.uncertainQueryDelaysMs);
}

function checkMarks(life: InstructionLife): void {
  const marks = [life.sentAt, life.receivedAt, life.answeredAt].filter((mark) => mark !== null).map((mark) => mark.getTime());
  expect(marks).toEqual([...marks].sort((a, b) => a - b));
  if (life.receivedAt !== null) expect(life.sentAt).not.toBeNull();
}

/** The institution's result and what a person has stated cannot both be true. */
function disagrees({ state, controlledFen, refusal }: InstructionLife, result: AttemptResult): boolean {
  if (result.kind !== 'answered' || result.answer.kind === 'accepted') return false;
  const { answer } = result;
  if (answer.kind === 'never_received') return true;
  return answer.kind !== state || (answer.kind === 'refused' ? answer.reason !== refusal : answer.kind !== 'queued' && answer.controlledFen !== controlledFen);
}

function checkDelay(life: InstructionLife, endedAt: number, delaysMs: readonly number[]): void {
  const delay = (life.dueAt?.getTime() ?? Number.NaN) - T0 - endedAt;
  expect(delay).toBeGreaterThanOrEqual(Math.min(...delaysMs) / 2);
  expect(delay).toBeLessThanOrEqual(Math.max(...delaysMs));
}
