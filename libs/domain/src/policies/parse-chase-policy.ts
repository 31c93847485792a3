import { DEFAULT_CHASE_POLICY, FOLLOW_UPS, type ChasePolicy } from '../flow/chase.policy';
import type { PolicyReader } from './policy-reader';

export function parseChasePolicy(reader: PolicyReader): ChasePolicy {
  const rule = DEFAULT_CHASE_POLICY;
  return {
    layersMax: reader.whole('layersMax', rule.layersMax, 1, 100),
    onwardPerAnswerMax: reader.whole('onwardPerAnswerMax', rule.onwardPerAnswerMax, 1, 1_000),
    leastAmountFen: reader.whole('leastAmountFen', rule.leastAmountFen, 1, 100_000_000_00),
    followUp: reader.word('followUp', rule.followUp, FOLLOW_UPS),
  };
}
