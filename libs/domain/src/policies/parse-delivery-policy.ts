import { DEFAULT_DELIVERY_POLICY, type DeliveryPolicy } from '../instruction/delivery.policy';
import type { PolicyReader } from './policy-reader';

const HOUR_MS = 3_600_000;

export function parseDeliveryPolicy(reader: PolicyReader): DeliveryPolicy {
  const rule = DEFAULT_DELIVERY_POLICY;
  return {
    retryDelaysMs: reader.wholes('retryDelaysMs', rule.retryDelaysMs, 10, HOUR_MS),
    giveUpAfterMs: reader.whole('giveUpAfterMs', rule.giveUpAfterMs, 100, 24 * HOUR_MS),
    uncertainQueryDelaysMs: reader.wholes('uncertainQueryDelaysMs', rule.uncertainQueryDelaysMs, 10, HOUR_MS),
    waitingQueryDelaysMs: reader.wholes('waitingQueryDelaysMs', rule.waitingQueryDelaysMs, 10, HOUR_MS),
    queuedQueryDelaysMs: reader.wholes('queuedQueryDelaysMs', rule.queuedQueryDelaysMs, 10, 24 * HOUR_MS),
  };
}
