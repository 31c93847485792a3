import type { Clock } from '#domain';
import { accountIncidents, type Ledger } from '#ledger';
import { watchIncidents, type WatchTools } from './watch-incidents';

const CLAIM_MAX = 100;
/** A claimed look belongs to its worker this long; if it dies, another one looks again, milliseconds. */
const CLAIM_LASTS_MS = 5_000;

/**
 * Station 7 as a whole: incidents whose moment has come are looked at again. The due time lies on the incident itself, so it survives
 * restarts, any number of workers share the looking, and a change of the incident moves it without a second table.
 * Returns how many were looked at.
 */
export async function watchDue(ledger: Ledger, clock: Clock, tools: WatchTools): Promise<number> {
  const due = await ledger.sql.rows<{ id: string }>(
    `update incidents set watch_at = $1::timestamptz + ${CLAIM_LASTS_MS} * interval '1 millisecond'
     where id = any(array(select id from incidents where watch_at <= $1 order by watch_at limit ${CLAIM_MAX} for update skip locked)) returning id`, [clock.now()]);
  if (due.length === 0) return 0;
  const ids = due.map((row) => row.id);
  await ledger.commit(ids, async (transaction) => {
    await watchIncidents(transaction, ids, tools);
    transaction.writeQuietHeads(ids);
  });
  return due.length;
}

/** A hold whose time has run out lapses visibly, and its money is accounted for anew. Returns how many incidents changed. */
export async function lapseHolds(ledger: Ledger, clock: Clock): Promise<number> {
  const overdue = await ledger.sql.rows<{ incident_id: string }>("select distinct incident_id from holds where state = 'in_force' and until <= $1 limit 100", [clock.now()]);
  if (overdue.length === 0) return 0;
  const ids = overdue.map((row) => row.incident_id);
  await ledger.commit(ids, async (transaction) => {
    const lapsed = await transaction.sql.rows<{ id: string; incident_id: string; instruction_id: string; transfer_id: string }>(
      "update holds set state = 'lapsed' where incident_id = any($1::uuid[]) and state = 'in_force' and until <= $2 returning id, incident_id, instruction_id, transfer_id", [ids, transaction.at]);
    for (const hold of lapsed) transaction.append({ incidentId: hold.incident_id, type: 'hold.lapsed', actor: 'worker', data: { holdId: hold.id, instructionId: hold.instruction_id, transferId: hold.transfer_id } }, null);
    await accountIncidents(transaction, ids, 'worker');
  });
  return overdue.length;
}
