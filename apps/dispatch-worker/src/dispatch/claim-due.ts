import type { Ledger } from '#ledger';
import type { DispatchInstitution } from '../institutions/institution-directory';
import { LEASE_GRACE_MS } from '../planning/planning-tools';
import type { Prepared, SealOffice } from '../sealing/seal-office';
import { INSTRUCTION_ROW_COLUMNS, toInstruction, type InstructionRow, type LeasedInstruction } from './instruction-row';

/** What is due at an institution now, and how much of it was planned so long ago that its delivery is given up. */
export interface Due { readonly all: number; readonly overdue: number }

/** What an institution is to be given now. */
export interface Places {
  places: number;
  /** Its circuit is open: only what is given up is claimed, so that people are called. The rest would be tried in vain, each time at the cost of two commits. */
  readonly onlyOverdue: boolean;
}

/** The institutions for which something is due now: most looks find none, and must then cost nobody a place. @param giveUp planned before this is given up when it cannot be delivered */
export async function institutionsWithDue(ledger: Ledger, now: Date, giveUp: Date): Promise<ReadonlyMap<string, Due>> {
  const rows = await ledger.sql.rows<{ code: string; n: number; overdue: number }>(
    `select institution_code as code, count(*)::int as n, (count(*) filter (where state = 'planned' and planned_at <= $2))::int as overdue
     from instructions where due_at <= $1 and lease_owner is null group by 1`, [now, giveUp]);
  return new Map(rows.map((row) => [row.code, { all: row.n, overdue: row.overdue }]));
}

/**
 * Leases instructions whose time has come, at most as many per institution as it has free places: planned ones become *sending*
 * (told as a fact), waiting and uncertain ones are asked about. Incidents are locked first, as everywhere, so nothing can deadlock;
 * what another worker took meanwhile is simply not there any more.
 */
export async function claimDue(ledger: Ledger, workerNumber: number, free: ReadonlyMap<DispatchInstitution, Places>, now: Date, giveUp: Date, seals: SealOffice): Promise<LeasedInstruction[]> {
  const open = [...free].filter(([, { places }]) => places > 0);
  if (open.length === 0) return [];
  const candidates = await ledger.sql.rows<{ id: string; incident_id: string }>(
    `select due.id, due.incident_id from unnest($1::text[], $2::int[], $4::boolean[]) as place(code, n, only_overdue)
     cross join lateral (select id, incident_id from instructions where due_at <= $3 and lease_owner is null and institution_code = place.code
       and (not place.only_overdue or (state = 'planned' and planned_at <= $5)) order by due_at, id limit place.n) due`,
    [open.map(([institution]) => institution.code), open.map(([, { places }]) => places), now, open.map(([, { onlyOverdue }]) => onlyOverdue), giveUp]);
  if (candidates.length === 0) return [];
  const deadlines = new Map(open.map(([institution]) => [institution.code, institution.deadlineMs]));
  const { result } = await ledger.commit(candidates.map((candidate) => candidate.incident_id), async (transaction) => {
    const rows = await transaction.sql.rows<InstructionRow>(
      `update instructions set lease_owner = $2, lease_until = $3::timestamptz + place.lease_ms * interval '1 millisecond', version = version + 1, due_at = null,
              send_count = send_count + case when state = 'planned' then 1 else 0 end,
              state_at = case when state = 'planned' then $3 else state_at end,
              state = case when state = 'planned' then 'sending' else state end
       from unnest($4::text[], $5::int[]) as place(code, lease_ms)
       where instructions.id = any($1::uuid[]) and institution_code = place.code and lease_owner is null and due_at <= $3
       returning ${INSTRUCTION_ROW_COLUMNS}`,
      [candidates.map((candidate) => candidate.id), workerNumber, transaction.at, [...deadlines.keys()], [...deadlines.values()].map((deadlineMs) => deadlineMs + LEASE_GRACE_MS)]);
    for (const row of rows) {
      if (row.state !== 'sending') continue;
      transaction.append({
        incidentId: row.incident_id, type: 'instruction.sending', actor: 'worker',
        data: { instructionId: row.id, transferId: row.transfer_id, institutionCode: row.institution_code, state: 'sending', attemptNo: row.send_count },
      }, row.traceparent);
    }
    const prepared = await seals.prepareClaimed(transaction, rows.filter((row) => row.state === 'sending'));
    return rows.map((row) => toLeased(row, prepared.get(row.id)));
  });
  return result;
}

function toLeased(row: InstructionRow, prepared: Prepared | undefined): LeasedInstruction {
  const send = row.state === 'sending';
  return { instruction: prepared?.instruction ?? toInstruction(row), seal: prepared?.seal ?? null, version: row.version, purpose: send ? 'send' : 'query', attemptNo: send ? row.send_count : row.query_count + 1, traceparent: row.traceparent };
}
