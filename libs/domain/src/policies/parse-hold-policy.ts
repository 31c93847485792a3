import { DEFAULT_HOLD_POLICY, type HoldPolicy } from '../hold/hold';
import type { PolicyReader } from './policy-reader';

export function parseHoldPolicy(reader: PolicyReader): HoldPolicy {
  const rule = DEFAULT_HOLD_POLICY;
  return {
    stopLastsHours: reader.whole('stopLastsHours', rule.stopLastsHours, 1, 24 * 30),
    stopsPerAccountMax: reader.whole('stopsPerAccountMax', rule.stopsPerAccountMax, 1, 100),
    extensionSpendsStop: reader.flag('extensionSpendsStop', rule.extensionSpendsStop),
    extensionsMax: reader.whole('extensionsMax', rule.extensionsMax, 0, 100),
    freezeLastsMonths: reader.whole('freezeLastsMonths', rule.freezeLastsMonths, 1, 24),
    queuedFreezeLapsesAfterMonths: reader.whole('queuedFreezeLapsesAfterMonths', rule.queuedFreezeLapsesAfterMonths, 0, 120),
    protectiveLastsHours: reader.whole('protectiveLastsHours', rule.protectiveLastsHours, 1, 24 * 7),
  };
}
