import * as fc from 'fast-check';
import type { Answer, AttemptResult } from '../answer/answer';
import { NON_DELIVERY_CAUSES, REFUSAL_REASONS, SILENCE_CAUSES } from '../answer/answer';
import { applyResult, type AttemptEnd, type InstructionLife } from './apply-result';
import { DEFAULT_DELIVERY_POLICY, delayBefore } from './delivery.policy';
import { ENDED_STATES, type InstructionState } from './instruction';
import { allows, eventOf } from './instruction.law';

const T0 = Date.parse('2026-11-23T12:00:00.000Z');
const at = (ms: number): Date => new Date(T0 + ms);
const planned: InstructionLife = {
  state: 'planned', needsHuman: false, dueAt: at(0), sendCount: 0, queryCount: 0, plannedAt: at(0), stateAt: at(0), sentAt: null, receivedAt: null, answeredAt: null,
  refusal: null, silenceCause: null, controlledFen: null,
};
const claimedAt = (life: InstructionLife, ms: number): InstructionLife => ({ ...life, state: 'sending', dueAt: null, sendCount: life.sendCount + 1, stateAt: at(ms) });
const money = { onward: [], cashedOutFen: 0 };
const done = (controlledFen = 100): Answer => ({ kind: 'done', controlledFen, bankAt: at(0).toISOString(), ...money });
const partly = (controlledFen = 40): Answer => ({ kind: 'partly_done', controlledFen, bankAt: at(0).toISOString(), ...money });
const refused = (reason: (typeof REFUSAL_REASONS)[number] = 'mismatch'): Answer => ({ kind: 'refused', reason, ...money });
const says = (answer: Answer): AttemptResult => ({ kind: 'answered', answer });
const timeout: AttemptResult = { kind: 'silent', cause: 'timeout' };
const end = (purpose: AttemptEnd['purpose'], result: AttemptResult, fromMs: number, toMs = fromMs): AttemptEnd => ({ purpose, result, startedAt: at(fromMs), endedAt: at(toMs) });
const apply = (life: InstructionLife, ended: AttemptEnd) => applyResult(life, ended, DEFAULT_DELIVERY_POLICY, 0.5);

