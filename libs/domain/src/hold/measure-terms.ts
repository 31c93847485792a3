import { ORGAN_LEVELS } from '../organ/organ';

/** Who may sign for a measure, lowest first; a freeze needs the county level or above. */
export const APPROVER_LEVELS = ['station', ...ORGAN_LEVELS] as const;
export type ApproverLevel = (typeof APPROVER_LEVELS)[number];

/** What a measure on a hold says besides account and amount. */
export interface MeasureTerms {
  /** The instruction that placed the hold. */
  readonly originalInstructionId: string;
  readonly reason: string;
  /** The end that is asked for, ISO 8601; null where the measure itself is an end. */
  readonly until: string | null;
  readonly caseNumber: string | null;
  readonly approverName: string | null;
  readonly approverLevel: ApproverLevel | null;
}
