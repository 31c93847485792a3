import { isStopped, type FlowLine } from '../flow-tree';
import type { RowAction } from './row-action';

/** What can be done about the row's instruction. */
export const INSTRUCTION_ROW_ACTIONS: readonly RowAction[] = [
  {
    key: 'B', label: 'flow.answer', opens: 'answer', when: ({ line }) => line.instruction !== undefined && !isStopped(line),
    urgent: ({ line: { instruction } }) => (instruction?.needsHuman ? 'now' : instruction?.state === 'refused' || instruction?.state === 'withdrawn' ? undefined : 'soon'),
  },
  { key: 'M', label: 'resend.act', opens: 'resend', when: ({ line }) => mayResend(line), urgent: () => 'now' },
];

/** A stop that came to nothing for a reason that people can remove: papers, or a leader's refusal. */
function mayResend({ instruction }: FlowLine): boolean {
  return instruction?.state === 'withdrawn' ? instruction.approval?.state === 'refused' : instruction?.state === 'refused' && instruction.refusal === 'papers_missing';
}
