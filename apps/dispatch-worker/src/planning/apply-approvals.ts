import { ruleOn, type EscalationToRaise } from '#domain';
import type { LedgerTransaction } from '#ledger';
import { INSTRUCTION_ROW_COLUMNS, type InstructionRow, type LeasedInstruction } from '../dispatch/instruction-row';
import { firstSending, storeSeals } from '../sealing/seal-office';
import { LEASE_GRACE_MS, type EnterGate, type PlanningTools } from './planning-tools';
import { tellWithdrawn } from './tell-withdrawn';

type DecidedRow = InstructionRow & { need: 'before' | 'after'; decision: 'approved' | 'refused'; decided_name: string; decided_at: Date };

export interface AppliedApprovals {
  readonly leased: LeasedInstruction[];
  readonly calls: (EscalationToRaise & { readonly incidentId: string })[];
  /** Incidents whose money and open work must be counted anew. */
  readonly incidentIds: string[];
}

/**
 * What leaders decided becomes true: an approved instruction is leased and goes out in this very commit, a refused one is withdrawn under
 * the law. The money of a refused stop then waits for a person, who is called; it is never silently given up.
 */
export async function applyApprovals(transaction: LedgerTransaction, incidentIds: readonly string[], tools: PlanningTools, enterGate: EnterGate): Promise<AppliedApprovals> {
  const rows = await transaction.sql.rows<DecidedRow>(
    `select ${INSTRUCTION_ROW_COLUMNS}, a.need, a.state as decision, a.decided_name, a.decided_at from instruction_approvals a join instructions on instructions.id = a.instruction_id
     where a.incident_id = any($1::uuid[]) and a.to_apply order by instructions.id`, [incidentIds]);
  const applied: AppliedApprovals = { leased: [], calls: [], incidentIds: rows.map((row) => row.incident_id) };
  if (rows.length === 0) return applied;
  await transaction.sql.rows('update instruction_approvals set to_apply = false where instruction_id = any($1::uuid[])', [rows.map((row) => row.id)]);
  for (const row of rows) {
    if (row.need === 'before' && row.decision === 'approved' && row.state === 'planned') applied.leased.push(...await sendApproved(transaction, row, tools, enterGate));
    if (row.need === 'before' && row.decision === 'refused' && row.state === 'planned') await withdrawRefused(transaction, row);
    if (row.decision === 'refused') applied.calls.push({ incidentId: row.incident_id, reason: 'approval_refused', fromLevel: null, toLevel: 'county', instructionId: row.id });
  }
  return applied;
}

async function sendApproved(transaction: LedgerTransaction, row: DecidedRow, tools: PlanningTools, enterGate: EnterGate): Promise<LeasedInstruction[]> {
  const institution = tools.findInstitution(row.institution_code);
  const worker = tools.workerNumber();
  if (worker === null || !institution || !enterGate(institution)) {
    // No free place here and now: whoever has one claims it, sealed and told there.
    await transaction.sql.rows('update instructions set due_at = $2, needs_human = false, version = version + 1 where id = $1', [row.id, transaction.at]);
    return [];
  }
  ruleOn(row.state, 'claimed');
  const [claimed] = await transaction.sql.rows<InstructionRow>(
    `update instructions set state = 'sending', state_at = $2, due_at = null, needs_human = false, version = version + 1, send_count = send_count + 1, lease_owner = $3,
            lease_until = $2::timestamptz + $4 * interval '1 millisecond' where id = $1 returning ${INSTRUCTION_ROW_COLUMNS}`, [row.id, transaction.at, worker, institution.deadlineMs + LEASE_GRACE_MS]);
  if (!claimed) throw new Error(`instruction ${row.id} is gone`);
  transaction.append({
    incidentId: row.incident_id, type: 'instruction.sending', actor: 'worker',
    data: { instructionId: row.id, transferId: row.transfer_id, institutionCode: row.institution_code, state: 'sending', attemptNo: claimed.send_count },
  }, row.traceparent);
  const prepared = tools.seals.prepare(claimed, transaction.head(row.incident_id), { approverName: row.decided_name, approvedAt: row.decided_at.toISOString() }, transaction.at);
  storeSeals(transaction, [prepared]);
  return [firstSending(prepared, claimed.version, row.traceparent)];
}

async function withdrawRefused(transaction: LedgerTransaction, row: DecidedRow): Promise<void> {
  ruleOn(row.state, 'withdrawn');
  await transaction.sql.rows("update instructions set state = 'withdrawn', state_at = $2, due_at = null, needs_human = false, version = version + 1 where id = $1", [row.id, transaction.at]);
  // Its transfers are spoken for by nobody now: they wait for a person, as the count of human tasks says.
  await transaction.sql.rows('update transfers set covered_by = null where covered_by = $1 and incident_id = $2', [row.id, row.incident_id]);
  tellWithdrawn(transaction, [row], 'approval_refused');
}
