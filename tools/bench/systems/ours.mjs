import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ROOT } from '../../project.mjs';
import { startSystem } from '../../system.mjs';
import { loopDelays } from '../measure/loop-delay.mjs';
import { fillPast } from './fill-past.mjs';
import { countStatements } from '../measure/top-statements.mjs';

const OPERATORS = 24;
const VERIFIER = join(ROOT, 'dist/libs/ledger/src/journal/verify-journal.main.js');
const FREE = { DATABASE_URL: undefined, NODE_ENV: undefined, PORT: undefined, WORKER_PORT: undefined, SIMULATOR_PORT: undefined, KAFKA_BROKERS: undefined, CLOCK_SPEED: undefined };

/** The dispatcher as `npm start` runs it, from built programs, with its institutions pointed at the stub bank. */
export async function startOurs({ bank, stream, workers, past = 0, progress, signal, statements = false, env = {} }) {
  const dataDir = mkdtempSync(join(tmpdir(), 'stop-payment-bench-'));
  chmodSync(dataDir, 0o711);
  const remove = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  let system;
  let admin;
  const stop = async () => {
    await admin?.end();
    await system?.stop();
    remove();
  };
  try {
    system = await startSystem({ dataDir, port: 0, workers, signal, kafka: stream === 'kafka', onStep: progress.step, env: { ...FREE, ...env } });
    const databaseUrl = new URL(system.databaseUrl);
    databaseUrl.username = 'postgres';
    admin = new pg.Client({ connectionString: databaseUrl.href });
    await admin.connect();
    if (statements) admin = await countStatements(admin, databaseUrl.href, () => system.children.postgres.kill());
    const operators = await prepareBooks(admin, bank.url);
    if (past > 0) await progress.step(`${past} 条已办结警情 settled incidents`, () => fillPast(admin, past));
    await bank.ask({ type: 'keys', keys: JSON.parse(readFileSync(join(dataDir, 'bank-secrets.json'), 'utf8')) }, 'keys-taken');
    // The register is read at start and every few seconds; a worker that starts now knows the stub bank for certain.
    for (const [name, child] of Object.entries(system.children)) if (name.startsWith('worker-')) await child.restart();
  } catch (error) {
    await stop();
    throw error;
  }
  const names = Object.keys(system.children);
  return {
    name: 'ours', admin, dataDir,
    door: { url: system.url, operators: operatorLogins(), commander: 'sd-cmd', password: system.demoUsers[0].password },
    loopDelays: () => loopDelays({ api: `${system.url}/metrics`, ...Object.fromEntries(system.workerUrls.map((url, i) => [`worker-${i + 1}`, `${url}/metrics`])) }),
    pids: () => Object.fromEntries(names.map((name) => [name, system.children[name].pid])),
    /** Every instruction of these incidents as the books have it. */
    instructionsOf: async (incidentIds) =>
      (await admin.query(`select id as "instructionId", incident_id as "incidentId", state, account_number as "accountNumber" from instructions where incident_id = any($1::uuid[])`, [incidentIds])).rows,
    /** Every incident's hash chain, also those of the past that was filled in; the verifier's own words, and whether all are whole. */
    verifyJournal: () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFIER], { env: { ...process.env, DATABASE_URL: system.databaseUrl }, encoding: 'utf8' });
      return { whole: status === 0, said: (stdout || stderr).trim().split('\n').at(-1) };
    },
    stop,
  };
}

const operatorLogins = () => Array.from({ length: OPERATORS }, (_, i) => `bench-op-${i + 1}`);

/** Institutions at the stub bank's address, and operators enough that no single person's request limit is what is measured. */
async function prepareBooks(admin, bankUrl) {
  await admin.query(`update institutions set base_url = $1 || '/banks/' || code`, [bankUrl]);
  await admin.query(
    `insert into users (id, login, name, role, organ_code, password_hash)
     select gen_random_uuid(), login, '压测员', 'operator', organ.code, demo.password_hash
     from unnest($1::text[]) with ordinality as wanted(login, n)
     join (select code, row_number() over (order by code) as n, count(*) over () as total from organs where level = 'county') organ on organ.n = (wanted.n - 1) % organ.total + 1
     cross join (select password_hash from users where login = 'liangshan-op') demo`, [operatorLogins()]);
}
