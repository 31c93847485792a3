import { Client } from 'pg';
import { joinIncidents, JOURNAL_START, lockAccounts, type FactHint, readJournal, readNotification } from '#ledger';
import { COVERED_RIDER, incidentsCoveredBy } from '../src/planning/covers';
import { PLANNING_WISHES } from '../src/planning/planner';
import { stopped } from './scripted-bank';
import { BANK, WorkerBench } from './worker-bench';

const wakes = (hint: FactHint): boolean => PLANNING_WISHES.wakes?.(hint) === true;

/** What the planner is woken for, and what it sleeps through. */
describe('the planner is woken', () => {
  const bench = new WorkerBench();
  const { bank } = bench;
  const listener = { client: undefined as Client | undefined, heard: [] as (readonly FactHint[])[] };
  beforeAll(async () => {
    await bench.open();
    const client = new Client({ connectionString: bench.databaseUrl });
    listener.client = client;
    await client.connect();
    client.on('notification', ({ payload }) => listener.heard.push(readNotification(payload ?? '') ?? []));
    await client.query('listen facts');
    // On a busy machine a bank that is told when to answer would be late, and its silence would be recorded in between.
    await bench.ledger.sql.rows('update institutions set deadline_ms = 20000');
    await bench.worker();
  });
  beforeEach(() => void listener.heard.splice(0));
  afterAll(async () => {
    await listener.client?.end();
    await bench.close();
    expect(bank.faults).toEqual([]);
  });

  /** The notification of the first commit that told such a fact. */
  const notified = (type: FactHint['type']) => bench.until(`${type} is notified`, async () => listener.heard.find((hints) => hints.some((hint) => hint.type === type)));
  const covered = (incidentId: string) => bench.until('the transfer is covered', async () => (await bench.facts(incidentId)).find((fact) => fact.type === 'transfer.covered'));
  /** A bank that answers "stopped" when it is told to. */
  function answering(accountNumber: string, fen: number): () => void {
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => { answer = resolve; });
    bank.at(accountNumber, async () => {
      await answered;
      return stopped(fen);
    });
    return answer;
  }

  /** Two victims of one account: the second relies on the first one's stop, which the bank has not answered yet. */
  async function relying(accountNumber: string): Promise<{ readonly second: string; readonly answer: () => void }> {
    const answer = answering(accountNumber, 50_000);
    const first = await bench.report({ accountNumber, amountFen: 20_000 });
    await bench.untilState(first, accountNumber, 'sending');
    const second = await bench.report({ accountNumber, amountFen: 20_000 });
    await covered(second);
    return { second, answer };
  }

  it('by a report, and by nothing that follows from it, where nobody else relies on the stop', async () => {
    bank.at('622200030001', () => stopped(20_000));
    const id = await bench.report({ accountNumber: '622200030001', amountFen: 20_000 });
    const done = await notified('instruction.done');
    expect((await notified('incident.reported')).some(wakes)).toBe(true);
    expect((await notified('instruction.planned')).some(wakes)).toBe(false);
    expect(done.some(wakes)).toBe(false);
    expect(await bench.head(id)).toMatchObject({ state: 'settled', money: { controlledFen: 20_000 } });
  });

  it('by an answer that another victim\'s transfer relies on', async () => {
    const { second, answer } = await relying('622200030002');
    answer();
    expect((await notified('instruction.done')).some(wakes)).toBe(true);
    await bench.until('the second is settled', async () => (await bench.head(second)).state === 'settled');
    expect((await bench.head(second)).money.controlledFen).toBe(20_000);
  });

  it('by an answer in an incident that is joined into another', async () => {
    const answer = answering('622200030003', 20_000);
    const into = await bench.report({ accountNumber: '622200030004', amountFen: 100, institutionCode: null });
    const later = await bench.report({ accountNumber: '622200030003', amountFen: 20_000 });
    await bench.untilState(later, '622200030003', 'sending');
    await bench.ledger.commit([later, into], (transaction) => joinIncidents(transaction, { joinedIncidentId: later, intoIncidentId: into, same: [], reason: null, actor: 'wang', traceparent: null }));
    expect((await notified('incident.joined')).some(wakes)).toBe(true);
    answer();
    expect((await notified('instruction.done')).some(wakes)).toBe(true);
  });

  it.each([['before', '622200030005'], ['after', '622200030006']])('a cover that begins in the moment of the answer is missed neither way: planned %s the answer is recorded', async (order, account) => {
    const answer = answering(account, 50_000);
    const first = await bench.report({ accountNumber: account, amountFen: 20_000 });
    await bench.untilState(first, account, 'sending');
    let second = '';
    const waiting = (n: number) => bench.until(`${n} wait for the account`, async () => {
      const [row] = await bench.ledger.sql.rows<{ n: number }>("select count(*)::int as n from pg_locks where locktype = 'advisory' and classid = 7002 and not granted and database = (select oid from pg_database where datname = current_database())");
      return row?.n === n;
    });
    const plan = async (): Promise<void> => { second = await bench.report({ accountNumber: account, amountFen: 20_000 }); };
    const record = async (): Promise<void> => answer();
    await bench.ledger.transact(async (sql) => {
      await lockAccounts(sql, [`${BANK}:${account}`]);
      const [one, other] = order === 'before' ? [plan, record] : [record, plan];
      await one();
      await waiting(1);
      await other();
      await waiting(2);
    });
    // Planned first: the recording knows of it. Recorded first: the planning sees the answer, and needs no word of it.
    expect((await notified('instruction.done')).some(wakes)).toBe(order === 'before');
    await bench.until('both are settled', async () => (await bench.head(second)).state === 'settled' && (await bench.head(first)).state === 'settled');
    expect([(await bench.head(first)).money.controlledFen, (await bench.head(second)).money.controlledFen]).toEqual([20_000, 20_000]);
    expect(bank.heardOf(account, 'send')).toHaveLength(1);
  });

  it('by the sweep alone, when every hint is missed: later, and with nothing lost', async () => {
    const missed = jest.spyOn(PLANNING_WISHES as { wakes: (hint: FactHint) => boolean }, 'wakes').mockReturnValue(false);
    try {
      const { second, answer } = await relying('622200030007');
      answer();
      await bench.until('the second is settled', async () => (await bench.head(second)).state === 'settled');
      expect((await bench.head(second)).money.controlledFen).toBe(20_000);
      expect(missed).toHaveBeenCalled();
    } finally {
      missed.mockRestore();
    }
  });

  it('and whom an answer concerns is the same, asked with the read of the facts or afterwards', async () => {
    const page = await readJournal(bench.ledger.sql, JOURNAL_START, 10_000, null, { select: COVERED_RIDER.select, parameter: COVERED_RIDER.parameter() ?? [] });
    const ids = (rows: readonly unknown[]): string[] => (rows as readonly { incident_id: string }[]).map((row) => row.incident_id).sort();
    expect(page.facts.filter((fact) => fact.type === 'transfer.covered').length).toBeGreaterThan(0);
    expect(ids(page.carried ?? []).length).toBeGreaterThanOrEqual(4);
    expect(ids(page.carried ?? [])).toEqual(ids(await incidentsCoveredBy(bench.ledger.sql, page.facts)));
  });
});
