import type { RowAction, RowAt } from './row-action';

/** The desk's organ has the right to change the row's hold. */
const HAS_RIGHT = ({ line: { hold }, me }: RowAt): boolean => hold !== undefined && me.organ?.code === hold.right.code;
/** An offer waits for this desk's organ. */
const IS_OFFERED = ({ line: { hold }, me }: RowAt): boolean => hold?.handOver != null && me.organ?.code === hold.handOver.toOrgan.code;

/** 移交解除权: the right to change the hold of the row goes to another organ. */
export const HAND_OVER_ROW_ACTIONS: readonly RowAction[] = [
  { key: 'Y', label: 'handOver.accept', opens: 'acceptHandOver', when: (at) => IS_OFFERED(at) && at.line.hold?.state === 'in_force', urgent: () => 'now' },
  { key: 'D', label: 'handOver.decline', opens: 'declineHandOver', when: IS_OFFERED },
  { key: 'L', label: 'handOver.offer', opens: 'offerHandOver', when: (at) => HAS_RIGHT(at) && at.line.hold?.state === 'in_force' && !at.line.hold.handOver },
  { key: 'T', label: 'handOver.withdraw', opens: 'withdrawHandOver', when: (at) => HAS_RIGHT(at) && at.line.hold?.handOver != null },
];
