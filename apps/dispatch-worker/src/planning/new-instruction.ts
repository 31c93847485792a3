import { approvalDueMs, decideApproval } from '#domain';
import type { AccountKind, InstructionKind, MeasureTerms, ProtectionTerms } from '#domain';
import type { LedgerTransaction } from '#ledger';
import type { InstructionRow, LeasedInstruction } from '../dispatch/instruction-row';
import { firstSending, type Prepared } from '../sealing/seal-office';
import { LEASE_GRACE_MS, type EnterGate, type PlanningTools } from './planning-tools';

export type PlannedRow = InstructionRow & {
  intent_no: number;
  /** The approval that is asked for; null where none is needed. */
  approval: { readonly need: 'before' | 'after'; readonly asked_by: string; readonly due_at: Date } | null;
  /** With its officers and seal, where it goes out at once. */
  prepared: Prepared | null;
};

/** What is known of an instruction when it is planned; the rest of its row follows from the moment and the worker. */
export interface NewInstruction {
  readonly incidentId: string; readonly transferId: string | null; readonly kind: InstructionKind; readonly intentNo: number; readonly institutionCode: string; readonly accountNumber: string;
  readonly accountKind: AccountKind; readonly holderName: string | null; readonly amountFen: string; readonly transferredAt: Date | null; readonly organCode: string;
  readonly traceparent: string | null; readonly holdId: string | null; readonly terms: MeasureTerms | ProtectionTerms | null;
  /** The login of who asked for it. */
  readonly askedBy: string;
}

/** The row of a new instruction, leased to this worker where the institution has a free place, and the facts that tell it. */
export function newInstruction(transaction: LedgerTransaction, plan: NewInstruction, tools: PlanningTools, enterGate: EnterGate): PlannedRow {
  const head = transaction.head(plan.incidentId);
  const institution = tools.findInstitution(plan.institutionCode);
  const worker = tools.workerNumber();
  const need = decideApproval({ organPath: head.organPath, kind: plan.kind, amountFen: Number(plan.amountFen) }, tools.approval);
  const approvalDue = approvalDueMs(need, transaction.at.getTime(), tools.approval);
  const waits = need === 'before';
  const leased = !waits && worker !== null && institution !== undefined && enterGate(institution);
  const row: PlannedRow = {
    id: tools.ids.next(), incident_id: head.id, incident_number: head.number, transfer_id: plan.transferId, kind: plan.kind, intent_no: plan.intentNo,
    institution_code: plan.institutionCode, account_number: plan.accountNumber, account_kind: plan.accountKind, holder_name: plan.holderName,
    amount_fen: plan.amountFen, transferred_at: plan.transferredAt, organ_code: plan.organCode,
    state: leased ? 'sending' : 'planned', version: 1, needs_human: false, due_at: leased || waits ? null : transaction.at,
    lease_owner: leased ? worker : null, lease_until: leased ? new Date(transaction.at.getTime() + institution.deadlineMs + LEASE_GRACE_MS) : null,
    send_count: leased ? 1 : 0, query_count: 0, planned_at: transaction.at, state_at: transaction.at, sent_at: null, received_at: null, answered_at: null,
    refusal: null, silence_cause: null, controlled_fen: null, answer_code: null, answer_text: null, traceparent: plan.traceparent, hold_id: plan.holdId, params: plan.terms, overridden: null,
    approval: need === 'none' || approvalDue === null ? null : { need, asked_by: plan.askedBy, due_at: new Date(approvalDue) }, prepared: null,
  };
  head.openInstructions += 1;
  const told = { instructionId: row.id, transferId: row.transfer_id, institutionCode: row.institution_code };
  transaction.append({
    incidentId: head.id, type: 'instruction.planned', actor: 'worker',
    data: { ...told, state: 'planned', kind: row.kind, accountNumber: row.account_number, amountFen: Number(row.amount_fen) },
  }, row.traceparent);
  if (row.approval) {
    transaction.append({
      incidentId: head.id, type: 'instruction.approval_asked', actor: 'worker',
      data: { ...told, state: 'planned', need: row.approval.need, kind: row.kind, amountFen: Number(row.amount_fen), askedBy: row.approval.asked_by, dueAt: row.approval.due_at.toISOString() },
    }, row.traceparent);
  }
  if (leased) row.prepared = tools.seals.prepare(row, head, null, transaction.at);
  if (leased) transaction.append({ incidentId: head.id, type: 'instruction.sending', actor: 'worker', data: { ...told, state: 'sending', attemptNo: 1 } }, row.traceparent);
  return row;
}

/** Those of the planned rows that go out at once. */
export function leasedOf(planned: readonly PlannedRow[]): LeasedInstruction[] {
  return planned.flatMap((row) => (row.prepared ? [firstSending(row.prepared, 1, row.traceparent)] : []));
}
