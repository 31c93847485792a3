/** Roles and databases inside a running cluster. Needs node_modules, so import it only after the install step. */

/** The account the dispatcher works with: owns its database, may create the append-only role, is no superuser. */
export const OWNER = 'dispatcher';

async function connect(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Creates the owner role (or renews its password) and the database if missing. */
export async function ensureDatabase(adminUrl, { database, password }) {
  const client = await connect(adminUrl);
  try {
    const secret = client.escapeLiteral(password);
    const role = await client.query('select 1 from pg_roles where rolname = $1', [OWNER]);
    const verb = role.rowCount === 0 ? 'create' : 'alter';
    await client.query(`${verb} role ${OWNER} login createdb createrole password ${secret}`);
    const known = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (known.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)} owner ${OWNER}`);
  } finally {
    await client.end();
  }
}
