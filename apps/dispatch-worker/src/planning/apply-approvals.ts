import { accountKey, permitStop, ruleOn, type EscalationToRaise } from '#domain';
import { lockAccounts, type LedgerTransaction } from '#ledger';
import { INSTRUCTION_ROW_COLUMNS, transferOf, type InstructionRow, type LeasedInstruction } from '../dispatch/instruction-row';
import { firstSending, storeSeals } from '../sealing/seal-office';
import { callFor, type StoppedPlan, type WaitingTransfer } from './plan-transfers';
import { LEASE_GRACE_MS, type EnterGate, type PlanningTools } from './planning-tools';
import { tellWithdrawn } from './tell-withdrawn';

type DecidedRow = InstructionRow & { need: 'before' | 'after'; decision: 'approved' | 'refused'; decided_name: string; decided_at: Date };

const SEND = { kind: 'send' } as const;

export interface AppliedApprovals {
  readonly leased: LeasedInstruction[];
  readonly calls: (EscalationToRaise & { readonly incidentId: string })[];
  /** Incidents whose money and open work must be counted anew. */
  readonly incidentIds: string[];
  /** Those of them whose stop was approved when another one spoke for the account: that one's rest may not reach. */
  readonly coveredIds: string[];
}

/** What is known of the account of an approved stop, which may have changed while it waited. */
interface StandingRow { id: string; covering: string | null; covering_incident: string | null; stops_used: number; second_stop_allowed: boolean }

/**
 * What leaders decided becomes true: an approved instruction is leased and goes out in this very commit, a refused one is withdrawn under
 * the law. The money of a refused stop then waits for a person, who is called; it is never silently given up. A stop that is approved when
 * another one speaks for the account meanwhile is covered by that one, instead of spending the account's last stop.
 * @param waiting transfers that are planned after this in the same commit: their accounts are locked here with all others, at once and in one order
 */
export async function applyApprovals(transaction: LedgerTransaction, incidentIds: readonly string[], waiting: readonly WaitingTransfer[], tools: PlanningTools, enterGate: EnterGate): Promise<AppliedApprovals> {
  const rows = await transaction.sql.rows<DecidedRow>(
    `select ${INSTRUCTION_ROW_COLUMNS}, a.need, a.state as decision, a.decided_name, a.decided_at from instruction_approvals a join instructions on instructions.id = a.instruction_id
     where a.incident_id = any($1::uuid[]) and a.to_apply order by instructions.id`, [incidentIds]);
  const applied: AppliedApprovals = { leased: [], calls: [], incidentIds: rows.map((row) => row.incident_id), coveredIds: [] };
  if (rows.length === 0) return applied;
  await transaction.sql.rows('update instruction_approvals set to_apply = false where instruction_id = any($1::uuid[])', [rows.map((row) => row.id)]);
  await lockAccounts(transaction.sql, [...rows, ...waiting].map((row) => accountKey({ institutionCode: row.institution_code, number: row.account_number })));
  const standings = await readStandings(transaction, rows.filter((row) => row.kind === 'stop' && row.decision === 'approved' && row.state === 'planned'), tools);
  for (const row of rows) {
    if (row.need === 'before' && row.decision === 'approved' && row.state === 'planned') {
      const standing = standings.get(row.id);
      const permit = standing ? permitStop({ coveringInstructionId: standing.covering, coverAwaitsApproval: false, stopsUsed: standing.stops_used, secondStopAllowed: standing.second_stop_allowed }, tools.hold) : SEND;
      if (permit.kind === 'send') applied.leased.push(...await sendApproved(transaction, row, tools, enterGate));
      else if (permit.kind === 'join') {
        await withdraw(transaction, row, 'covered', { instructionId: permit.instructionId, incidentNumber: standing?.covering_incident ?? '' });
        applied.coveredIds.push(row.incident_id);
      } else {
        const why = permit.kind === 'ask' ? 'second_stop' : 'stop_limit';
        await withdraw(transaction, row, why, null);
        applied.calls.push(callFor({ incidentId: row.incident_id, transferId: transferOf(row), why }));
      }
    }
    if (row.need === 'before' && row.decision === 'refused' && row.state === 'planned') await withdraw(transaction, row, 'approval_refused', null);
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

/** Without a cover its transfers are spoken for by nobody now: they wait for a person, as the count of human tasks says. */
async function withdraw(transaction: LedgerTransaction, row: DecidedRow, reason: 'approval_refused' | 'covered' | StoppedPlan['why'], cover: { readonly instructionId: string; readonly incidentNumber: string } | null): Promise<void> {
  ruleOn(row.state, 'withdrawn');
  await transaction.sql.rows("update instructions set state = 'withdrawn', state_at = $2, due_at = null, needs_human = false, version = version + 1 where id = $1", [row.id, transaction.at]);
  const spokenFor = await transaction.sql.rows<{ id: string }>('update transfers set covered_by = $3 where covered_by = $1 and incident_id = $2 returning id', [row.id, row.incident_id, cover?.instructionId ?? null]);
  tellWithdrawn(transaction, [row], reason);
  if (cover) for (const transfer of spokenFor) transaction.append({ incidentId: row.incident_id, type: 'transfer.covered', actor: 'worker', data: { transferId: transfer.id, ...cover } }, row.traceparent);
}

/** The accounts must be locked. */
async function readStandings(transaction: LedgerTransaction, stops: readonly DecidedRow[], tools: PlanningTools): Promise<ReadonlyMap<string, StandingRow>> {
  if (stops.length === 0) return new Map();
  const rows = await transaction.sql.rows<StandingRow>(
    `select i.id, t.second_stop_allowed, cover.id as covering, cover.incident_number as covering_incident,
            (select coalesce(sum(1 + case when $2 then h.extensions else 0 end), 0)::int from holds h where h.institution_code = i.institution_code and h.account_number = i.account_number and h.kind = 'stop' and h.state <> 'annulled') as stops_used
     from instructions i join transfers t on t.id = i.transfer_id left join lateral (
       select o.id, o.incident_number
       from (select id, incident_number, state, due_at, planned_at from instructions where institution_code = i.institution_code and account_number = i.account_number and kind = 'stop' and id <> i.id offset 0) o
       left join holds h on h.instruction_id = o.id and h.state = 'in_force'
       -- Another one that awaits its leader speaks for nobody yet.
       where o.state in ('sending', 'waiting', 'uncertain', 'undelivered') or (o.state = 'planned' and o.due_at is not null) or h.id is not null
       order by o.planned_at desc limit 1) cover on true
     where i.id = any($1::uuid[])`, [stops.map((row) => row.id), tools.hold.extensionSpendsStop]);
  return new Map(rows.map((row) => [row.id, row]));
}
