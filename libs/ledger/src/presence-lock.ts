import type { Sql } from './sql';

/** Class of the session advisory locks that say "this worker lives"; the object id is the worker's number. */
export const PRESENCE_LOCK_CLASS = 7001;

/**
 * Class of the session advisory locks that say "this worker is behind with its own part and sends nothing more for now"; the object id is the
 * worker's number. Like the presence, it falls with the session: a dead worker is not behind.
 */
export const BEHIND_LOCK_CLASS = 7003;

/** How many workers live now, by their presence locks, and how many of them are behind. */
export async function countWorkers(sql: Sql): Promise<{ readonly living: number; readonly behind: number }> {
  const [row] = await sql.rows<{ living: number; behind: number }>(
    `select (count(*) filter (where classid = $1))::int as living, (count(*) filter (where classid = $2))::int as behind from pg_locks
     where locktype = 'advisory' and classid in ($1, $2) and objsubid = 2 and granted and database = (select oid from pg_database where datname = current_database())`, [PRESENCE_LOCK_CLASS, BEHIND_LOCK_CLASS]);
  return row ?? { living: 0, behind: 0 };
}
