import type { InstructionState } from '../instruction/instruction';
import type { Fen } from '../money/money';
import { levelAbove, ORGAN_LEVELS, type OrganLevel } from '../organ/organ';

export const ESCALATION_REASONS = ['bank_silent', 'uncertain', 'undelivered', 'clock_pressing', 'clock_overdue', 'amount', 'institution_unknown', 'contradiction', 'flow_cut_off', 'second_stop', 'stop_limit', 'unsecured', 'hold_ending', 'hold_lapsed', 'protection_ending', 'return_unpaid', 'approval_waits', 'approval_refused', 'original_organ', 'override_contradicted'] as const;
export type EscalationReason = (typeof ESCALATION_REASONS)[number];

/** One step of the ladder: what must be the case, and which level is called then. */
export interface EscalationStep {
  readonly reason: EscalationReason;
  readonly toLevel: OrganLevel;
  /** Milliseconds since the watched moment: sent (bank_silent), entered (clock_*), the hold's end (hold_ending, protection_ending, hence negative), or the state's own moment. */
  readonly afterMs: number;
  /** Only for incidents of at least this loss. */
  readonly lossFenMin: Fen;
}

/** The ladder is data; an organ may have its own. Times are what a desk would expect, not law. */
export interface EscalationPolicy {
  readonly steps: readonly EscalationStep[];
  /** An unacknowledged escalation climbs one level further after this time. */
  readonly acknowledgeWithinMs: number;
}

const minutes = (count: number): number => count * 60_000;

export const DEFAULT_ESCALATION_POLICY: EscalationPolicy = {
  acknowledgeWithinMs: minutes(3),
  steps: [
    { reason: 'institution_unknown', toLevel: 'county', afterMs: 0, lossFenMin: 0 },
    { reason: 'flow_cut_off', toLevel: 'county', afterMs: 0, lossFenMin: 0 },
    { reason: 'contradiction', toLevel: 'county', afterMs: 0, lossFenMin: 0 },
    { reason: 'override_contradicted', toLevel: 'county', afterMs: 0, lossFenMin: 0 },
    { reason: 'second_stop', toLevel: 'county', afterMs: 0, lossFenMin: 0 },
    { reason: 'unsecured', toLevel: 'county', afterMs: 0, lossFenMin: 0 },
    { reason: 'stop_limit', toLevel: 'county', afterMs: 0, lossFenMin: 0 },
    { reason: 'hold_lapsed', toLevel: 'county', afterMs: 0, lossFenMin: 0 },
    { reason: 'return_unpaid', toLevel: 'county', afterMs: 0, lossFenMin: 0 },
    { reason: 'approval_refused', toLevel: 'county', afterMs: 0, lossFenMin: 0 },
    { reason: 'original_organ', toLevel: 'county', afterMs: 0, lossFenMin: 0 },
    { reason: 'approval_waits', toLevel: 'county', afterMs: 0, lossFenMin: 0 },
    { reason: 'hold_ending', toLevel: 'county', afterMs: -minutes(24 * 60), lossFenMin: 0 },
    { reason: 'hold_ending', toLevel: 'city', afterMs: -minutes(6 * 60), lossFenMin: 0 },
    { reason: 'hold_ending', toLevel: 'province', afterMs: -minutes(60), lossFenMin: 0 },
    { reason: 'protection_ending', toLevel: 'county', afterMs: -minutes(4 * 60), lossFenMin: 0 },
    { reason: 'undelivered', toLevel: 'county', afterMs: 0, lossFenMin: 0 },
    { reason: 'uncertain', toLevel: 'county', afterMs: minutes(1), lossFenMin: 0 },
    { reason: 'bank_silent', toLevel: 'county', afterMs: minutes(1), lossFenMin: 0 },
    { reason: 'amount', toLevel: 'city', afterMs: 0, lossFenMin: 50_000_000 },
    { reason: 'bank_silent', toLevel: 'city', afterMs: minutes(3), lossFenMin: 0 },
    { reason: 'clock_pressing', toLevel: 'city', afterMs: minutes(6), lossFenMin: 0 },
    { reason: 'amount', toLevel: 'province', afterMs: 0, lossFenMin: 100_000_000 },
    { reason: 'clock_overdue', toLevel: 'province', afterMs: minutes(9), lossFenMin: 0 },
  ],
};

/** The states in which an institution owes us a word. */
export const SILENT_STATES: ReadonlySet<InstructionState> = new Set(['sending', 'waiting', 'uncertain']);

/** Durations divided by a speed, for drills and demonstrations. Amounts stay. */
export function quicken(policy: EscalationPolicy, speed: number): EscalationPolicy {
  return {
    acknowledgeWithinMs: policy.acknowledgeWithinMs / speed,
    steps: policy.steps.map((step) => ({ ...step, afterMs: step.afterMs / speed })),
  };
}

/** The steps for a reason that an incident of this loss will climb, lowest level first. */
export function stepsFor(policy: EscalationPolicy, reason: EscalationReason, lostFen: Fen): EscalationStep[] {
  return policy.steps
    .filter((step) => step.reason === reason && lostFen >= step.lossFenMin)
    .sort((a, b) => ORGAN_LEVELS.indexOf(a.toLevel) - ORGAN_LEVELS.indexOf(b.toLevel));
}

/** Where an unacknowledged escalation goes next; undefined at the top. */
export function climbFrom(level: OrganLevel): OrganLevel | undefined {
  return levelAbove(level);
}
