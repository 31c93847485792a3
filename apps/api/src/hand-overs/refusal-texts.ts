import type { HandOverRefusal, OfferRefusal } from '#domain';
import { Problem, type FieldFault } from '../problems/problem';

/** Why a hand-over cannot be offered, accepted, declined or withdrawn, and what to do about it. `field` names what stands in the way. */
const TEXTS: Readonly<Record<OfferRefusal | HandOverRefusal, FieldFault>> = {
  reason_missing: { field: 'reason', zh: '须写明理由', en: 'a reason is needed' },
  not_holder: { field: 'holdId', zh: '只有现持有解除权的机关可以移交；请由该机关办理', en: 'only the organ that has the right now can hand it over; ask that organ' },
  not_in_force: { field: 'holdId', zh: '该控制已失效或已转为冻结，无可移交；已转冻结的，请就该冻结重新提出移交', en: 'the hold is not in force any more; where a freeze took its place, offer that freeze anew' },
  expired: { field: 'holdId', zh: '该控制已到期，无可移交；请先核实银行是否仍在控制', en: 'the hold has run out; ask the bank whether it still holds the money' },
  offer_open: { field: 'holdId', zh: '已有一项移交待接收；请等待对方答复，或先撤回', en: 'an offer waits already; await the answer, or withdraw it first' },
  organ_unknown: { field: 'toOrganCode', zh: '没有这个机关；请从机关名录中选择', en: 'there is no such organ; choose one from the list of organs' },
  same_organ: { field: 'toOrganCode', zh: '解除权已在该机关；请选择另一机关', en: 'that organ has the right already; choose another one' },
  not_receiver: { field: 'handOverId', zh: '只有接收机关可以接收或拒绝；请由该机关办理', en: 'only the receiving organ can accept or decline; ask that organ' },
  not_offerer: { field: 'handOverId', zh: '只有提出移交的机关可以撤回；接收机关不接受的，请拒绝', en: 'only the organ that offered it can withdraw it; the receiving organ declines' },
  over: { field: 'handOverId', zh: '该移交已办结（已接收、已拒绝或已撤回）；需要时请重新提出', en: 'this hand-over has ended (accepted, declined or withdrawn); offer it anew where needed' },
  measure_open: { field: 'handOverId', zh: '该控制上有措施待银行反馈，请等结果出来再接收', en: 'a measure on this hold awaits the institution\'s answer; accept once it is there' },
};

export function handOverProblem(refusal: OfferRefusal | HandOverRefusal): Problem {
  const fault = TEXTS[refusal];
  return new Problem('conflict', { zh: fault.zh, en: fault.en }, { errors: [fault] });
}