describe('applying the end of an attempt', () => {
  it('a silent bank is uncertain, asked, and resent only after it said that nothing came', () => {
    const sent = claimedAt(planned, 0);
    const uncertain = apply(sent, end('send', timeout, 0, 1_000)).life;
    expect(uncertain).toMatchObject({ state: 'uncertain', silenceCause: 'timeout', sentAt: at(0), dueAt: at(1_150) });
    const still = apply(uncertain, end('query', timeout, 1_200, 2_200)).life;
    expect(still).toMatchObject({ state: 'uncertain', queryCount: 1 });
    const again = apply(still, end('query', says({ kind: 'never_received' }), 3_000)).life;
    expect(again).toMatchObject({ state: 'planned', sentAt: null, receivedAt: null, silenceCause: null });
  });

  it('gives up after the policy has ended, and only then', () => {
    const refusedConnection: AttemptResult = { kind: 'not_delivered', cause: 'connection_refused' };
    const limit = DEFAULT_DELIVERY_POLICY.giveUpAfterMs;
    expect(apply(claimedAt(planned, 0), end('send', refusedConnection, 0, limit - 1))).toMatchObject({ event: 'not_delivered', life: { state: 'planned', sentAt: null } });
    expect(apply(claimedAt(planned, 0), end('send', refusedConnection, 0, limit))).toMatchObject({ event: 'delivery_given_up', life: { state: 'undelivered', needsHuman: true, dueAt: null } });
  });

  it('a question that could not be delivered proves nothing about the message', () => {
    const uncertain = apply(claimedAt(planned, 0), end('send', timeout, 0, 1_000)).life;
    const later = apply(uncertain, end('query', { kind: 'not_delivered', cause: 'connection_refused' }, 500_000)).life;
    expect(later).toMatchObject({ state: 'uncertain', needsHuman: false });
    expect(later.dueAt).not.toBeNull();
  });

  it('an answer that overtakes its own request keeps the true moment of sending', () => {
    const overtaken = apply(claimedAt(planned, 10), end('inbound', says(done()), 500)).life;
    expect(overtaken).toMatchObject({ state: 'done', sentAt: at(10), receivedAt: at(500), answeredAt: at(500) });
  });

  it('a callback that was stored first and read last is dated by when it came, and the clocks never run backwards', () => {
    const waiting = apply(claimedAt(planned, 0), end('send', says({ kind: 'accepted', reference: null }), 0, 900)).life;
    const answered = apply(waiting, end('inbound', says(done()), 700)).life;
    expect(answered).toMatchObject({ sentAt: at(0), receivedAt: at(700), answeredAt: at(700) });
  });

  it('"never received" after "accepted" is asked about again, and what was known of the first message is kept', () => {
    const waiting = apply(claimedAt(planned, 0), end('send', says({ kind: 'accepted', reference: null }), 0, 900)).life;
    const contradicted = apply(waiting, end('query', says({ kind: 'never_received' }), 6_000));
    expect(contradicted).toMatchObject({ contradicts: true, life: { state: 'uncertain', needsHuman: true, sentAt: at(0), receivedAt: at(900) } });
    const resent = apply(contradicted.life, end('query', says({ kind: 'never_received' }), 7_000)).life;
    expect(resent).toMatchObject({ state: 'planned', needsHuman: true, sentAt: null, receivedAt: null });
  });

  it.each([
    ['another amount', done(100), done(50)],
    ['another partial amount', partly(40), partly(41)],
    ['another reason', refused('papers_missing'), refused('moved_on')],
  ])('the same kind of answer with %s is a contradiction for a person, and overwrites nothing', (_what, first, second) => {
    const known = apply(claimedAt(planned, 0), end('send', says(first), 0, 100)).life;
    const applied = apply(known, end('inbound', says(second), 200));
    expect(applied).toMatchObject({ moved: false, contradicts: true, repeated: false });
    expect(applied.life).toEqual({ ...known, needsHuman: true });
  });

  it.each([done(), partly(), refused(), { kind: 'accepted', reference: null } as Answer])('the very same answer again changes nothing: %j', (answer) => {
    const known = apply(claimedAt(planned, 0), end('send', says(answer), 0, 100)).life;
    const again = apply(known, end('inbound', says(answer), 200));
    expect(again).toMatchObject({ repeated: true, contradicts: false, moved: false });
    expect({ ...again.life, dueAt: null }).toEqual({ ...known, dueAt: null });
  });

  it.each(REFUSAL_REASONS)('a refusal for "%s" calls a person exactly when a person can help', (reason) => {
    const nobody: (typeof REFUSAL_REASONS)[number][] = ['cashed_out', 'already_stopped'];
    expect(apply(claimedAt(planned, 0), end('send', says(refused(reason)), 0, 1)).life.needsHuman).toBe(!nobody.includes(reason));
  });

  it('"moved on" with a trail needs nobody', () => {
    const onward = [{ account: { institutionCode: null, number: '1', kind: 'card' as const, holderName: null }, amountFen: 1, transferredAt: null, clearingSerial: null }];
    const answer: Answer = { kind: 'refused', reason: 'moved_on', cashedOutFen: 0, onward };
    expect(apply(claimedAt(planned, 0), end('send', says(answer), 0, 1)).life).toMatchObject({ state: 'refused', needsHuman: false });
  });
});

/** What the outside world can do to an instruction, in any order, late and again and again. */
const answerArbitrary: fc.Arbitrary<Answer> = fc.oneof(
  fc.constant<Answer>({ kind: 'accepted', reference: 'R' }), fc.constantFrom(10, 20, 30).map(done), fc.constantFrom(10, 20, 30).map(partly), fc.constantFrom(...REFUSAL_REASONS).map(refused),
  fc.constant<Answer>({ kind: 'never_received' }),
);
const resultArbitrary: fc.Arbitrary<AttemptResult> = fc.oneof(
  { weight: 3, arbitrary: answerArbitrary.map(says) },
  { weight: 2, arbitrary: fc.constantFrom(...SILENCE_CAUSES).map((cause): AttemptResult => ({ kind: 'silent', cause })) },
  { weight: 2, arbitrary: fc.constantFrom(...NON_DELIVERY_CAUSES).map((cause): AttemptResult => ({ kind: 'not_delivered', cause })) },
);
interface Step { readonly act: 'claim' | 'our_attempt' | 'inbound' | 'withdraw'; readonly result: AttemptResult; readonly waitMs: number; readonly lateMs: number; readonly random: number }
const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('claim', 'our_attempt', 'our_attempt', 'inbound', 'withdraw'), result: resultArbitrary, waitMs: fc.integer({ min: 1, max: 40_000 }),
  lateMs: fc.integer({ min: 0, max: 60_000 }), random: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
});

