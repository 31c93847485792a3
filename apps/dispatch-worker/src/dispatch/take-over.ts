import type { Clock } from '#domain';
import { PRESENCE_LOCK_CLASS, type Ledger } from '#ledger';
import { INSTRUCTION_ROW_COLUMNS, type InstructionRow } from './instruction-row';
import type { Outcome } from './record-outcomes';

const ABANDONED_MAX = 500;

/**
 * Instructions whose worker is gone (its presence lock fell) or whose lease ended. The dead one may have sent the message, so it
 * counts as silent, cause `worker_lost`: it becomes uncertain, and the institution is asked. A lost status query is simply asked again.
 */
export async function findAbandoned(ledger: Ledger, clock: Clock): Promise<Outcome[]> {
  const now = clock.now();
  const rows = await ledger.sql.rows<InstructionRow>(
    `select ${INSTRUCTION_ROW_COLUMNS} from instructions where lease_owner is not null and (
       lease_until < $2 or lease_owner not in (
         select objid::int from pg_locks where locktype = 'advisory' and classid = $1 and objsubid = 2 and granted
           and database = (select oid from pg_database where datname = current_database())))
     limit ${ABANDONED_MAX}`, [PRESENCE_LOCK_CLASS, now]);
  return rows.map((row) => ({
    instructionId: row.id, incidentId: row.incident_id, institutionCode: row.institution_code, accountNumber: row.account_number, purpose: row.state === 'sending' ? 'send' : 'query', fence: row.version, attemptNo: row.state === 'sending' ? row.send_count : row.query_count + 1,
    result: { kind: 'silent', cause: 'worker_lost' }, evidence: { httpStatus: null, raw: null, code: null, text: null },
    startedAt: row.state_at, endedAt: now, actor: 'worker', source: 'answer', inboundAnswerId: null,
  }));
}
