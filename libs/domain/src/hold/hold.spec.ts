import type { Answer } from '../answer/answer';
import { INSTRUCTION_KINDS } from '../instruction/instruction';
import { checkHoldCountsFromTheBank } from '../../../../test/law/stops-of-an-account';
import { answerAsKind } from '../flow/query';
import { DEFAULT_HOLD_POLICY, holdFrom, queuedFreezeFrom, untilAfter } from './hold';

const done: Answer = { kind: 'done', controlledFen: 100, bankAt: '2026-11-23T20:00:00+08:00', onward: [], cashedOutFen: 0 };

describe('a hold', () => {
  it('lasts 48 hours from the bank\'s own moment, whatever zone it writes', () => {
    expect(holdFrom('h', { id: 'i', kind: 'stop' }, done, DEFAULT_HOLD_POLICY)).toEqual({
      id: 'h', instructionId: 'i', kind: 'stop', state: 'in_force', controlledFen: 100, since: '2026-11-23T20:00:00+08:00', until: '2026-11-25T12:00:00.000Z',
    });
  });

  it('is placed by "done" and "partly done" of a stop, and by nothing else', () => {
    const answers: Answer[] = [done, { ...done, kind: 'partly_done' }, { kind: 'refused', reason: 'already_stopped', onward: [], cashedOutFen: 0 }, { kind: 'accepted', reference: null }, { kind: 'never_received' }];
    for (const kind of INSTRUCTION_KINDS) {
      for (const answer of answers) {
        const places = kind === 'stop' && (answer.kind === 'done' || answer.kind === 'partly_done');
        expect(holdFrom('h', { id: 'i', kind }, answer, DEFAULT_HOLD_POLICY) !== undefined).toBe(places);
      }
    }
  });

  it('counts hours from the bank\'s moment, not calendar days, also over a change of summer time or year', () => checkHoldCountsFromTheBank(holdFrom));

  it.each([
    ['extend', '2026-11-23T20:00:00+08:00', '2026-11-25T12:00:00.000Z'],
    ['freeze', '2026-08-31T23:30:00Z', '2027-02-28T23:30:00.000Z'],
    ['extend_freeze', '2026-11-23T20:00:00+08:00', '2027-05-23T12:00:00.000Z'],
    ['release', '2026-11-23T20:00:00+08:00', '2026-11-23T12:00:00.000Z'],
    ['unfreeze', '2026-11-23T20:00:00+08:00', '2026-11-23T12:00:00.000Z'],
  ] as const)('after %s at the bank\'s %s ends at %s, unless the bank says when', (kind, bankAt, until) => {
    expect(untilAfter(kind, { bankAt }, DEFAULT_HOLD_POLICY)).toBe(until);
    expect(untilAfter(kind, { bankAt, until: '2026-12-01T08:00:00+08:00' }, DEFAULT_HOLD_POLICY)).toBe('2026-12-01T00:00:00.000Z');
  });
});

describe('a freeze in a queue', () => {
  const said = { position: 2, prior: [{ authority: '某区人民法院', until: null, amountFen: null }], bankAt: '2026-08-31T23:30:00Z' };

  it('keeps its place and what it is to freeze, and ends by itself only where the policy says when', () => {
    const { bankAt, ...place } = said;
    expect(queuedFreezeFrom(said, 900, DEFAULT_HOLD_POLICY)).toEqual({ ...place, queuedFen: 900, since: bankAt, until: null });
    expect(queuedFreezeFrom(said, 900, { ...DEFAULT_HOLD_POLICY, queuedFreezeLapsesAfterMonths: 6 }).until).toBe('2027-02-28T23:30:00.000Z');
  });

  it('is a word about freezes: of everything else it says that the message arrived, and never that anything is in force', () => {
    const queued: Answer = { kind: 'queued', ...said };
    for (const kind of INSTRUCTION_KINDS) expect(answerAsKind(kind, queued)).toEqual(kind === 'freeze' ? queued : { kind: 'accepted', reference: null });
  });
});
