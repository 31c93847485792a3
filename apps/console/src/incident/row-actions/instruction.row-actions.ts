import { isStopped } from '../flow-tree';
import type { RowAction } from './row-action';

/** What can be done about the row's instruction. */
export const INSTRUCTION_ROW_ACTIONS: readonly RowAction[] = [
  {
    key: 'B', label: 'flow.answer', opens: 'answer', when: ({ line }) => line.instruction !== undefined && !isStopped(line),
    urgent: ({ line: { instruction } }) => (instruction?.needsHuman ? 'now' : instruction?.state === 'refused' || instruction?.state === 'withdrawn' ? undefined : 'soon'),
  },
];
