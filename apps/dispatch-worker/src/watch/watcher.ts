import type { Ledger } from '#ledger';
import type { Clock } from '#domain';
import { lapseHolds } from './lapse-holds';
import { watchIncidents, type WatchTools } from './watch-incidents';

const BATCH_MAX = 200;

/** The due time lies on the incident itself; whoever holds one in this moment is passed over, and looks at it by itself. */
export const DUE_INCIDENTS = `select id from incidents where watch_at <= $1 order by watch_at limit ${BATCH_MAX} for update skip locked`;

/**
 * Station 7 as a whole, and the house's one scheduler: everything that can fall due without somebody's doing (a silent bank, a clock, a hold's
 * alarms and its end) is a due time of its incident, so it survives restarts, any number of workers share the looking, and a change of the
 * incident moves it without a second table. Choosing, deciding and telling are one commit: each falls due once, and a worker that dies
 * has done nothing. Goes on until nothing is due. Returns how many were looked at.
 */
export async function watchDue(ledger: Ledger, clock: Clock, tools: WatchTools): Promise<number> {
  let looked = 0;
  for (let batch = BATCH_MAX; batch === BATCH_MAX; looked += batch) batch = await watchBatch(ledger, clock, tools);
  return looked;
}

async function watchBatch(ledger: Ledger, clock: Clock, tools: WatchTools): Promise<number> {
  const { result } = await ledger.commitChosen(
    async (sql) => (await sql.rows<{ id: string }>(DUE_INCIDENTS, [clock.now()])).map((row) => row.id),
    async (transaction) => {
      const ids = [...transaction.heads.keys()];
      const calls = await lapseHolds(transaction, ids);
      await watchIncidents(transaction, ids, tools, calls);
      transaction.writeQuietHeads(ids);
      return ids.length;
    });
  return result;
}
