import type { JournalCursor, Sql } from '#ledger';
import { LAG_COUNT_MAX } from '../fact-stream.port';

/** Counts the facts that were committed after the cursors, up to `LAG_COUNT_MAX`. */
export async function countWaiting(sql: Sql, positions: ReadonlyMap<number, JournalCursor>): Promise<number> {
  const lanes = new Map<string, { cursor: JournalCursor; partitions: number[] }>();
  for (const [partition, cursor] of positions) {
    const key = JSON.stringify(cursor);
    const lane = lanes.get(key);
    if (lane) lane.partitions.push(partition);
    else lanes.set(key, { cursor, partitions: [partition] });
  }
  const counts = await Promise.all([...lanes.values()].map((lane) => countLane(sql, lane.cursor, lane.partitions)));
  return Math.min(LAG_COUNT_MAX, counts.reduce((sum, count) => sum + count, 0));
}

async function countLane(sql: Sql, cursor: JournalCursor, partitions: readonly number[]): Promise<number> {
  const [row] = await sql.rows<{ waiting: number }>(
    `select count(*)::int as waiting from (
       select 1 from journal where tx >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(tx, $1::pg_snapshot)
         and position > $2 and (get_byte(uuid_send(incident_id), 15) % 16) = any($3::int[]) limit $4) as waiting`,
    [cursor.from, cursor.after, partitions, LAG_COUNT_MAX],
  );
  return row?.waiting ?? 0;
}
