import type { Sql } from './sql';

/** Class of the session advisory locks that say "this worker lives"; the object id is the worker's number. */
export const PRESENCE_LOCK_CLASS = 7001;

/** How many workers live now, by their presence locks. */
export async function countWorkers(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ n: number }>(
    `select count(*)::int as n from pg_locks where locktype = 'advisory' and classid = $1 and objsubid = 2 and granted
       and database = (select oid from pg_database where datname = current_database())`, [PRESENCE_LOCK_CLASS]);
  return row?.n ?? 0;
}
