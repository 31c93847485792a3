import { DEFAULT_ESCALATION_POLICY, DEFAULT_HOLD_POLICY, quicken } from '#domain';
import { money, stopped } from './scripted-bank';
import { WorkerBench } from './worker-bench';

/** What happens when holds come to their end, with the hours of the alarms divided by 600. */
describe('the end of holds', () => {
  const bench = new WorkerBench();
  const { bank } = bench;
  beforeAll(async () => {
    await bench.open();
    await bench.worker({ escalation: quicken(DEFAULT_ESCALATION_POLICY, 600), hold: { ...DEFAULT_HOLD_POLICY, stopLastsHours: 1 } });
  });
  afterAll(() => bench.close());

  const told = async (id: string, type: string) => (await bench.facts(id)).filter((fact) => fact.type === type);
  const controlled = (id: string, fen: number) => bench.until(`${fen} fen are controlled`, async () => (await bench.head(id)).money.controlledFen === fen);

  it('alarms of a shared hold go to every incident whose loss it secures, once each', async () => {
    bank.at('622200000701', () => money('0000', { controlledFen: 300, bankAt: new Date(Date.now() - 3_600_000 + 9_000).toISOString() }));
    const first = await bench.report({ accountNumber: '622200000701', amountFen: 100 });
    await controlled(first, 100);
    const second = await bench.report({ accountNumber: '622200000701', amountFen: 200 });
    await controlled(second, 200);
    await bench.until('the hold has lapsed', async () => (await told(first, 'hold.lapsed'))[0]);
    await bench.until('the second is accounted for', async () => (await bench.head(second)).money.untracedFen === 200);
    const [hold] = await bench.holds(first);
    for (const id of [first, second]) {
      // The hour's alarm, six seconds before the end, and those that had passed already, told as one.
      expect((await told(id, 'hold.alarm')).map((fact) => fact.data['holdId'])).toEqual([hold?.id, hold?.id]);
      expect((await told(id, 'escalation.raised')).filter((fact) => fact.data['reason'] === 'hold_ending' && fact.data['toLevel'] === 'province')).toHaveLength(1);
    }
    const transfersOf = async (id: string) => (await bench.ledger.sql.rows<{ id: string }>('select id from transfers where incident_id = $1', [id])).map((row) => row.id);
    expect(await transfersOf(second)).toContain((await told(second, 'hold.alarm'))[0]?.data['transferId']);
    // Both have somebody who knows: the one whose stop it was, and the one who relied on it.
    expect((await told(first, 'escalation.raised')).map((fact) => fact.data['reason'])).toContain('hold_lapsed');
    expect((await told(second, 'escalation.raised')).map((fact) => fact.data['reason'])).toContain('unsecured');
  });

  it('the institution\'s moment is kept beside ours, and the end counts from the institution\'s, uncorrected', async () => {
    const bankAt = new Date(Date.now() + 120_000);
    bank.at('622200000702', () => money('0000', { controlledFen: 100, bankAt: bankAt.toISOString() }));
    const id = await bench.report({ accountNumber: '622200000702', amountFen: 100 });
    await controlled(id, 100);
    const [hold] = await bench.ledger.sql.rows<{ skew_ms: string; until: Date }>('select skew_ms, until from holds where incident_id = $1', [id]);
    expect(hold?.until.getTime()).toBe(bankAt.getTime() + 3_600_000);
    expect(Number(hold?.skew_ms)).toBeGreaterThan(90_000);
    expect(Number(hold?.skew_ms)).toBeLessThanOrEqual(120_000);
    expect((await told(id, 'hold.placed'))[0]?.data['skewMs']).toBe(Number(hold?.skew_ms));
  });

  it('a freeze that runs out before a decided return was paid calls a human for the return too, and the figures say that the money is free', async () => {
    bank.at('622200000705', () => stopped(1_000));
    const id = await bench.report({ accountNumber: '622200000705', amountFen: 1_000 });
    await controlled(id, 1_000);
    const [hold] = await bench.holds(id);
    const { sql } = bench.ledger;
    await sql.rows("update holds set kind = 'freeze' where id = $1", [hold?.id]);
    await sql.rows(
      `insert into returns (id, hold_id, incident_id, transfer_id, amount_fen, method, reason, approver_name, approver_level, decided_by, decided_at, state)
       values (gen_random_uuid(), $1, $2, $3, 600, 'single', 'r', '赵局', 'county', 'wang', now(), 'decided')`, [hold?.id, id, hold?.transfer_id]);
    await sql.rows('update holds set until = now() where id = $1', [hold?.id]);
    await sql.rows('update incidents set watch_at = now() where id = $1', [id]);
    await bench.until('the freeze has lapsed', async () => (await told(id, 'hold.lapsed'))[0]);
    const calls = (await told(id, 'escalation.raised')).filter((fact) => fact.data['toLevel'] === 'county').map((fact) => fact.data['reason']);
    expect(calls).toEqual(expect.arrayContaining(['hold_lapsed', 'return_unpaid']));
    expect((await bench.head(id)).money).toMatchObject({ controlledFen: 0, untracedFen: 1_000, returnedFen: 0 });
  });

  it('a lapse locks the holds it touches at once and in one order: two incidents that share two accounts never wait crosswise', async () => {
    for (const account of ['622200000703', '622200000704']) bank.at(account, () => stopped(1_000));
    const other = await bench.report({ accountNumber: '622200000703', amountFen: 100 });
    await controlled(other, 100);
    const both = await bench.report({ accountNumber: '622200000703', amountFen: 100 }, { accountNumber: '622200000704', amountFen: 100 });
    await controlled(both, 200);
    const [lower] = await bench.holds(other);
    const [upper] = await bench.holds(both);
    expect((lower?.id ?? '') < (upper?.id ?? '')).toBe(true);
    await bench.ledger.transact(async (sql) => {
      await sql.rows('select id from holds where id = $1 for update', [lower?.id]);
      await bench.ledger.sql.rows('update holds set until = now() where id = $1', [upper?.id]);
      await bench.ledger.sql.rows('update incidents set watch_at = now() where id = $1', [both]);
      const [me] = await sql.rows<{ pid: number }>('select pg_backend_pid() as pid');
      await bench.until('the lapse waits for the lower hold', async () => ((await bench.ledger.sql.rows<{ n: number }>('select count(*)::int as n from pg_stat_activity where $1 = any(pg_blocking_pids(pid))', [me?.pid]))[0]?.n ?? 0) > 0);
      // Whoever waits for the lower one must not hold the upper one meanwhile.
      expect(await sql.rows('select id from holds where id = $1 for update skip locked', [upper?.id])).toHaveLength(1);
    });
    await bench.until('the upper has lapsed', async () => (await told(both, 'hold.lapsed'))[0]);
    expect((await bench.head(both)).money).toMatchObject({ controlledFen: 100, untracedFen: 100 });
  });
});
