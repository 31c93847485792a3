import pg from 'pg';

const TOP = 40;
const RETRY_MS = 200;

/** Makes the server count its statements: needs its library at start, hence a restart of the server. Returns a new connection. */
export async function countStatements(admin, connectionString, restart) {
  await admin.query(`alter system set shared_preload_libraries = 'pg_stat_statements'`);
  await admin.query(`alter system set pg_stat_statements.track_planning = on`).catch(() => undefined);
  admin.on('error', () => undefined);
  await restart();
  const again = await connectSoon(connectionString);
  await again.query('create extension if not exists pg_stat_statements');
  await again.query('alter system set pg_stat_statements.track_planning = on');
  await again.query('select pg_reload_conf()');
  return again;
}

async function connectSoon(connectionString) {
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client({ connectionString });
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

export const forgetStatements = (admin) => admin.query('select pg_stat_statements_reset()');

/** The statements that took most time, planning and execution together, milliseconds. */
export async function topStatements(admin) {
  const { rows } = await admin.query(
    `select calls::int, round(total_plan_time + total_exec_time) as "totalMs", round(((total_plan_time + total_exec_time) / greatest(calls, 1))::numeric, 3)::float8 as "meanMs",
            round(total_plan_time) as "planMs", rows::int, shared_blks_hit::int as "blocksHit", wal_bytes::float8 as "walBytes", regexp_replace(query, '\\s+', ' ', 'g') as query
     from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database()) order by total_plan_time + total_exec_time desc limit $1`, [TOP]);
  return rows;
}
