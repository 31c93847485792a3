import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopped } from './scripted-bank';
import { BANK, CLOSED_BANK, OTHER_BANK, WorkerBench } from './worker-bench';

const WORKER = join(process.cwd(), 'dist', 'apps', 'dispatch-worker', 'src', 'main.js');
/** A dead worker is noticed by its fallen lock within two seconds; the rest of the bound is for a machine with other things to do. */
const TAKEN_OVER_WITHIN_MS = 6_000;

/** A worker as an operating system knows it: it can be killed. */
async function forkWorker(bench: WorkerBench, folder: string): Promise<ChildProcess> {
  const secrets = join(folder, 'secrets.json');
  const pair = { toBank: bench.bank.keys.toBank.toString('base64'), fromBank: bench.bank.keys.fromBank.toString('base64') };
  writeFileSync(secrets, JSON.stringify({ [BANK]: pair, [OTHER_BANK]: pair, [CLOSED_BANK]: pair }));
  const child = fork(WORKER, [], { env: { PATH: process.env['PATH'], DATABASE_URL: bench.databaseUrl, BANK_DOOR_URL: 'http://127.0.0.1:1', BANK_SECRETS_FILE: secrets, LOG_LEVEL: 'fatal' }, silent: true });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code} before it was ready`)));
  });
  return child;
}

describe('several workers', () => {
  const bench = new WorkerBench();
  const { bank } = bench;
  const folder = mkdtempSync(join(tmpdir(), 'worker-'));
  let child: ChildProcess | undefined;
  beforeAll(() => bench.open());
  afterAll(async () => {
    child?.kill('SIGKILL');
    await bench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('kill -9 in the middle of a request: another one takes over, asks, and the bank has seen one instruction', async () => {
    if (!existsSync(WORKER)) throw new Error(`${WORKER} is missing: npm run build:server first (npm test does)`);
    await bench.ledger.sql.rows('update institutions set deadline_ms = 60000');
    child = await forkWorker(bench, folder);
    bank.at('622200000301', (heard) => (heard.purpose === 'send' ? 'hang' : stopped(500)));
    const id = await bench.report({ accountNumber: '622200000301', amountFen: 500 });
    await bench.until('the bank has the request', async () => bank.heardOf('622200000301', 'send').length === 1);
    await bench.worker();
    const exited = new Promise((resolve) => child?.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
    const killedAt = Date.now();
    await bench.untilState(id, '622200000301', 'done');
    expect(Date.now() - killedAt).toBeLessThan(TAKEN_OVER_WITHIN_MS);
    expect(bank.heardOf('622200000301', 'send')).toHaveLength(1);
    expect((await bench.facts(id)).find((fact) => fact.type === 'instruction.uncertain')).toMatchObject({ data: { cause: 'worker_lost' } });
    expect((await bench.head(id)).money.controlledFen).toBe(500);
    await bench.ledger.sql.rows('update institutions set deadline_ms = 5000');
  });

  it('share the work: every instruction goes out once, whoever takes it', async () => {
    await bench.worker();
    const accounts = Array.from({ length: 40 }, (_, i) => `6222000004${String(i).padStart(2, '0')}`);
    // Four torn connections: a fifth in a row would open the circuit, and an instruction that waits for it longer than this worker's patience is a person's.
    for (const account of accounts) bank.at(account, (heard) => (heard.purpose === 'send' && account.endsWith('0') ? 'tear' : stopped(10)));
    const ids = await Promise.all(accounts.map((accountNumber) => bench.report({ accountNumber, amountFen: 10 })));
    await bench.until('all are stopped', async () => {
      const [row] = await bench.ledger.sql.rows<{ n: number }>("select count(*)::int as n from instructions where state = 'done' and incident_id = any($1::uuid[])", [ids]);
      return row?.n === accounts.length;
    });
    for (const account of accounts) expect(bank.heardOf(account, 'send')).toHaveLength(1);
    expect(await bench.ledger.sql.rows('select 1 from instructions where incident_id = any($1::uuid[])', [ids])).toHaveLength(40);
    expect(await bench.ledger.sql.rows("select incident_id from holds where incident_id = any($1::uuid[])", [ids])).toHaveLength(40);
  });

  it('a dead bank is left alone after failures in a row, while the others are served', async () => {
    const dead = await Promise.all(Array.from({ length: 12 }, (_, i) => bench.report({ accountNumber: `6222900005${String(i).padStart(2, '0')}`, amountFen: 10, institutionCode: CLOSED_BANK })));
    bank.at('622200000599', () => stopped(10));
    const served = await bench.report({ accountNumber: '622200000599', amountFen: 10 });
    await bench.untilState(served, '622200000599', 'done');
    await bench.until('all are handed to people', async () => (await bench.ledger.sql.rows("select 1 from instructions where state = 'undelivered' and incident_id = any($1::uuid[])", [dead])).length === dead.length);
    const causes = await bench.ledger.sql.rows<{ cause: string; n: number }>('select cause, count(*)::int as n from attempts where incident_id = any($1::uuid[]) group by 1', [dead]);
    const of = (cause: string): number => causes.find((row) => row.cause === cause)?.n ?? 0;
    expect(of('circuit_open')).toBeGreaterThan(0);
    expect(of('connection_refused')).toBeGreaterThanOrEqual(5);
    expect(causes.map((row) => row.cause).sort()).toEqual(['circuit_open', 'connection_refused']);
  });

  it('leaves no lease behind', async () => {
    expect(await bench.ledger.sql.rows('select id, state from instructions where lease_owner is not null')).toEqual([]);
  });
});