describe('an instruction in a disorderly world (model test)', () => {
  it('keeps the law whatever comes, in whatever order', () => {
    fc.assert(fc.property(fc.array(stepArbitrary, { minLength: 1, maxLength: 40 }), (steps) => {
      let life = planned;
      let now = 0;
      let mayHaveArrived = false;
      for (const step of steps) {
        now += step.waitMs;
        if (step.act === 'claim') {
          if (!allows(life.state, 'claimed')) continue;
          // A message that may have arrived is never up for sending.
          expect(mayHaveArrived).toBe(false);
          life = claimedAt(life, now);
          continue;
        }
        if (step.act === 'withdraw') {
          if (allows(life.state, 'withdrawn') && life.state !== 'withdrawn') life = { ...life, state: 'withdrawn', dueAt: null, stateAt: at(now) };
          continue;
        }
        // Our own attempts end while they are out; what comes by itself is explicit and may have been stored long ago.
        const ours = step.act === 'our_attempt';
        if (ours && !['sending', 'waiting', 'uncertain'].includes(life.state)) continue;
        if (!ours && (step.result.kind !== 'answered' || step.result.answer.kind === 'never_received')) continue;
        const endedAt = ours ? now : Math.max(1, now - step.lateMs);
        const purpose = ours ? (life.state === 'sending' ? 'send' : 'query') : 'inbound';
        const startedAt = ours ? now - 1 : endedAt;
        const before = life;
        const applied = applyResult(life, end(purpose, step.result, startedAt, endedAt), DEFAULT_DELIVERY_POLICY, step.random);
        life = applied.life;
        checkStep(before, life, applied, step, endedAt);
        const neverReceived = step.result.kind === 'answered' && step.result.answer.kind === 'never_received';
        if (neverReceived && life.state === 'planned') mayHaveArrived = false;
        else if (step.result.kind === 'answered' && !neverReceived) mayHaveArrived = true;
        else if (purpose === 'send' && step.result.kind === 'silent') mayHaveArrived = true;
        if (mayHaveArrived) expect(['planned', 'undelivered']).not.toContain(life.state);
      }
    }), { numRuns: 2_000 });
  });
});

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
  // Two explicit words that cannot both be true are always flagged and always reach a person.
  if (ends(before.state) && before.state !== 'withdrawn' && said !== null && ends(said as InstructionState) && said !== before.state) expect(applied.contradicts).toBe(true);
  if (applied.contradicts) expect(life.needsHuman).toBe(true);
  const marks = [life.sentAt, life.receivedAt, life.answeredAt].filter((mark) => mark !== null).map((mark) => mark.getTime());
  expect(marks).toEqual([...marks].sort((a, b) => a - b));
  if (life.receivedAt !== null) expect(life.sentAt).not.toBeNull();
  expect(life.stateAt.getTime()).toBeGreaterThanOrEqual(before.stateAt.getTime());
  if (eventOf(step.result) === 'not_delivered' && life.state === 'planned') checkDelay(life, endedAt, DEFAULT_DELIVERY_POLICY.retryDelaysMs);
  if (life.state === 'uncertain') checkDelay(life, endedAt, DEFAULT_DELIVERY_POLICY.uncertainQueryDelaysMs);
}

function checkDelay(life: InstructionLife, endedAt: number, delaysMs: readonly number[]): void {
  const delay = (life.dueAt?.getTime() ?? Number.NaN) - T0 - endedAt;
  expect(delay).toBeGreaterThanOrEqual(Math.min(...delaysMs) / 2);
  expect(delay).toBeLessThanOrEqual(Math.max(...delaysMs));
}

describe('the delivery policy', () => {
  it('waits between half and all of the delay, and repeats the last one', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 2, max: 60_000 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: -1, max: 100 }), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (delays, tries, random) => {
      const expected = delays[Math.max(0, Math.min(tries, delays.length - 1))] as number;
      expect(delayBefore(delays, tries, random)).toBeGreaterThanOrEqual(Math.floor(expected / 2));
      expect(delayBefore(delays, tries, random)).toBeLessThanOrEqual(expected);
    }));
  });
});
