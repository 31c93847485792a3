import type { PaymentRefusal, ReturnRefusal, ShareRefusal } from '#domain';
import { conflictAt, type FieldFault, type Problem } from '../problems/problem';

/** Why a return is not permitted or its payment not recorded, and what to do about it. `field` names what stands in the way. */
const TEXTS: Readonly<Record<ReturnRefusal | PaymentRefusal | ShareRefusal, FieldFault>> = {
  reason_missing: { field: 'reason', zh: '须写明理由', en: 'a reason is needed' },
  other_organ: { field: 'holdId', zh: '只有持有该冻结解除权的机关可以办理返还；请由该机关办理，或由其移交解除权', en: 'only the organ that has the right to the freeze may return money from it; ask that organ, or have it hand the right over' },
  not_frozen: { field: 'holdId', zh: '只能从冻结的资金中返还；请先立案并转为冻结', en: 'only frozen money is returned; file the case and freeze it first' },
  not_in_force: { field: 'holdId', zh: '该冻结已失效，不能返还', en: 'the freeze is not in force any more' },
  expired: { field: 'holdId', zh: '该冻结已到期，不能返还；请核实银行是否仍在控制', en: 'the freeze has run out; ask the bank whether it still holds the money' },
  unfreezing: { field: 'holdId', zh: '该冻结已申请解冻，银行尚未反馈，不能决定返还；请等待结果', en: 'this freeze was asked to be lifted and the institution owes its answer; await it' },
  approver_missing: { field: 'approverName', zh: '须注明批准人', en: 'needs the name of the person who approved it' },
  approver_level: { field: 'approverLevel', zh: '批准机关层级不足，须经县级以上（现行规定更高的从其规定）公安机关批准', en: 'the level of the approving organ is too low: county or above, or what the rules in force ask for' },
  amount: { field: 'amountFen', zh: '返还金额须大于零，以整数分计', en: 'the amount must be more than nothing, in whole fen' },
  amount_over: { field: 'amountFen', zh: '超过该冻结为这名被害人保全且尚未决定返还的金额；可返还金额见返还建议', en: 'more than the freeze secures for this victim and is not decided yet; the proposal names what can be returned' },
  notice_missing: { field: 'noticeSince', zh: '按比例返还须先公告：请填写公告开始时间', en: 'a division by shares needs a public notice: say when it began' },
  notice_running: { field: 'noticeSince', zh: '公告天数未满，期满后才能决定按比例返还；须公告几日见返还建议', en: 'the public notice has not run for all its days, which the proposal names; decide a division by shares after that' },
  return_decided: { field: 'holdId', zh: '该冻结中有已决定、尚未支付的返还；请先登记支付或撤销该返还', en: 'a return from this freeze is decided and not paid; record its payment or call it off first' },
  one_victim: { field: 'holdId', zh: '该冻结只涉及一名被害人，无须分配', en: 'only one victim\'s money reached this freeze; there is nothing to divide' },
  already_paid: { field: 'returnId', zh: '该笔返还已登记支付，不能更改', en: 'this return is recorded as paid and cannot be changed' },
  cancelled: { field: 'returnId', zh: '该返还决定已撤销；如需返还请重新决定', en: 'this return was called off; decide it anew' },
  serial_missing: { field: 'serial', zh: '须填写银行流水号', en: 'needs the bank\'s serial number' },
  paid_in_future: { field: 'paidAt', zh: '支付时间不能晚于现在', en: 'the payment cannot lie in the future' },
  paid_before_decision: { field: 'paidAt', zh: '支付时间不能早于返还决定', en: 'the payment cannot lie before the decision' },
  not_held: { field: 'paidAt', zh: '支付时该冻结已失效；请核实支付时间，或撤销该决定', en: 'the freeze was over at that moment; check the moment, or call the return off' },
  not_secured: { field: 'returnId', zh: '该冻结现为这名被害人保全的金额已不足；请撤销后重新决定', en: 'the freeze secures less than this amount for the victim now; call it off and decide anew' },
};

export function refusalProblem(refusal: ReturnRefusal | PaymentRefusal | ShareRefusal): Problem {
  return conflictAt(TEXTS[refusal]);
}
