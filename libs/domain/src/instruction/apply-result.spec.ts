import * as fc from 'fast-check';
import type { Answer, AttemptResult } from '../answer/answer';
import { REFUSAL_REASONS } from '../answer/answer';
import { applyResult, type AttemptEnd, type InstructionLife } from './apply-result';
import { DEFAULT_DELIVERY_POLICY, delayBefore } from './delivery.policy';
import { INSTRUCTION_LAW } from './instruction.law';
import { checkDisorderlyWorld } from '../../../../test/law/disorderly-world';
import { at, claimedAt, done, end, partly, planned, refused, says } from '../../../../test/law/instruction-words';

const timeout: AttemptResult = { kind: 'silent', cause: 'timeout' };
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

describe('an instruction in a disorderly world (model test)', () => {
  it('keeps the law whatever comes, in whatever order', () => checkDisorderlyWorld({ law: INSTRUCTION_LAW, apply: applyResult }));
});

describe('the delivery policy', () => {
  it('waits between half and all of the delay, and repeats the last one', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 2, max: 60_000 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: -1, max: 100 }), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (delays, tries, random) => {
      const expected = delays[Math.max(0, Math.min(tries, delays.length - 1))] as number;
      expect(delayBefore(delays, tries, random)).toBeGreaterThanOrEqual(Math.floor(expected / 2));
      expect(delayBefore(delays, tries, random)).toBeLessThanOrEqual(expected);
    }));
  });
});
