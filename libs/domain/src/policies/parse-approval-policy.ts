import { APPROVAL_NEEDS, DEFAULT_APPROVAL_POLICY, SEAL_NEEDS, type ApprovalPolicy, type ApprovalRule } from '../approval/approval.policy';
import { INSTRUCTION_KINDS } from '../instruction/instruction';
import { LARGEST_TRANSFER_FEN } from '../money/money';
import type { PolicyReader } from './policy-reader';

const ORGAN = /^([0-9A-Za-z]{12})?$/;
const DAY_MS = 86_400_000;

export function parseApprovalPolicy(reader: PolicyReader): ApprovalPolicy {
  const rule = DEFAULT_APPROVAL_POLICY;
  return {
    rules: reader.list('rules', rule.rules, (one): ApprovalRule => ({
      organCode: one.text('organCode', '', ORGAN, '需要12位机关代码，空为全部', 'needs an organ code of 12 characters, or nothing for all'), kind: one.required('kind', INSTRUCTION_KINDS),
      fromFen: one.whole('fromFen', 0, 0, LARGEST_TRANSFER_FEN), need: one.required('need', APPROVAL_NEEDS),
    })),
    laterAllowed: reader.list('laterAllowed', rule.laterAllowed.map((organCode) => ({ organCode })), (one) => ({
      organCode: one.text('organCode', '', ORGAN, '需要12位机关代码，空为全部', 'needs an organ code of 12 characters, or nothing for all'),
    })).map((one) => one.organCode),
    answerWithinMs: reader.whole('answerWithinMs', rule.answerWithinMs, 1_000, DAY_MS),
    laterWithinMs: reader.whole('laterWithinMs', rule.laterWithinMs, 1_000, 7 * DAY_MS),
    seal: reader.word('seal', rule.seal, SEAL_NEEDS),
  };
}
