import type { MeasureRefusal } from '#domain';
import { conflictAt, type FieldFault, type Problem } from '../problems/problem';

/** Why a measure is not permitted and what to do about it, for people. `field` names what stands in the way. */
const TEXTS: Readonly<Record<MeasureRefusal, FieldFault>> = {
  reason_missing: { field: 'reason', zh: '须写明理由', en: 'a reason is needed' },
  other_organ: { field: 'kind', zh: '只有持有解除权的机关（作出该控制的机关，移交后为接收机关）可以变更或解除；请由该机关办理，或由其移交解除权', en: 'only the organ that has the right to it may change or end the hold (who placed it, or who it was handed over to); ask that organ, or have it hand the right over' },
  wrong_kind: { field: 'kind', zh: '该措施不适用于这种控制：续止、解除、冻结用于止付，续冻、解冻用于冻结', en: 'this measure does not fit this hold: extend, release and freeze act on a stop, extend_freeze and unfreeze on a freeze' },
  not_in_force: { field: 'kind', zh: '该控制已失效，无可变更', en: 'the hold is not in force any more' },
  expired: { field: 'kind', zh: '该控制已到期；续期须在到期前提出', en: 'the hold has run out; it can only be changed before its end' },
  measure_open: { field: 'kind', zh: '该控制上已有措施待银行反馈，请等待结果', en: 'another measure on this hold awaits the institution\'s answer' },
  freeze_queued: { field: 'kind', zh: '该止付的冻结已在银行轮候，请等待生效或先撤回轮候', en: 'a freeze of this stop waits in the institution\'s queue already; wait for its turn or take it back first' },
  extensions_used: { field: 'kind', zh: '该止付已延期，不能再次延期；立案后可转为冻结', en: 'this stop was extended already and cannot be again; after filing, freeze it' },
  stop_limit: { field: 'kind', zh: '该账户两次止付已用完，不能延期；立案后可转为冻结', en: 'both stops of this account are used up, so it cannot be extended; after filing, freeze it' },
  return_decided: { field: 'kind', zh: '该冻结中有已决定、尚未支付的返还；请先登记支付或撤销该返还，再解冻', en: 'a return from this freeze is decided and not paid; record its payment or call it off, then unfreeze' },
  shared: { field: 'kind', zh: '该控制同时保全其他被害人的资金，不能解除', en: 'this hold secures other victims\' money too and cannot be given up' },
  not_filed: { field: 'caseNumber', zh: '冻结须先立案：请先补录案件编号', en: 'a freeze needs a filed case: add the case number first' },
  approver_missing: { field: 'approverName', zh: '须注明批准人及其机关层级', en: 'needs the name and level of the person who approved it' },
  approver_level: { field: 'approverLevel', zh: '须经县级以上公安机关负责人批准', en: 'needs the approval of an organ of county level or above' },
  amount: { field: 'amountFen', zh: '冻结金额不得少于现保全的被害人资金', en: 'the amount must not be less than what is secured for victims now' },
};

/** The words of a refusal. */
export function refusalText(refusal: MeasureRefusal): FieldFault {
  return TEXTS[refusal];
}

export function refusalProblem(refusal: MeasureRefusal): Problem {
  return conflictAt(TEXTS[refusal]);
}
