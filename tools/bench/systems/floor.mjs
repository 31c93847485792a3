import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../postgres/start-postgres.mjs';
import { startGuardian } from '../../process/guardian.mjs';
import { benchInstitutions } from '../accounts.mjs';
import { startChild } from '../child-process.mjs';
import { FLOOR_SCHEMA } from '../floor/floor-schema.mjs';

const secret = () => randomBytes(32).toString('base64');

/** The hand-written floor on a PostgreSQL of its own, of the same kind and with the same settings as ours. */
export async function startFloor({ bank, workers, progress }) {
  const dataDir = mkdtempSync(join(tmpdir(), 'stop-payment-floor-'));
  chmodSync(dataDir, 0o711);
  const guardian = startGuardian();
  const opened = [() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }), () => guardian.dismiss()];
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    const server = await progress.step('PostgreSQL（地板 floor）', () => startPostgres({ dataDir, password: randomBytes(18).toString('base64url'), guardian, logFile: join(dataDir, 'postgres.log') }));
    opened.push(() => server.stop());
    const admin = new pg.Client({ connectionString: server.urlFor('postgres') });
    await admin.connect();
    opened.push(() => admin.end());
    await admin.query(FLOOR_SCHEMA);
    const keys = Object.fromEntries(benchInstitutions().map(({ code }) => [code, { toBank: secret(), fromBank: secret() }]));
    await bank.ask({ type: 'keys', keys }, 'keys-taken');
    const env = { FLOOR_DATABASE_URL: server.urlFor('postgres'), FLOOR_TOKEN: randomBytes(24).toString('hex'), FLOOR_BANK_URL: bank.url, FLOOR_KEYS: JSON.stringify(keys) };
    const start = async (script) => {
      const child = await startChild(script, { env });
      opened.push(child.stop);
      return child;
    };
    const api = await start('./floor/floor-api.process.mjs');
    const hands = [];
    for (let i = 0; i < workers; i += 1) hands.push(await start('./floor/floor-worker.process.mjs'));
    const children = { api, ...Object.fromEntries(hands.map((hand, i) => [`worker-${i + 1}`, hand])) };
    return {
      name: 'floor', admin, dataDir, children,
      door: { url: api.url, operators: ['floor'], commander: 'floor', password: 'floor' },
      pids: () => ({ postgres: server.pid, ...Object.fromEntries(Object.entries(children).map(([name, child]) => [name, child.pid])) }),
      loopDelays: async () => Object.fromEntries(await Promise.all(Object.entries(children).map(async ([name, child]) => [name, (await child.ask({ type: 'delay' }, 'delay')).p99]))),
      instructionsOf: async (caseIds) => (await admin.query(`select id as "instructionId", case_id as "incidentId", case state when 'new' then 'planned' else state end as state, account as "accountNumber" from outbox where case_id = any($1::uuid[])`, [caseIds])).rows,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
