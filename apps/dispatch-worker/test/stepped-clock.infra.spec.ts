import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LEASE_GRACE_MS } from '../src/planning/planning-tools';
import { ACCEPTED, stopped } from './scripted-bank';
import { BANK, CLOSED_BANK, OTHER_BANK, WorkerBench } from './worker-bench';

const WORKER = join(process.cwd(), 'dist', 'apps', 'dispatch-worker', 'src', 'main.js');
const STEP_CLOCK = join(process.cwd(), 'tools', 'chaos', 'step-clock.cjs');
const OFF_MS_MAX = 1_000;
const DEADLINE_MS = 20_000;
/** The first pause of the built-in policy before a waiting bank is asked, drawn between half and all of it. */
const ASKED_AFTER_MS = 5_000;

/** The compiled worker, a process of its own, on a host whose wall clock is set while it works. The database's clock is the truth. */
describe('a worker on a host whose wall clock is set', () => {
  const bench = new WorkerBench();
  const { bank } = bench;
  const folder = mkdtempSync(join(tmpdir(), 'stepped-'));
  const stepFile = join(folder, 'step');
  let child: ChildProcess;
  let url = '';

  beforeAll(async () => {
    if (!existsSync(WORKER)) throw new Error(`${WORKER} is missing: npm run build:server first (npm test does)`);
    await bench.open();
    await bench.ledger.sql.rows('update institutions set deadline_ms = $1', [DEADLINE_MS]);
    const pair = { toBank: bank.keys.toBank.toString('base64'), fromBank: bank.keys.fromBank.toString('base64') };
    const secrets = join(folder, 'secrets.json');
    writeFileSync(secrets, JSON.stringify({ [BANK]: pair, [OTHER_BANK]: pair, [CLOSED_BANK]: pair }));
    writeFileSync(stepFile, '0');
    child = fork(WORKER, [], {
      execArgv: ['--require', STEP_CLOCK], silent: true,
      env: { PATH: process.env['PATH'], DATABASE_URL: bench.databaseUrl, BANK_DOOR_URL: 'http://127.0.0.1:1', BANK_SECRETS_FILE: secrets, LOG_LEVEL: 'fatal', CLOCK_STEP_FILE: stepFile },
    });
    url = await new Promise<string>((resolve, reject) => {
      child.on('message', (message) => resolve((message as { url: string }).url));
      child.once('exit', (code) => reject(new Error(`the worker ended with ${code} before it was ready`)));
    });
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    await bench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const databaseMs = async (): Promise<number> => Number((await bench.ledger.sql.rows<{ ms: number }>('select extract(epoch from clock_timestamp())::float8 * 1000 as ms'))[0]?.ms);
  const hostOffsetMs = async (): Promise<number> => ((await (await fetch(`${url}/health/ready`)).json()) as { clock: { hostMs: number } }).clock.hostMs;
  const setHost = async (stepMs: number): Promise<void> => {
    writeFileSync(stepFile, String(stepMs));
    await bench.until(`the host is off by ${stepMs} ms`, async () => Math.abs((await hostOffsetMs()) - stepMs) < OFF_MS_MAX);
  };
  const near = (ms: number, fromMs: number, toMs: number): void => {
    expect(ms).toBeGreaterThanOrEqual(fromMs - OFF_MS_MAX);
    expect(ms).toBeLessThanOrEqual(toMs + OFF_MS_MAX);
  };

  it.each([600_000, -600_000])('by %d ms: no lease, no due time and no displayed moment is off by more than a second', async (stepMs) => {
    const name = stepMs > 0 ? '1' : '2';
    // One that is under way when the clock is set, and is answered afterwards.
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => { answer = resolve; });
    bank.at(`62220006000${name}`, async () => { await held; return stopped(500); });
    const before = await databaseMs();
    const underWay = await bench.report({ accountNumber: `62220006000${name}`, amountFen: 500 });
    await bench.until('the bank has the request', async () => bank.heardOf(`62220006000${name}`, 'send').length === 1);
    await setHost(stepMs);
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(new RegExp(`zf_clock_host_offset_seconds ${stepMs < 0 ? '-' : ''}(599|600)`));
    const [sending] = await bench.ledger.sql.rows<{ state: string; lease_until: Date }>('select state, lease_until from instructions where incident_id = $1', [underWay]);
    expect(sending?.state).toBe('sending');
    near(sending?.lease_until.getTime() ?? 0, before + DEADLINE_MS + LEASE_GRACE_MS, await databaseMs() + DEADLINE_MS + LEASE_GRACE_MS);

    // Two that begin on the clock that was set: one is answered, one waits for its bank.
    bank.at(`62220006100${name}`, () => stopped(500));
    bank.at(`62220006200${name}`, () => ACCEPTED);
    const stepped = await databaseMs();
    const answered = await bench.report({ accountNumber: `62220006100${name}`, amountFen: 500 });
    const waits = await bench.report({ accountNumber: `62220006200${name}`, amountFen: 500 });
    await bench.untilState(answered, `62220006100${name}`, 'done');
    const waiting = await bench.untilState(waits, `62220006200${name}`, 'waiting');
    near(waiting.due_at?.getTime() ?? 0, stepped + ASKED_AFTER_MS / 2, await databaseMs() + ASKED_AFTER_MS);
    answer();
    await bench.untilState(underWay, `62220006000${name}`, 'done');
    const after = await databaseMs();
    const moments = await bench.ledger.sql.rows<{ at: Date }>(
      `select at from journal where incident_id = any($1::uuid[])
       union all select unnest(array[planned_at, state_at, sent_at, received_at, answered_at]) from instructions where incident_id = any($1::uuid[])
       union all select stopped_at from incidents where id = any($1::uuid[])`, [[underWay, answered, waits]]);
    const told = moments.flatMap(({ at }) => (at ? [at.getTime()] : []));
    expect(told.length).toBeGreaterThan(20);
    near(Math.min(...told), before, after);
    near(Math.max(...told), before, after);
    // The first to wait is asked when its time has come, not ten minutes later and not at once.
    await bench.until('the waiting bank is asked', async () => bank.heardOf(`62220006200${name}`, 'query').length > 0);
    near(await databaseMs(), (waiting.due_at?.getTime() ?? 0), waiting.due_at?.getTime() ?? 0);
    expect(bank.faults).toEqual([]);
    await setHost(0);
  });
});
