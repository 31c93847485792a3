import type { Instruction } from '#domain';
import { canonicalJson } from '#ledger';

/** Who approved an instruction before it went out. */
export interface ApprovalGiven { readonly approverName: string; readonly approvedAt: string }

/** What of an instruction is sealed: everything that decides what the institution shall do, for whom and by whose order. */
export function instructionDocument(instruction: Instruction, approval: ApprovalGiven | null, sealedAt: Date): Uint8Array {
  const { id, kind, institutionCode, accountNumber, accountKind, holderName, amountFen, transferredAt, incidentNumber, organCode, officers, measure, protection } = instruction;
  return Buffer.from(canonicalJson({
    instructionId: id, kind, institutionCode, account: { number: accountNumber, kind: accountKind, holderName }, amountFen, transferredAt, incidentNumber, organCode,
    handler: officers?.handler ?? null, secondOfficer: officers?.secondOfficer ?? null, measure: measure ?? null, ...(protection ? { protection } : {}), approval, sealedAt: sealedAt.toISOString(),
  }), 'utf8');
}
