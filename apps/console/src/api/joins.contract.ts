import type { DuplicateReason, Fen, IncidentState, JoinGround, SamePair } from '#domain';

/** Duplicates and joins, as the api says and hears them. */

export interface IncidentName { readonly id: string; readonly number: string; readonly organName: string }

export interface DuplicateItem extends IncidentName {
  readonly state: IncidentState; readonly enteredAt: string; readonly victimName: string | null; readonly lostFen: Fen; readonly reasons: readonly DuplicateReason[]; readonly sameAmount: boolean; readonly joinedInto: IncidentName | null;
}
export interface Duplicates { readonly items: readonly DuplicateItem[]; readonly elsewhere: readonly { readonly number: string; readonly organName: string }[] }
export interface DuplicatesInput { victimPhone?: string; callNumber?: string; transfers?: { accountNumber: string; amountFen?: Fen; transferredAt?: string }[]; exceptIncidentId?: string }

/** An incident joined into the one shown; who reported it is told within the scope only. */
export interface JoinedItem extends IncidentName {
  readonly enteredAt: string; readonly inScope: boolean; readonly victimName: string | null; readonly victimPhone: string | null; readonly callNumber: string | null; readonly createdBy: string | null;
  readonly lostFen: Fen; readonly sameCount: number;
}
export interface JoinProposal {
  readonly grounds: readonly JoinGround[];
  readonly pairs: readonly SamePair[];
  readonly into: IncidentName & { readonly victimName: string | null };
  readonly payments: readonly { readonly transferId: string; readonly accountNumber: string; readonly institutionCode: string | null; readonly amountFen: Fen | null; readonly transferredAt: string | null }[];
  readonly refusal: { readonly field: string; readonly zh: string; readonly en: string } | null;
}
