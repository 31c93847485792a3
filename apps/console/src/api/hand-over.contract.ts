import type { Fen, HoldKind } from '#domain';

/** An organ by code and name. */
export interface OrganName { readonly code: string; readonly name: string }
/** 移交: an offer of the right to change a hold. */
export interface HandOverView { readonly id: string; readonly fromOrgan: OrganName; readonly toOrgan: OrganName; readonly reason: string; readonly offeredBy: string; readonly offeredAt: string }
/** An offer that waits for the desk's organ. */
export interface HandOverItem {
  readonly handOverId: string; readonly holdId: string; readonly incidentId: string; readonly incidentNumber: string; readonly fromOrganName: string; readonly reason: string; readonly offeredAt: string;
  readonly kind: HoldKind; readonly institutionCode: string; readonly accountNumber: string; readonly controlledFen: Fen; readonly until: string;
}
