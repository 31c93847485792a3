/** 办案人员, as an institution is told of them: who handles the case (经办人) and who assists (协查人). */
export interface Officer {
  readonly name: string;
  /** `police` 警官证 or `citizen` 居民身份证. */
  readonly idType: OfficerIdType;
  readonly idNumber: string;
  readonly phone: string | null;
}
export const OFFICER_ID_TYPES = ['police', 'citizen'] as const;
export type OfficerIdType = (typeof OFFICER_ID_TYPES)[number];

/** Two officers on an instruction; a missing one never delays a stop, but an institution may refuse for it (0600). */
export interface TwoOfficers { readonly handler: Officer | null; readonly secondOfficer: Officer | null }
