import type { LedgerTransaction } from '#ledger';

/** What is told of an instruction that was withdrawn. */
export interface WithdrawnRow { readonly id: string; readonly incident_id: string; readonly transfer_id: string | null; readonly institution_code: string; readonly traceparent: string | null }

/** The journal's word on instructions that were withdrawn in this commit. */
export function tellWithdrawn(transaction: LedgerTransaction, withdrawn: readonly WithdrawnRow[], reason: 'corrected' | 'told_again' | 'approval_refused' | 'covered' | 'second_stop' | 'stop_limit'): void {
  for (const row of withdrawn) {
    transaction.append({
      incidentId: row.incident_id, type: 'instruction.withdrawn', actor: 'worker',
      data: { instructionId: row.id, transferId: row.transfer_id, institutionCode: row.institution_code, state: 'withdrawn', reason },
    }, row.traceparent);
  }
}
