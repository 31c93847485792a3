import { lockAccounts } from '#ledger';
import { money, stopped } from './scripted-bank';
import { BANK, OTHER_BANK, WorkerBench } from './worker-bench';

/** Two victims, one account: one stop speaks for both, their losses stay apart, and no fen is secured twice. */
describe('an account that several victims paid into', () => {
  const bench = new WorkerBench();
  const { bank } = bench;
  beforeAll(async () => {
    await bench.open();
    await bench.worker();
  });
  afterAll(async () => {
    await bench.close();
    expect(bank.faults).toEqual([]);
  });

  const covered = (incidentId: string) => bench.until('the transfer is covered', async () => (await bench.facts(incidentId)).find((fact) => fact.type === 'transfer.covered'));
  const controlled = (incidentId: string, fen: number) => bench.until(`${fen} fen are controlled`, async () => (await bench.head(incidentId)).money.controlledFen === fen);

  it('the second incident joins the hold that is there: no second message, and only what is left over secures its loss', async () => {
    bank.at('622200010001', () => stopped(30_000));
    const first = await bench.report({ accountNumber: '622200010001', amountFen: 20_000 });
    await bench.untilState(first, '622200010001', 'done');
    const second = await bench.report({ accountNumber: '622200010001', amountFen: 20_000 });
    await covered(second);
    await controlled(second, 10_000);
    expect((await bench.head(first)).money).toMatchObject({ lostFen: 20_000, controlledFen: 20_000 });
    expect(await bench.head(second)).toMatchObject({ state: 'settled', money: { lostFen: 20_000, controlledFen: 10_000, untracedFen: 10_000 } });
    expect((await bench.head(second)).stopped_at).not.toBeNull();
    expect((await bench.facts(second)).find((fact) => fact.type === 'escalation.raised')).toMatchObject({ data: { reason: 'unsecured', toLevel: 'county' } });
    expect(await bench.instructions(second)).toEqual([]);
    expect(bank.heardOf('622200010001', 'send')).toHaveLength(1);
    const [hold] = await bench.ledger.sql.rows<{ controlled_fen: string; allocated_fen: string }>('select controlled_fen, allocated_fen from holds where account_number = $1', ['622200010001']);
    expect(hold).toEqual({ controlled_fen: '30000', allocated_fen: '30000' });
  });

  it('the second incident joins a stop that is under way, and is settled by its answer', async () => {
    let answer = (_: unknown): void => undefined;
    const answered = new Promise((resolve) => { answer = resolve; });
    bank.at('622200010002', async () => {
      await answered;
      return stopped(50_000);
    });
    const first = await bench.report({ accountNumber: '622200010002', amountFen: 20_000 });
    await bench.untilState(first, '622200010002', 'sending');
    const second = await bench.report({ accountNumber: '622200010002', amountFen: 20_000 });
    await covered(second);
    expect(await bench.head(second)).toMatchObject({ state: 'live', money: { inFlightFen: 20_000 } });
    answer(undefined);
    await bench.until('both are settled', async () => (await bench.head(second)).state === 'settled' && (await bench.head(first)).state === 'settled');
    expect((await bench.head(second)).money.controlledFen).toBe(20_000);
    expect(bank.heardOf('622200010002', 'send')).toHaveLength(1);
  });

  it('twenty incidents about one account at the same moment send one message', async () => {
    bank.at('622200010003', () => stopped(1_000_000));
    const ids = await Promise.all(Array.from({ length: 20 }, () => bench.report({ accountNumber: '622200010003', amountFen: 60_000 })));
    for (const id of ids) await bench.until('settled', async () => (await bench.head(id)).state === 'settled');
    const secured = await Promise.all(ids.map(async (id) => (await bench.head(id)).money.controlledFen));
    expect(secured.reduce((sum, fen) => sum + fen, 0)).toBe(1_000_000);
    expect(bank.heardOf('622200010003', 'send')).toHaveLength(1);
  });

  it('when the first was refused for its own details, the second is sent after all', async () => {
    let calls = 0;
    let answer = (_: unknown): void => undefined;
    const answered = new Promise((resolve) => { answer = resolve; });
    bank.at('622200010004', async () => {
      calls += 1;
      if (calls > 1) return stopped(20_000);
      await answered;
      return money('0301');
    });
    const first = await bench.report({ accountNumber: '622200010004', amountFen: 20_000 });
    await bench.untilState(first, '622200010004', 'sending');
    const second = await bench.report({ accountNumber: '622200010004', amountFen: 20_000 });
    await covered(second);
    answer(undefined);
    await bench.untilState(second, '622200010004', 'done');
    expect((await bench.instructions(first)).map((one) => one.state)).toEqual(['refused']);
    expect((await bench.head(second)).money.controlledFen).toBe(20_000);
  });

  it.each([['0300', 'no such account'], ['1304', 'no stop left']])('%s (%s) to the first victim is no answer to the second, who is asked about alone', async (code) => {
    const account = `62220001010${code.slice(-1)}${code.slice(1, 3)}`;
    let answer = (_: unknown): void => undefined;
    const answered = new Promise((resolve) => { answer = resolve; });
    let calls = 0;
    bank.at(account, async () => {
      calls += 1;
      if (calls === 1) await answered;
      return money(code);
    });
    const first = await bench.report({ accountNumber: account, amountFen: 20_000 });
    await bench.untilState(first, account, 'sending');
    const second = await bench.report({ accountNumber: account, amountFen: 20_000 });
    await covered(second);
    answer(undefined);
    const own = await bench.untilState(second, account, 'refused');
    // Whoever lost the money has a person who knows that the trail ends here.
    expect(own.needs_human).toBe(true);
    expect(await bench.head(second)).toMatchObject({ human_tasks: 1 });
  });

  it('"moved on" is followed for both victims: the next account is stopped once, and secures the loss of each', async () => {
    let answer = (_: unknown): void => undefined;
    const answered = new Promise((resolve) => { answer = resolve; });
    let calls = 0;
    bank.at('622200010107', async () => {
      calls += 1;
      if (calls === 1) await answered;
      return money('M100', { onward: [{ accountNumber: '622210010107', amountFen: 20_000, institutionCode: OTHER_BANK }] });
    });
    bank.at('622210010107', () => stopped(40_000));
    const first = await bench.report({ accountNumber: '622200010107', amountFen: 20_000 });
    await bench.untilState(first, '622200010107', 'sending');
    const second = await bench.report({ accountNumber: '622200010107', amountFen: 20_000 });
    await covered(second);
    answer(undefined);
    await controlled(first, 20_000);
    await controlled(second, 20_000);
    expect(bank.heardOf('622210010107', 'send')).toHaveLength(1);
  });

  it('a lapsed first stop is not followed by the second and last one unless a person says so', async () => {
    // Some hours before its end by the bank's clock: it lapses at the next look.
    bank.at('622200010005', () => money('0000', { controlledFen: 5_000, bankAt: new Date(Date.now() - 49 * 3_600_000).toISOString() }));
    const first = await bench.report({ accountNumber: '622200010005', amountFen: 5_000 });
    await bench.until('the hold lapses', async () => (await bench.facts(first)).find((fact) => fact.type === 'hold.lapsed'));
    const second = await bench.report({ accountNumber: '622200010005', amountFen: 5_000 });
    await bench.until('a person is called', async () => (await bench.facts(second)).find((fact) => fact.type === 'escalation.raised' && fact.data['reason'] === 'second_stop'));
    expect(await bench.instructions(second)).toEqual([]);
    expect(await bench.head(second)).toMatchObject({ state: 'live', human_tasks: 1, money: { inFlightFen: 5_000 } });

    await bench.allowSecondStop(second);
    await bench.untilState(second, '622200010005', 'done');
    expect(bank.heardOf('622200010005', 'send')).toHaveLength(2);

    await bench.until('the second hold lapses', async () => (await bench.facts(second)).find((fact) => fact.type === 'hold.lapsed'));
    const third = await bench.report({ accountNumber: '622200010005', amountFen: 5_000 });
    await bench.until('a person is told that no stop is left', async () => (await bench.facts(third)).find((fact) => fact.type === 'escalation.raised' && fact.data['reason'] === 'stop_limit'));
    expect(await bench.instructions(third)).toEqual([]);
  });

  it('two accounts with the same number at two institutions have nothing to do with each other', async () => {
    bank.at('622200010006', () => stopped(100));
    const first = await bench.report({ accountNumber: '622200010006', amountFen: 100, institutionCode: BANK });
    const second = await bench.report({ accountNumber: '622200010006', amountFen: 100, institutionCode: OTHER_BANK });
    await bench.untilState(first, '622200010006', 'done');
    await bench.untilState(second, '622200010006', 'done');
  });

  it('two payments of one victim into one account are asked for together: one message, the whole sum', async () => {
    bank.at('622200010007', () => stopped(50_000));
    const id = await bench.report({ accountNumber: '622200010007', amountFen: 20_000 }, { accountNumber: '622200010007', amountFen: 30_000 });
    await bench.until('settled', async () => (await bench.head(id)).state === 'settled');
    const planned = (await bench.facts(id)).filter((fact) => fact.type === 'instruction.planned');
    expect(planned.map((fact) => fact.data['amountFen'])).toEqual([50_000]);
    const [row] = await bench.ledger.sql.rows<{ amount_fen: string }>('select amount_fen from instructions where incident_id = $1', [id]);
    expect(row).toEqual({ amount_fen: '50000' });
    expect((await bench.head(id)).money.controlledFen).toBe(50_000);
  });

  it('accounts are locked at once and in one order, also those that are planned beside an answer: no two commits wait crosswise', async () => {
    const numbers = await bench.ledger.sql.rows<{ number: string }>(
      "select number from unnest(array['622200010008', '622200010009']) as number order by hashtext($1 || ':' || number)", [BANK]);
    const [lower, upper] = numbers.map((row) => row.number) as [string, string];
    let answer = (_: unknown): void => undefined;
    const answered = new Promise((resolve) => { answer = resolve; });
    bank.at(upper, async () => {
      await answered;
      return stopped(100);
    });
    bank.at(lower, () => stopped(100));
    const id = await bench.report({ accountNumber: upper, amountFen: 100 }, { accountNumber: lower, amountFen: 100, institutionCode: null });
    await bench.untilState(id, upper, 'sending');
    await bench.ledger.transact(async (sql) => {
      await lockAccounts(sql, [`${BANK}:${lower}`]);
      await bench.ledger.sql.rows('update transfers set institution_code = $2, needs_plan = true where incident_id = $1 and institution_code is null', [id, BANK]);
      answer(undefined);
      const locks = (granted: boolean) => bench.ledger.sql.rows<{ n: number }>("select count(*)::int as n from pg_locks where locktype = 'advisory' and classid = 7002 and granted = $1 and database = (select oid from pg_database where datname = current_database())", [granted]);
      await bench.until('the recording waits for our account', async () => ((await locks(false))[0]?.n ?? 0) > 0);
      // Only ours: whoever waits for the lower account must not hold the upper one meanwhile.
      expect(await locks(true)).toEqual([{ n: 1 }]);
    });
    await bench.until('settled', async () => (await bench.head(id)).state === 'settled');
  });
});
