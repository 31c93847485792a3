import type { Answer } from '../answer/answer';
import { answerAsKind } from '../flow/query';
import { DEFAULT_HOLD_POLICY, holdFrom } from '../hold/hold';
import { INSTRUCTION_KINDS } from '../instruction/instruction';
import { checkProtectionApart } from '../../../../test/law/protection-apart';
import { protectedUntil, protectionFrom } from './protective-stop';
import { ruleOnProtection } from './protection.law';

const done: Answer = { kind: 'done', controlledFen: 500, bankAt: '2026-11-23T20:00:00+08:00', onward: [], cashedOutFen: 7 };
const answers: Answer[] = [done, { ...done, kind: 'partly_done' }, { kind: 'refused', reason: 'other', onward: [], cashedOutFen: 9 }, { kind: 'accepted', reference: null }, { kind: 'never_received' }];

describe('a protective stop', () => {
  it('lasts as long as the policy says from the bank\'s own moment, unless the bank says when it ends', () => {
    expect(protectedUntil({ bankAt: '2026-11-23T20:00:00+08:00' }, { protectiveLastsHours: 24 })).toBe('2026-11-24T12:00:00.000Z');
    expect(protectedUntil({ bankAt: '2026-11-23T20:00:00+08:00', until: '2026-11-23T21:00:00+08:00' }, { protectiveLastsHours: 24 })).toBe('2026-11-23T13:00:00.000Z');
  });

  it('is placed by "done" and "partly done" of its own kind alone, controls no fen, and is never a stop\'s hold', () => {
    for (const kind of INSTRUCTION_KINDS) {
      for (const answer of answers) {
        const hold = protectionFrom('h', { id: 'i', kind }, answer, DEFAULT_HOLD_POLICY);
        expect(hold !== undefined).toBe(kind === 'protect' && (answer.kind === 'done' || answer.kind === 'partly_done'));
        if (hold) expect([hold.kind, hold.state, hold.controlledFen, holdFrom('h', { id: 'i', kind }, answer, DEFAULT_HOLD_POLICY)]).toEqual(['protective', 'in_force', 0, undefined]);
      }
    }
  });

  it.each(['protect', 'unprotect'] as const)('an answer to %s says nothing of stolen money, whatever the bank writes', (kind) => {
    expect(answers.map((answer) => answerAsKind(kind, answer))).toEqual([
      { ...done, controlledFen: 0, cashedOutFen: 0 }, { ...done, kind: 'partly_done', controlledFen: 0, cashedOutFen: 0 }, { kind: 'refused', reason: 'other', onward: [], cashedOutFen: 0 }, answers[3], answers[4],
    ]);
  });

  it('changes nothing for whoever suspects the account', () => checkProtectionApart({ place: protectionFrom, asKind: answerAsKind, rule: ruleOnProtection }));
});
