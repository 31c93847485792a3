import { Injectable } from '@nestjs/common';
import { isMeasureKind, permitApproval, type ApprovalState, type InstructionKind, type InstructionState } from '#domain';
import { Ledger, type Sql } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { claimKey, unlessReused } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { approvalProblem, noSuchApproval } from './approval-problem';
import type { ApprovalDto } from './approval.dto';
import { enteredBy } from './entered-by';

interface ApprovalRow { need: 'before' | 'after'; state: ApprovalState; asked_by: string; instruction_state: InstructionState; kind: InstructionKind; transfer_id: string | null; institution_code: string; organ_path: string }

/** A leader decides on an instruction. The worker, woken by the fact, sends or withdraws it. */
@Injectable()
export class DecideApproval {
  constructor(private readonly ledger: Ledger) {}

  /** @returns true when the request was answered before. Throws 404 outside the scope, 403 for the wrong person, 409 when nothing waits. */
  async run(incidentId: string, instructionId: string, dto: ApprovalDto, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const { result } = await this.ledger.commit([incidentId], async (transaction) => {
      const head = transaction.heads.get(incidentId);
      const row = head && (await lockApproval(transaction.sql, incidentId, instructionId));
      if (!head || !row) throw noSuchApproval();
      const approver = { login: user.login, role: user.role, organPath: user.organ.path };
      const asked = {
        need: row.need, state: row.state, instructionState: row.instruction_state, organPath: row.organ_path,
        // A measure is asked for by one person only.
        askedBy: [row.asked_by, ...(isMeasureKind(row.kind) || row.transfer_id === null ? [] : await enteredBy(transaction.sql, incidentId, row.transfer_id))],
      };
      const refusal = permitApproval(asked, approver);
      if (refusal === 'not_in_scope') throw approvalProblem(refusal);
      if (unlessReused(await claimKey(transaction.sql, { actor: user.login, requestKey, status: 202, body: {} }))) return true;
      if (refusal) throw approvalProblem(refusal);
      const reason = dto.reason?.trim() ?? '';
      const approves = dto.decision === 'approve';
      await transaction.sql.rows(
        'update instruction_approvals set state = $2, decided_by = $3, decided_name = $4, decided_at = $5, reason = $6, to_apply = $7 where instruction_id = $1',
        [instructionId, approves ? 'approved' : 'refused', user.login, user.name, transaction.at, reason || null, row.need === 'before' || !approves]);
      const told = { instructionId, transferId: row.transfer_id, institutionCode: row.institution_code, state: row.instruction_state, approverName: user.name };
      if (approves) transaction.append({ incidentId, type: 'instruction.approved', actor: user.login, data: { ...told, note: reason } }, traceparent);
      else transaction.append({ incidentId, type: 'instruction.approval_refused', actor: user.login, data: { ...told, reason } }, traceparent);
      head.watchAt = transaction.at;
      return false;
    });
    return result;
  }
}

async function lockApproval(sql: Sql, incidentId: string, instructionId: string): Promise<ApprovalRow | undefined> {
  const [row] = await sql.rows<ApprovalRow>(
    `select a.need, a.state, a.asked_by, i.state as instruction_state, i.kind, i.transfer_id, i.institution_code, o.path as organ_path
     from instruction_approvals a join instructions i on i.id = a.instruction_id join organs o on o.code = i.organ_code where a.instruction_id = $1 and a.incident_id = $2 for update of a`, [instructionId, incidentId]);
  return row;
}
