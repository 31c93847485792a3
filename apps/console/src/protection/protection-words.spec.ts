import { INSTRUCTION_STATES } from '#domain';
import type { ProtectiveStopView } from '../api/protective.contract';
import { awaitedInstruction, canRelease, tellProtection } from './protection-words';

const stop = (change: Partial<ProtectiveStopView>): ProtectiveStopView => ({
  id: 's', institutionCode: '9', accountNumber: '6222', holderName: '王芳', organCode: '37', consent: { by: '王芳', means: 'phone', at: '' }, reason: 'r', requestedBy: 'wang', requestedAt: '',
  instructionId: 'p', instructionState: 'done', refusal: null, needsHuman: false, answerText: null, state: 'in_force', since: '', until: '', release: null, ...change,
});
const release = (instructionState: NonNullable<ProtectiveStopView['release']>['instructionState'], awaitsPlan = false) => ({ reason: 'r', requestedBy: 'wang', requestedAt: '', instructionId: 'u', instructionState, refusal: null, awaitsPlan });

describe('what a desk is told of a protective stop', () => {
  it('is that it stands only when the bank said so', () => {
    const told = [null, ...INSTRUCTION_STATES].map((instructionState) => tellProtection(stop({ state: null, instructionState })).text);
    expect(told).not.toContain('protection.inForce');
    expect(tellProtection(stop({})).text).toBe('protection.inForce');
    expect([tellProtection(stop({ state: 'lapsed' })).text, tellProtection(stop({ state: 'released' })).text]).toEqual(['protection.lapsed', 'protection.released']);
  });

  it('names the telephone where the wire has not helped', () => {
    expect(['undelivered', 'refused', 'uncertain', 'waiting'].map((instructionState) => tellProtection(stop({ state: null, instructionState: instructionState as 'refused' })).phone)).toEqual([true, true, true, false]);
    expect(['undelivered', 'refused', 'uncertain', 'sending'].map((instructionState) => tellProtection(stop({ release: release(instructionState as 'refused') })).phone)).toEqual([true, true, true, false]);
  });

  it('offers its end once, and again when the bank refused', () => {
    expect([stop({}), stop({ state: null, instructionState: 'undelivered' }), stop({ release: release('refused') })].map(canRelease)).toEqual([true, true, true]);
    expect([stop({ state: 'lapsed' }), stop({ state: null, instructionState: 'uncertain' }), stop({ release: release(null, true) }), stop({ release: release('sending') })].map(canRelease)).toEqual([false, false, false, false]);
  });

  it('takes the bank\'s word for its end while it stands, for itself before', () => {
    expect([awaitedInstruction(stop({ state: null })), awaitedInstruction(stop({ release: release('uncertain') })), awaitedInstruction(stop({}))]).toEqual(['p', 'u', null]);
  });
});
