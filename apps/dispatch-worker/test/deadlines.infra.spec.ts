import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BANK, WorkerBench } from './worker-bench';

const WORKER = join(process.cwd(), 'dist', 'apps', 'dispatch-worker', 'src', 'main.js');
const DEADLINES = 10_000;
/** The deadlines fall due within this time, seconds: a busy hour of a province in half a minute. */
const SPREAD_S = 25;

/** Ten thousand holds of as many settled incidents, whose ends lie close together; written as a set, because only the ends are of interest. */
const HELD = `
  with numbers as (select n, gen_random_uuid() as incident, gen_random_uuid() as transfer, gen_random_uuid() as instruction, now() + interval '6 seconds' + n * interval '${SPREAD_S} seconds' / ${DEADLINES} as ends from generate_series(1, ${DEADLINES}) n),
  heads as (insert into incidents (id, number, organ_code, organ_path, state, details, created_by, level, reported_at, entered_at, lost_fen, controlled_fen, in_flight_fen, fact_count, last_hash, last_fact_at, watch_at)
    select incident, 'D-' || n, '370832000000', '370000000000/370800000000/370832000000/', 'settled', '{}', 'wang', 'county', now(), now(), 100, 100, 0, 0, decode(repeat('00', 32), 'hex'), now(), ends from numbers),
  paid as (insert into transfers (id, incident_id, layer, amount_fen, institution_code, account_number, account_kind, source, needs_plan, covered_by)
    select transfer, incident, 1, 100, '${BANK}', 'D' || n, 'card', 'report', false, instruction from numbers),
  asked as (insert into instructions (id, incident_id, incident_number, transfer_id, kind, institution_code, account_number, account_kind, amount_fen, organ_code, state, planned_at, state_at, controlled_fen)
    select instruction, incident, 'D-' || n, transfer, 'stop', '${BANK}', 'D' || n, 'card', 100, '370832000000', 'done', now(), now(), 100 from numbers),
  held as (insert into holds (id, incident_id, transfer_id, instruction_id, institution_code, account_number, kind, state, controlled_fen, allocated_fen, since, until, stop_no)
    select transfer, incident, transfer, instruction, '${BANK}', 'D' || n, 'stop', 'in_force', 100, 100, ends - interval '48 hours', ends, 1 from numbers)
  insert into hold_allocations (hold_id, incident_id, fen) select transfer, incident, 100 from numbers`;

describe('ten thousand deadlines', () => {
  const bench = new WorkerBench();
  const folder = mkdtempSync(join(tmpdir(), 'deadlines-'));
  const children = new Set<ChildProcess>();
  beforeAll(() => bench.open());
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await bench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const startWorker = async (): Promise<ChildProcess> => {
    const secrets = join(folder, 'secrets.json');
    writeFileSync(secrets, JSON.stringify({ [BANK]: { toBank: bench.bank.keys.toBank.toString('base64'), fromBank: bench.bank.keys.fromBank.toString('base64') } }));
    const child = fork(WORKER, [], { env: { PATH: process.env['PATH'], DATABASE_URL: bench.databaseUrl, BANK_DOOR_URL: 'http://127.0.0.1:1', BANK_SECRETS_FILE: secrets, LOG_LEVEL: 'fatal' }, silent: true });
    children.add(child);
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', (code) => reject(new Error(`the worker ended with ${code} before it was ready`)));
    });
    return child;
  };
  const lapsed = async (): Promise<number> => Number((await bench.ledger.sql.rows<{ n: string }>("select count(*) as n from journal where type = 'hold.lapsed'"))[0]?.n);

  it('fall due once each and never early, with several workers of which one is killed and another comes', async () => {
    if (!existsSync(WORKER)) throw new Error(`${WORKER} is missing: npm run build:server first (npm test does)`);
    const [first] = await Promise.all([startWorker(), startWorker()]);
    await bench.ledger.sql.rows(HELD);
    await bench.until('a third has fallen due', async () => (await lapsed()) > DEADLINES / 3, 90_000);
    const gone = new Promise((resolve) => first?.once('exit', resolve));
    first?.kill('SIGKILL');
    await gone;
    await startWorker();
    await bench.until('all have fallen due', async () => (await lapsed()) >= DEADLINES, 120_000);
    const [row] = await bench.ledger.sql.rows<{ told: string; holds: string; calls: string; least: number; half: number; most: number; latest: number }>(
      `select count(*) as told, count(distinct data->>'holdId') as holds, (select count(*) from escalations where reason = 'hold_lapsed' and to_level = 'county') as calls,
              min(late)::float8 as least, percentile_disc(0.5) within group (order by late)::float8 as half, percentile_disc(0.99) within group (order by late)::float8 as most, max(late)::float8 as latest
       from (select j.data, extract(epoch from j.at - h.until) * 1000 as late from journal j join holds h on h.id = (j.data->>'holdId')::uuid where j.type = 'hold.lapsed') fallen`);
    process.stdout.write(`10,000 deadlines: late p50 ${row?.half} ms, p99 ${row?.most} ms, max ${row?.latest} ms\n`);
    expect([row?.told, row?.holds, row?.calls].map(Number)).toEqual([DEADLINES, DEADLINES, DEADLINES]);
    expect(row?.least).toBeGreaterThanOrEqual(0);
    expect(await bench.ledger.sql.rows("select 1 from incidents where controlled_fen <> 0 or untraced_fen <> 100 limit 1")).toEqual([]);
  }, 300_000);

  it('are found by the index of due times, not by looking at all incidents', async () => {
    const plan = await bench.ledger.sql.rows<{ 'QUERY PLAN': string }>('explain select id from incidents where watch_at <= now() order by watch_at limit 200 for update skip locked');
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('incidents_to_watch');
  });
});
