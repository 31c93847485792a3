import { APPROVER_LEVELS } from '../hold/measure-terms';
import { DEFAULT_RETURN_POLICY, type ReturnPolicy } from '../returns/permit-return';
import type { PolicyReader } from './policy-reader';

export function parseReturnPolicy(reader: PolicyReader): ReturnPolicy {
  const rule = DEFAULT_RETURN_POLICY;
  return {
    proRataNoticeDays: reader.whole('proRataNoticeDays', rule.proRataNoticeDays, 0, 365),
    approverLevelMin: reader.word('approverLevelMin', rule.approverLevelMin, APPROVER_LEVELS),
  };
}
