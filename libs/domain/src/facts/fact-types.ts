import type { FactType } from './fact';

/** Every fact type at run time: a missing or surplus name does not compile. */
const FACT_TYPE_TABLE: Record<FactType, true> = {
  'incident.reported': true, 'incident.enriched': true, 'incident.settled': true, 'incident.joined': true, 'incident.unjoined': true, 'transfer.added': true, 'transfer.corrected': true, 'transfer.covered': true, 'transfer.second_stop_allowed': true, 'transfer.resend_asked': true, 'flow.cut_off': true, 'query.requested': true, 'holder.told': true,
  'instruction.planned': true, 'instruction.approval_asked': true, 'instruction.approved': true, 'instruction.approval_refused': true, 'instruction.sending': true, 'instruction.accepted': true, 'instruction.queued': true, 'instruction.done': true, 'instruction.partly_done': true,
  'instruction.refused': true, 'instruction.uncertain': true, 'instruction.postponed': true, 'instruction.undelivered': true, 'instruction.withdrawn': true,
  'instruction.contradicted': true, 'instruction.handed_to_human': true, 'answer.code_unknown': true, 'answer.recorded_by_hand': true, 'answer.override_asked': true, 'answer.overridden': true, 'answer.override_dropped': true, 'hold.annulled': true, 'hold.placed': true, 'measure.requested': true, 'hold.extended': true, 'hold.released': true, 'hold.converted': true, 'hold.queued': true, 'hold.queue_moved': true, 'hold.took_effect': true, 'hold.queue_ended': true, 'hold.alarm': true, 'hold.lapsed': true,
  'hand_over.offered': true, 'hand_over.accepted': true, 'hand_over.declined': true, 'hand_over.withdrawn': true,
  'protection.requested': true, 'protection.placed': true, 'protection.release_requested': true, 'protection.released': true, 'protection.alarm': true, 'protection.lapsed': true,
  'hold.divided': true, 'return.decided': true, 'return.paid': true, 'return.cancelled': true, 'money.accounted': true, 'clock.overdue': true, 'escalation.raised': true, 'escalation.acknowledged': true,
};
export const FACT_TYPES = Object.keys(FACT_TYPE_TABLE) as FactType[];
export function isFactType(name: string): name is FactType {
  return Object.hasOwn(FACT_TYPE_TABLE, name);
}
