import type { ApproverLevel, Fen, ReturnMethod, ReturnState } from '#domain';

/** Returns of frozen money, as the api says and hears them. */

export interface ReturnView {
  readonly id: string; readonly holdId: string; readonly victimIncidentId: string; readonly victimNumber: string; readonly institutionCode: string; readonly accountNumber: string; readonly amountFen: Fen;
  readonly method: ReturnMethod; readonly reason: string; readonly approverName: string; readonly approverLevel: ApproverLevel; readonly noticeSince: string | null;
  readonly decidedBy: string; readonly decidedAt: string; readonly state: ReturnState; readonly paidAt: string | null; readonly serial: string | null; readonly cancelReason: string | null;
}
export interface ReturnShare { readonly incidentId: string; readonly number: string; readonly organName: string; readonly lostFen: Fen; readonly securedFen: Fen; readonly decidedFen: Fen; readonly returnableFen: Fen; readonly shareFen: Fen }
export interface ReturnProposal { readonly holdId: string; readonly totalFen: Fen; readonly noticeDays: number; readonly shares: readonly ReturnShare[] }
export interface ReturnInput { victimIncidentId: string; amountFen: Fen; method: ReturnMethod; reason: string; approverName: string; approverLevel: ApproverLevel; noticeSince?: string }
