/** What must be on for a figure to count: nothing is faster than not writing. */
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

/** Throws when a setting that makes commits durable is off, for the server or for the application's database. */
export async function assertDurable(admin) {
  for (const [name, wanted] of Object.entries(DURABLE)) {
    const { rows } = await admin.query(`select current_setting($1) as value`, [name]);
    if (rows[0].value !== wanted) throw new Error(`${name} is ${rows[0].value}: the bench measures durable commits only`);
  }
  const { rows } = await admin.query(`select count(*)::int as n from pg_db_role_setting, unnest(setconfig) as setting where setting ~ '^(fsync|synchronous_commit|full_page_writes)='`);
  if (rows[0].n > 0) throw new Error('a role or database changes a setting that makes commits durable');
}

/** Commits of this database and bytes of WAL of the server, so far. */
export async function databaseCounters(admin) {
  const { rows } = await admin.query(`select pg_stat_get_db_xact_commit(oid)::float8 as commits, (pg_current_wal_lsn() - '0/0')::float8 as wal from pg_database where datname = current_database()`);
  return rows[0];
}

export async function serverVersion(admin) {
  return (await admin.query('show server_version')).rows[0].server_version;
}
