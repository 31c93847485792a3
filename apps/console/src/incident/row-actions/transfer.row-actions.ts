import { isStopped, type FlowLine } from '../flow-tree';
import type { RowAction } from './row-action';

/** The account's last stop, right or wrong account, and where the money went on. */
export const TRANSFER_ROW_ACTIONS: readonly RowAction[] = [
  { key: 'S', label: 'flow.secondStop', opens: 'secondStop', when: ({ line }) => line.transfer.awaitsDecision && line.instruction?.approval?.state !== 'refused', urgent: () => 'now' },
  { key: 'C', label: 'flow.correct', opens: 'correct', when: ({ line }) => !isStopped(line) && !line.transfer.duplicateOf, urgent: ({ line }) => (hasNoInstitution(line) ? 'now' : undefined) },
  { key: 'N', label: 'flow.addChild', opens: 'addBelow', when: () => true, urgent: ({ line }) => (line.instruction?.refusal === 'moved_on' ? 'soon' : undefined) },
];

function hasNoInstitution(line: FlowLine): boolean {
  return line.transfer.institutionCode === null;
}
