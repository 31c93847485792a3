import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '#ledger';
import { askDesk } from './ask-desk';

/** A database of one's own, already migrated. */
export interface FreshDatabase {
  /** Connects as the owner, who is no superuser; put `options=-c role=dispatcher_app` on top to act as the application. */
  readonly url: string;
  /** Removes the database, ending whoever is still connected. */
  drop(): Promise<void>;
}

const TEMPLATE = 'migrated_template';
const BUILDING_THE_TEMPLATE = 7_001;

/** Clones the migrated template: about 50 ms; the first call of a run starts PostgreSQL and migrates (2 to 3 s). */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { url: home } = await askDesk<{ url: string }>('postgres');
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await connected(home, async (client) => {
    // Held over the clone too: a template somebody is still migrating cannot be copied.
    await client.query('select pg_advisory_lock($1)', [BUILDING_THE_TEMPLATE]);
    await ensureTemplate(client, home);
    await client.query(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  });
  return {
    url: onDatabase(home, name),
    drop: () => connected(home, (client) => dropDatabase(client, name)),
  };
}

/** An empty database without any migration, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  const { url: home } = await askDesk<{ url: string }>('postgres');
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await connected(home, async (client) => void (await client.query(`create database ${name}`)));
  return {
    url: onDatabase(home, name),
    drop: () => connected(home, (client) => dropDatabase(client, name)),
  };
}

async function ensureTemplate(client: Client, home: string): Promise<void> {
  const known = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
  if (known.rowCount) return;
  const building = `${TEMPLATE}_building`;
  await dropDatabase(client, building);
  await client.query(`create database ${building}`);
  await migrate(onDatabase(home, building));
  await client.query(`alter database ${building} rename to ${TEMPLATE}`);
}

/**
 * Ends the clients by hand instead of "with (force)", which is refused while an autovacuum worker, who is a superuser's, is in the database;
 * the plain command sends such a worker away by itself and waits for everybody.
 */
async function dropDatabase(client: Client, name: string): Promise<void> {
  const known = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (!known.rowCount) return;
  await client.query(`alter database ${name} allow_connections false`);
  await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and backend_type = 'client backend'", [name]);
  await client.query(`drop database ${name}`);
}

async function connected(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function onDatabase(home: string, name: string): string {
  const url = new URL(home);
  url.pathname = `/${name}`;
  return url.toString();
}
