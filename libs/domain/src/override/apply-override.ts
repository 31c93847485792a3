import { HUMAN_CAN_HELP, later, type InstructionLife } from '../instruction/apply-result';
import { INSTRUCTION_LAW, ruleOn, type InstructionLaw } from '../instruction/instruction.law';
import type { Override } from './override';

/**
 * A person's word takes the place of the institution's. Nothing is asked any more, and what institutions say from now on can only contradict.
 * Throws where the law forbids it: `permitOverride` is asked before.
 */
export function applyOverride(life: InstructionLife, override: Override, at: Date, law: InstructionLaw = INSTRUCTION_LAW): InstructionLife {
  const ruling = ruleOn(life.state, `overridden_${override.to}`, law);
  const state = ruling === 'repeated' ? life.state : ruling.to;
  const sentAt = life.sentAt ?? at;
  const receivedAt = later(sentAt, life.receivedAt ?? at);
  const refusal = override.to === 'refused' ? override.refusal : null;
  return {
    ...life, state, stateAt: later(life.stateAt, at), sentAt, receivedAt, answeredAt: later(receivedAt, at), dueAt: null, silenceCause: null, overridden: true,
    refusal, controlledFen: override.to === 'refused' ? null : override.controlledFen,
    // As after the institution's own refusal: what the desk can put right stays its task, and so does a trail that nobody has told.
    needsHuman: refusal !== null && (HUMAN_CAN_HELP.has(refusal) || refusal === 'moved_on'),
  };
}
