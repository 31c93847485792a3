/** What the audit found; see audit-ledgers.mjs. */
export interface AuditVerdict {
  readonly accepted: number;
  readonly lost: number;
  readonly duplicatedEffects: number;
  readonly falseStops: number;
  readonly unfinished: number;
  /** Told "no" and there all the same: harmless when the client asks again under its key, and told for honesty. */
  readonly refusedYetStored: number;
  readonly faults: readonly string[];
}
export function auditLedgers(told: readonly object[], database: { readonly incidents: readonly object[]; readonly instructions: readonly object[]; readonly holds: readonly object[] }, books: object): AuditVerdict;
export function isSound(verdict: AuditVerdict): boolean;
