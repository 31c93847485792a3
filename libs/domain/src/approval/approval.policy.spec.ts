import fc from 'fast-check';
import { INSTRUCTION_KINDS, INSTRUCTION_STATES } from '../instruction/instruction';
import { APPROVAL_NEEDS, approvalDueMs, decideApproval, DEFAULT_APPROVAL_POLICY, type ApprovalPolicy, type ApprovalRule } from './approval.policy';
import { APPROVAL_STATES, permitApproval } from './permit-approval';

const [PROVINCE, CITY, COUNTY] = ['370000000000', '370800000000', '370832000000'];
const PATH = `${PROVINCE}/${CITY}/${COUNTY}/`;
const policyOf = (rules: ApprovalRule[], laterAllowed: string[] = []): ApprovalPolicy => ({ ...DEFAULT_APPROVAL_POLICY, rules, laterAllowed });
const rule = (organCode: string, fromFen: number, need: ApprovalRule['need']): ApprovalRule => ({ organCode, kind: 'stop', fromFen, need });
const need = (amountFen: number, policy: ApprovalPolicy) => decideApproval({ organPath: PATH, kind: 'stop', amountFen }, policy);

describe('what an instruction needs', () => {
  it.each([
    ['no rule', [], [], 'none'],
    ['an amount below the rule', [rule('', 101, 'before')], [], 'none'],
    ['an amount that reaches it', [rule('', 100, 'before')], [], 'before'],
    ['the highest amount reached decides', [rule('', 0, 'before'), rule('', 100, 'none')], [], 'none'],
    ['the nearest organ decides', [rule('', 0, 'before'), rule(COUNTY, 0, 'none'), rule(CITY, 0, 'before')], [], 'none'],
    ['also where its own amounts are not reached', [rule('', 0, 'before'), rule(CITY, 1_000, 'before')], [], 'none'],
    ['an organ elsewhere decides nothing', [rule('371600000000', 0, 'before')], [], 'none'],
    ['later, where nobody allows it, is before', [rule('', 0, 'after')], ['371600000000'], 'before'],
    ['later, where the city allows it', [rule('', 0, 'after')], [CITY], 'after'],
  ] as const)('%s', (_name, rules, later, expected) => expect(need(100, policyOf([...rules], [...later]))).toBe(expected));

  it('by default the usual stop is never slowed', () => {
    for (const kind of INSTRUCTION_KINDS) expect(decideApproval({ organPath: PATH, kind, amountFen: kind === 'stop' ? 147_500_000 : 49_999_999 }, DEFAULT_APPROVAL_POLICY)).toBe('none');
    expect(need(500_000_000, DEFAULT_APPROVAL_POLICY)).toBe('before');
  });

  const rules = fc.array(fc.record({ organCode: fc.constantFrom('', PROVINCE, CITY, COUNTY, '371600000000'), kind: fc.constant('stop' as const), fromFen: fc.nat(1_000), need: fc.constantFrom(...APPROVAL_NEEDS) }));
  it('never later without leave, and rules of other organs and kinds change nothing', () => {
    fc.assert(fc.property(rules, fc.nat(1_200), (some, amountFen) => {
      const found = need(amountFen, policyOf(some));
      expect(found).not.toBe('after');
      const noise: ApprovalRule[] = [...some, { organCode: '371600000000', kind: 'stop', fromFen: 0, need: 'before' }, { organCode: COUNTY, kind: 'freeze', fromFen: 0, need: 'before' }];
      expect(need(amountFen, policyOf(noise))).toBe(found);
    }));
  });
  it('is due only where it is needed', () => {
    expect(APPROVAL_NEEDS.map((one) => approvalDueMs(one, 1_000, DEFAULT_APPROVAL_POLICY))).toEqual([null, 61_000, 1_801_000]);
  });
});

describe('who may approve', () => {
  const asked = { need: 'before', state: 'waiting', instructionState: 'planned', organPath: PATH, askedBy: ['wang'] } as const;
  const leader = { login: 'li', role: 'commander', organPath: `${PROVINCE}/${CITY}/` };
  it.each([
    ['a commander above', {}, {}, null],
    ['a commander of the same organ', {}, { organPath: PATH }, null],
    ['an operator', {}, { role: 'operator' }, 'not_commander'],
    ['a commander elsewhere', {}, { organPath: `${PROVINCE}/371600000000/` }, 'not_in_scope'],
    ['who asked', {}, { login: 'wang' }, 'same_person'],
    ['twice', { state: 'refused' }, {}, 'decided'],
    ['what was withdrawn', { instructionState: 'withdrawn' }, {}, 'moot'],
  ] as const)('%s', (_name, changed, who, expected) => expect(permitApproval({ ...asked, ...changed }, { ...leader, ...who })).toBe(expected));

  it('every state of the instruction and of the approval: only what waits can be decided, and before sending only what is planned', () => {
    for (const state of APPROVAL_STATES) for (const instructionState of INSTRUCTION_STATES) for (const one of ['before', 'after'] as const) {
      const open = state === 'waiting' && (one === 'before' ? instructionState === 'planned' : instructionState !== 'withdrawn');
      expect([one, state, instructionState, permitApproval({ ...asked, need: one, state, instructionState }, leader) === null]).toEqual([one, state, instructionState, open]);
    }
  });
});
