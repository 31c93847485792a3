import { ruleOnHold } from '#domain';
import type { LedgerTransaction, Sql, StandingHold } from '#ledger';
import { transferOf, type InstructionRow } from './instruction-row';

/**
 * Locks, in the one order of their ids, every hold that these incidents placed or rely on, and all others of the account: the numbers of its
 * stops change when one of them never was. The account's own lock must be held.
 */
export async function lockConcernedHolds(sql: Sql, incidentIds: readonly string[], account: Pick<InstructionRow, 'institution_code' | 'account_number'>): Promise<void> {
  await sql.rows(
    `select id from holds where incident_id = any($1::uuid[])
       or instruction_id in (select covered_by from transfers where incident_id = any($1::uuid[]) and covered_by is not null)
       or (institution_code = $2 and account_number = $3)
     order by id for update`, [incidentIds, account.institution_code, account.account_number]);
}

/** The holds never were: they secure nobody's loss, are none of the account's stops, and those after them move up. Locked by `lockConcernedHolds`. */
export async function annulHolds(transaction: LedgerTransaction, row: InstructionRow, holds: readonly StandingHold[], actor: string): Promise<void> {
  const ids = holds.filter((hold) => { const ruling = ruleOnHold(hold.state, 'annulled'); return ruling !== 'repeated' && ruling.to === 'annulled'; }).map((hold) => hold.id);
  if (ids.length === 0) return;
  await transaction.sql.rows('delete from hold_allocations where hold_id = any($1::uuid[])', [ids]);
  await transaction.sql.rows("update holds set state = 'annulled', allocated_fen = 0 where id = any($1::uuid[])", [ids]);
  await transaction.sql.rows(
    `update holds set stop_no = counted.no from (
       select id, dense_rank() over (order by stop_no) as no from holds where institution_code = $1 and account_number = $2 and state <> 'annulled' and kind <> 'protective') counted
     where holds.id = counted.id and holds.stop_no <> counted.no`, [row.institution_code, row.account_number]);
  for (const hold of holds.filter(({ id }) => ids.includes(id))) {
    transaction.append({
      incidentId: row.incident_id, type: 'hold.annulled', actor,
      data: { holdId: hold.id, instructionId: row.id, transferId: transferOf(row), institutionCode: row.institution_code, accountNumber: row.account_number, controlledFen: hold.controlledFen },
    }, row.traceparent);
  }
}
