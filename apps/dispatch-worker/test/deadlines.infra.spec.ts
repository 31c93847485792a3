import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Client } from 'pg';
import { DUE_INCIDENTS } from '../src/watch/watcher';
import { BANK, WorkerBench } from './worker-bench';

const DEADLINES = 10_000;
const SPREAD_MS = 10_000;
const FILLED = ['incidents', 'transfers', 'instructions', 'holds', 'hold_allocations', 'journal', 'escalations'];
const HOOK = join(__dirname, '../../../libs/fact-stream/contract/typescript-hook.cjs');

/** Ten thousand holds end within seconds, two workers share the looking, and one of them is killed in the middle. */
describe('ten thousand deadlines', () => {
  const bench = new WorkerBench();
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    await bench.open();
    // The server's own housekeeping belongs to nobody of ours, and would stand in the way when the database is dropped.
    const owner = new Client({ connectionString: bench.databaseUrl });
    await owner.connect();
    for (const table of FILLED) await owner.query(`alter table ${table} set (autovacuum_enabled = off)`);
    await owner.end();
  });
  afterAll(async () => {
    const alive = children.filter((child) => child.exitCode === null && child.signalCode === null);
    await Promise.all(alive.map((child) => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      return gone;
    }));
    await bench.close();
  });

  const startWorker = async (): Promise<ChildProcess> => {
    const child = fork(join(__dirname, 'worker.process.ts'), [bench.databaseUrl], { execArgv: ['--require', HOOK] });
    children.push(child);
    await once(child, 'message');
    return child;
  };

  /** Settled incidents, each with one stop in force that secures its loss; written as they would stand after hours. */
  const plant = async (): Promise<void> => {
    const statements = [
      `create temporary table planted as select gen_random_uuid() as incident, gen_random_uuid() as transfer, gen_random_uuid() as instruction, gen_random_uuid() as hold, n, '9'||lpad(n::text, 15, '0') as account from generate_series(1, ${DEADLINES}) n`,
      `insert into incidents (id, number, organ_code, organ_path, state, details, created_by, level, reported_at, entered_at, lost_fen, controlled_fen, in_flight_fen, fact_count, last_hash, last_fact_at)
       select incident, 'D-' || n, o.code, o.path, 'settled', '{}', 'wang', 'county', now(), now(), 100, 100, 0, 0, '\\x', now() from planted, organs o`,
      `insert into transfers (id, incident_id, layer, amount_fen, institution_code, account_number, account_kind, source, needs_plan) select transfer, incident, 1, 100, '${BANK}', account, 'card', 'report', false from planted`,
      `insert into instructions (id, incident_id, incident_number, transfer_id, kind, institution_code, account_number, account_kind, amount_fen, organ_code, state, planned_at, state_at, answered_at, controlled_fen)
       select instruction, incident, 'D-' || n, transfer, 'stop', '${BANK}', account, 'card', 100, '370832000000', 'done', now(), now(), now(), 100 from planted`,
      'update transfers set covered_by = instruction from planted where transfers.id = transfer',
      `insert into holds (id, incident_id, transfer_id, instruction_id, institution_code, account_number, kind, state, controlled_fen, since, until, stop_no, allocated_fen)
       select hold, incident, transfer, instruction, '${BANK}', account, 'stop', 'in_force', 100, now(), 'infinity', 1, 100 from planted`,
      'insert into hold_allocations (hold_id, incident_id, fen) select hold, incident, 100 from planted',
    ];
    // One connection for all of them: the list of what was planted lives in its session.
    await bench.ledger.transact(async (sql) => {
      for (const statement of statements) await sql.rows(statement);
    });
  };

  it('each falls due once, never before its time, and a killed worker\'s are looked at by the other', async () => {
    await plant();
    await bench.ledger.sql.rows('analyze incidents');
    const first = await startWorker();
    await startWorker();
    await bench.ledger.transact(async (sql) => {
      // From the end of this commit on, in the order of nothing: what falls due together has nothing in common.
      await sql.rows(`update holds set until = clock_timestamp() + interval '4 seconds' + random() * ${SPREAD_MS} * interval '1 millisecond'`);
      await sql.rows('update incidents set watch_at = h.until from holds h where h.incident_id = incidents.id');
    });
    const lapsed = async (): Promise<number> => (await bench.ledger.sql.rows<{ n: number }>("select count(*)::int as n from holds where state = 'lapsed'"))[0]?.n ?? 0;
    await bench.until('a third has fallen due', async () => (await lapsed()) > DEADLINES / 3, 60_000);
    first.kill('SIGKILL');
    await once(first, 'exit');
    await startWorker();
    await bench.until('all have fallen due', async () => (await lapsed()) === DEADLINES, 60_000);

    const [late] = await bench.ledger.sql.rows<{ facts: number; incidents: number; early: number; p50: number; p99: number; max: number }>(
      `select count(*)::int as facts, count(distinct j.incident_id)::int as incidents, (count(*) filter (where j.at < h.until))::int as early,
              percentile_cont(0.5) within group (order by ms)::float as p50, percentile_cont(0.99) within group (order by ms)::float as p99, max(ms)::float as max
       from journal j join holds h on h.incident_id = j.incident_id cross join lateral (select extract(epoch from j.at - h.until) * 1000 as ms) lateness where j.type = 'hold.lapsed'`);
    process.stdout.write(`deadlines: ${DEADLINES} within ${SPREAD_MS} ms, lateness ms p50 ${late?.p50.toFixed(0)}, p99 ${late?.p99.toFixed(0)}, max ${late?.max.toFixed(0)}\n`);
    expect(late).toMatchObject({ facts: DEADLINES, incidents: DEADLINES, early: 0 });
    const calls = await bench.ledger.sql.rows<{ n: number }>("select count(*)::int as n from escalations where reason = 'hold_lapsed' group by incident_id having count(*) <> 1");
    expect(calls).toEqual([]);
  }, 180_000);

  it('finding what is due goes by the index of due times, however many incidents there are', async () => {
    const plan = await bench.ledger.sql.rows<{ 'QUERY PLAN': string }>(`explain ${DUE_INCIDENTS.replace('$1', 'now()')}`);
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/Index Scan using incidents_to_watch/);
  });
});
