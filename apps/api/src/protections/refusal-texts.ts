import type { ProtectionRefusal, UnprotectRefusal } from '#domain';
import { Problem, type FieldFault } from '../problems/problem';

/** Why a protective stop is not permitted, or not ended, and what to do about it. `field` names what stands in the way. */
const TEXTS: Readonly<Record<ProtectionRefusal | UnprotectRefusal, FieldFault>> = {
  reason_missing: { field: 'reason', zh: '须写明理由', en: 'a reason is needed' },
  consent_missing: { field: 'consentBy', zh: '须经本人同意：请填写同意人', en: 'nothing is blocked without consent: say who consented' },
  consent_later: { field: 'consentedAt', zh: '同意时刻晚于现在；请核对，或留空表示现在', en: 'the consent lies in the future; check it, or leave it out for now' },
  suspect_here: { field: 'accountNumber', zh: '该账户在本警情中收到被骗资金，不是被害人本人卡；对它用止付', en: 'stolen money went into this account in this incident, so it is not the victim\'s own; a stop is the means for it' },
  protected_already: { field: 'accountNumber', zh: '本警情已对该卡要求或实施保护性止付', en: 'a protective stop of this card is under way or in force in this incident' },
  other_organ: { field: 'reason', zh: '只有要求该保护性止付的机关可以解除；请联系该机关', en: 'only the organ that asked for the protective stop may end it; call that organ' },
  release_open: { field: 'reason', zh: '已要求解除，正待银行反馈', en: 'its end is asked for already and awaits the bank\'s answer' },
  over: { field: 'reason', zh: '该保护性止付已结束，无须解除', en: 'the protective stop is over; nothing needs to be ended' },
  answer_awaited: { field: 'reason', zh: '银行尚未反馈是否已止付；反馈后即可解除，或电话联系银行', en: 'the bank has not said yet whether it is in force; end it when the answer is there, or telephone the bank' },
};

export function refusalProblem(refusal: ProtectionRefusal | UnprotectRefusal): Problem {
  const fault = TEXTS[refusal];
  return new Problem('conflict', { zh: fault.zh, en: fault.en }, { errors: [fault] });
}
