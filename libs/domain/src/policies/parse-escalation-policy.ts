import { DEFAULT_ESCALATION_POLICY, ESCALATION_REASONS, type EscalationPolicy, type EscalationStep } from '../escalation/escalation.policy';
import { ORGAN_LEVELS } from '../organ/organ';
import type { PolicyReader } from './policy-reader';

const DAY_MS = 24 * 3_600_000;

/** The list of steps replaces the built-in one as a whole: a ladder is read from top to bottom, not patched. */
export function parseEscalationPolicy(reader: PolicyReader): EscalationPolicy {
  return {
    acknowledgeWithinMs: reader.whole('acknowledgeWithinMs', DEFAULT_ESCALATION_POLICY.acknowledgeWithinMs, 1_000, DAY_MS),
    steps: reader.list('steps', DEFAULT_ESCALATION_POLICY.steps, parseStep),
  };
}

function parseStep(reader: PolicyReader): EscalationStep {
  return {
    reason: reader.required('reason', ESCALATION_REASONS),
    toLevel: reader.required('toLevel', ORGAN_LEVELS),
    // Negative: before a hold's end.
    afterMs: reader.whole('afterMs', 0, -30 * DAY_MS, 30 * DAY_MS),
    lossFenMin: reader.whole('lossFenMin', 0, 0, Number.MAX_SAFE_INTEGER),
  };
}
