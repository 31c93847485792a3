import { Client } from 'pg';
import { countWorkers } from '#ledger';
import { stopped } from './scripted-bank';
import { HASTY, WorkerBench } from './worker-bench';

const REPORTS = 420;
/** Three hundred wait, one commit and a few messages are under way. */
const SENT_MAX = 330;

/** A worker that sends faster than it can write down would let leases end over answers it has, and ask for all of them again. */
describe('a worker that is behind with recording', () => {
  const bench = new WorkerBench();
  let other: Client;
  beforeAll(async () => {
    await bench.open();
    other = new Client({ connectionString: bench.databaseUrl });
    await other.connect();
  });
  afterAll(async () => {
    await other.end();
    await bench.close();
    expect(bench.bank.faults).toEqual([]);
  });

  it('sends no more until it has recorded, and then sends the rest: each once, none asked about', async () => {
    const accounts = Array.from({ length: REPORTS }, (_, i) => `6222000${String(70_000 + i)}`);
    for (const account of accounts) bench.bank.at(account, () => stopped(10));
    await other.query('begin');
    await other.query('lock table attempts in exclusive mode');
    // A slow machine must not look like a silent bank: the bench's deadline of 300 ms would open the circuit, and its short patience call people.
    await bench.ledger.sql.rows('update institutions set deadline_ms = 5000');
    const { gates } = await bench.worker({ delivery: { ...HASTY, giveUpAfterMs: 60_000 } as never });
    const ids = await Promise.all(accounts.map((accountNumber) => bench.report({ accountNumber, amountFen: 10 })));
    await bench.until('the worker is behind', () => Promise.resolve(gates.isBehind));
    expect(bench.bank.heard.length).toBeLessThan(SENT_MAX);
    await bench.until('it says so', async () => (await countWorkers(bench.ledger.sql)).behind === 1);
    await other.query('commit');
    const open = () => bench.ledger.sql.rows<{ n: number }>("select count(*)::int as n from instructions where state <> 'done'");
    await bench.until('all are stopped', async () => (await bench.ledger.sql.rows("select 1 from instructions where state = 'done'")).length === ids.length && (await open())[0]?.n === 0);
    expect(bench.bank.heard.length).toBe(REPORTS);
    expect(new Set(bench.bank.heard.map(({ purpose, accountNumber }) => `${purpose} ${accountNumber}`)).size).toBe(REPORTS);
    await bench.until('it says that it is behind no more', async () => (await countWorkers(bench.ledger.sql)).behind === 0);
    expect(await countWorkers(bench.ledger.sql)).toEqual({ living: 1, behind: 0 });
  }, 30_000);
});
