export const CONSENT_MEANS = ['phone', 'in_person'] as const;
/** How the victim said yes. */
export type ConsentMeans = (typeof CONSENT_MEANS)[number];

/** 同意: the account is its owner's, who is suspected of nothing. Without it nothing is blocked. */
export interface Consent {
  /** Name of the person who consented. */
  readonly by: string;
  readonly means: ConsentMeans;
  /** ISO 8601 with zone. */
  readonly at: string;
}

/** What an instruction about a protective stop says besides the account. */
export interface ProtectionTerms {
  readonly consent: Consent;
  readonly reason: string;
  /** The end that is asked for, ISO 8601; null for its release. */
  readonly until: string | null;
  /** Only for a release: the instruction that placed it. */
  readonly originalInstructionId: string | null;
}
