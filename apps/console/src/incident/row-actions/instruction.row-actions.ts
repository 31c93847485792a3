import type { InstructionState } from '#domain';
import { isStopped, type FlowLine } from '../flow-tree';
import type { RowAction } from './row-action';

/** It has reached the bank, or may have: somebody can know better than what was answered. */
const OVERRIDABLE: ReadonlySet<InstructionState> = new Set(['waiting', 'uncertain', 'done', 'partly_done', 'refused']);

/** What can be done about the row's instruction. */
export const INSTRUCTION_ROW_ACTIONS: readonly RowAction[] = [
  {
    key: 'B', label: 'flow.answer', opens: 'answer', when: ({ line }) => line.instruction !== undefined && !isStopped(line) && !line.instruction.override,
    urgent: ({ line: { instruction } }) => (instruction?.needsHuman ? 'now' : instruction?.state === 'refused' || instruction?.state === 'withdrawn' ? undefined : 'soon'),
  },
  { key: 'M', label: 'resend.act', opens: 'resend', when: ({ line }) => mayResend(line), urgent: () => 'now' },
  { key: 'O', label: 'override.act', opens: 'override', when: ({ line, me }) => me.role === 'commander' && line.instruction !== undefined && OVERRIDABLE.has(line.instruction.state) },
];

/** A stop that came to nothing for a reason that people can remove: papers, or a leader's refusal. */
function mayResend({ instruction }: FlowLine): boolean {
  return instruction?.state === 'withdrawn' ? instruction.approval?.state === 'refused' : instruction?.state === 'refused' && instruction.refusal === 'papers_missing';
}
