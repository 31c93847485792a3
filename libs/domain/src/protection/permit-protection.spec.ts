import { INSTRUCTION_STATES } from '../instruction/instruction';
import { permitProtection, permitUnprotect, PROTECTION_REFUSALS, UNPROTECT_REFUSALS, type StandingProtection } from './permit-protection';
import { PROTECTION_STATES } from './protection.law';

const free = { suspectHere: false, protectedAlready: false };
const asked = { consent: { by: '王芳', atMs: 500 }, reason: '仍被远程控制' };
const standing: StandingProtection = { organCode: 'A', instructionState: 'done', state: 'in_force', releaseOpen: false };
const end = (change: Partial<StandingProtection>, byOrganCode = 'A', reason = '本人要求') => {
  const permit = permitUnprotect({ ...standing, ...change }, { byOrganCode, reason });
  return permit.kind === 'refused' ? permit.refusal : permit.kind;
};

describe('asking for a protective stop', () => {
  it('takes consent that was given already, and a reason', () => {
    expect(permitProtection(free, asked, 1_000)).toBeNull();
    expect(permitProtection(free, { ...asked, reason: ' ' }, 1_000)).toBe('reason_missing');
    expect(permitProtection(free, { ...asked, consent: { by: ' ', atMs: 500 } }, 1_000)).toBe('consent_missing');
    for (const atMs of [1_001, NaN]) expect(permitProtection(free, { ...asked, consent: { by: '王芳', atMs } }, 1_000)).toBe('consent_later');
  });

  it('is not for an account that stolen money went into here, and not twice', () => {
    expect(permitProtection({ ...free, suspectHere: true }, asked, 1_000)).toBe('suspect_here');
    expect(permitProtection({ ...free, protectedAlready: true }, asked, 1_000)).toBe('protected_already');
    expect(PROTECTION_REFUSALS).toHaveLength(5);
  });
});

describe('ending a protective stop', () => {
  it('is one step of the organ that placed it, with a reason', () => {
    expect(end({})).toBe('instruct');
    expect(end({}, 'B')).toBe('other_organ');
    expect(end({}, 'A', ' ')).toBe('reason_missing');
    expect(end({ releaseOpen: true })).toBe('release_open');
  });

  it('is over when it is over, in every state', () => {
    for (const state of PROTECTION_STATES) expect(end({ state })).toBe(state === 'in_force' ? 'instruct' : 'over');
  });

  it('withdraws what certainly never reached the bank, and waits for the bank\'s word otherwise', () => {
    expect([null, ...INSTRUCTION_STATES].map((instructionState) => [instructionState, end({ state: null, instructionState })])).toEqual([
      [null, 'answer_awaited'], ['planned', 'answer_awaited'], ['sending', 'answer_awaited'], ['waiting', 'answer_awaited'], ['uncertain', 'answer_awaited'],
      ['undelivered', 'withdraw'], ['queued', 'answer_awaited'], ['done', 'answer_awaited'], ['partly_done', 'answer_awaited'], ['refused', 'over'], ['withdrawn', 'over'],
    ]);
    expect(UNPROTECT_REFUSALS).toHaveLength(5);
  });
});
