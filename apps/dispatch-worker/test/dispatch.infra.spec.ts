import { BANK, CLOSED_BANK, OTHER_BANK, WorkerBench } from './worker-bench';
import { ACCEPTED, money, NEVER_RECEIVED, stopped } from './scripted-bank';

/** Stations 3 and 4 against real PostgreSQL and a bank behind real HTTP. */
describe('the dispatch loop', () => {
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

  it('a report becomes one instruction, planned and leased in one commit, and a hold once the bank says so', async () => {
    bank.at('622200000001', () => stopped(2_800_000));
    const id = await bench.report({ accountNumber: '622200000001', amountFen: 2_800_000 });
    await bench.untilState(id, '622200000001', 'done');
    const facts = await bench.facts(id);
    expect(facts.map((fact) => fact.type)).toEqual(['incident.reported', 'transfer.added', 'instruction.planned', 'instruction.sending', 'instruction.done', 'hold.placed', 'money.accounted', 'incident.settled']);
    expect(facts.map((fact) => fact.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(facts[2]?.tx).toBe(facts[3]?.tx);
    expect(new Set(facts.slice(4).map((fact) => fact.tx)).size).toBe(1);
    expect(new Set(facts.map((fact) => fact.tx)).size).toBe(3);
    expect(facts[4]?.actor).toBe(`institution:${BANK}`);
    const [heard] = bank.heardOf('622200000001', 'send');
    expect(heard?.traceparent?.slice(0, 36)).toBe(facts[0]?.traceparent?.slice(0, 36));
    expect(await bench.head(id)).toMatchObject({ state: 'settled', open_instructions: 0, money: { controlledFen: 2_800_000, inFlightFen: 0 } });
    const [hold] = await bench.ledger.sql.rows<{ since: Date; until: Date; stop_no: number }>('select * from holds where incident_id = $1', [id]);
    expect(hold?.stop_no).toBe(1);
    expect(hold && hold.until.getTime() - hold.since.getTime()).toBe(48 * 3_600_000);
  });

  it('partly stopped: the rest is told where it went, and followed', async () => {
    bank.at('622200000002', () => money('1200', { controlledFen: 600, bankAt: new Date().toISOString(), cashedOutFen: 100, onward: [{ accountNumber: '622210000002', amountFen: 250, institutionCode: OTHER_BANK }] }));
    bank.at('622210000002', () => stopped(250));
    const id = await bench.report({ accountNumber: '622200000002', amountFen: 1_000 });
    await bench.untilState(id, '622210000002', 'done');
    expect((await bench.head(id)).money).toEqual({ lostFen: 1_000, controlledFen: 850, inFlightFen: 0, cashedOutFen: 100, untracedFen: 50, returnedFen: 0 });
  });

  it('"moved on" is followed to the second layer in the same commit, also to a bank known only by the card prefix', async () => {
    bank.at('622200000003', () => money('M100', { onward: [{ accountNumber: '6222 1000 0003', amountFen: 147_500_000 }] }));
    bank.at('622210000003', () => stopped(147_500_000));
    const id = await bench.report({ accountNumber: '622200000003', amountFen: 147_500_000 });
    await bench.untilState(id, '622210000003', 'done');
    const facts = await bench.facts(id);
    const told = (type: string, account?: string) => facts.find((fact) => fact.type === type && (account === undefined || fact.data['accountNumber'] === account));
    expect(told('instruction.planned', '622210000003')?.tx).toBe(told('instruction.refused')?.tx);
    expect(told('transfer.added', '622210000003')).toMatchObject({ data: { layer: 2, institutionCode: OTHER_BANK, source: 'answer' }, tx: told('instruction.refused')?.tx });
    expect(await bench.head(id)).toMatchObject({ state: 'settled', money: { controlledFen: 147_500_000, untracedFen: 0 } });
  });

  it('money that comes back to an account of its own trail is not instructed again, but a person is told', async () => {
    bank.at('622200000004', () => money('M100', { onward: [{ accountNumber: '622210000004', amountFen: 500, institutionCode: OTHER_BANK }] }));
    bank.at('622210000004', () => money('M100', { onward: [{ accountNumber: '622200000004', amountFen: 500, institutionCode: BANK }] }));
    const id = await bench.report({ accountNumber: '622200000004', amountFen: 500 });
    await bench.untilState(id, '622210000004', 'refused');
    const facts = await bench.facts(id);
    expect(facts.filter((fact) => fact.type === 'flow.cut_off')).toMatchObject([{ data: { reason: 'cycle', amountFen: 500 } }]);
    expect(facts.filter((fact) => fact.type === 'escalation.raised')).toMatchObject([{ data: { reason: 'flow_cut_off', toLevel: 'county' } }]);
    expect(await bench.instructions(id)).toHaveLength(2);
    expect((await bench.head(id)).watch_at).not.toBeNull();
  });

  it('five payments into one account are one instruction, and all of them are stopped by it', async () => {
    bank.at('622200000005', () => stopped(5_000));
    const id = await bench.report(...Array.from({ length: 5 }, () => ({ accountNumber: '622200000005', amountFen: 1_000 })));
    await bench.untilState(id, '622200000005', 'done');
    expect(bank.heardOf('622200000005', 'send')).toHaveLength(1);
    expect((await bench.head(id)).money).toMatchObject({ lostFen: 5_000, controlledFen: 5_000 });
  });

  it('a timeout is uncertain, asked about, and never resent: the bank saw one instruction', async () => {
    bank.at('622200000006', (heard) => (heard.purpose === 'send' ? 'hang' : heard.no < 3 ? 'tear' : stopped(700)));
    const id = await bench.report({ accountNumber: '622200000006', amountFen: 700 });
    const done = await bench.untilState(id, '622200000006', 'done');
    expect(bank.heardOf('622200000006', 'send')).toHaveLength(1);
    expect(bank.heardOf('622200000006', 'query')).toHaveLength(3);
    expect(done).toMatchObject({ send_count: 1, query_count: 3, lease_owner: null, due_at: null });
    const types = (await bench.facts(id)).map((fact) => fact.type);
    expect(types.indexOf('instruction.uncertain')).toBeGreaterThan(types.indexOf('instruction.sending'));
    expect(types.filter((type) => type === 'instruction.uncertain')).toHaveLength(1);
  });

  it('"never received" makes it sendable again, under the same id', async () => {
    bank.at('622200000007', (heard) => (heard.purpose === 'query' ? NEVER_RECEIVED : heard.no === 1 ? 'tear' : stopped(10)));
    const id = await bench.report({ accountNumber: '622200000007', amountFen: 10 });
    await bench.untilState(id, '622200000007', 'done');
    const sends = bank.heardOf('622200000007', 'send');
    expect(sends).toHaveLength(2);
    expect(new Set(sends.map((one) => one.instructionId)).size).toBe(1);
    expect((await bench.facts(id)).map((fact) => fact.type)).toEqual(expect.arrayContaining(['instruction.uncertain', 'instruction.postponed', 'instruction.done']));
  });

  it('a bank that cannot be reached is tried again under the same id, then handed to a person, and the county is called', async () => {
    const id = await bench.report({ accountNumber: '622290000001', amountFen: 10, institutionCode: CLOSED_BANK });
    const given = await bench.untilState(id, '622290000001', 'undelivered');
    expect(given).toMatchObject({ needs_human: true, due_at: null, lease_owner: null, sent_at: null });
    expect(given.send_count).toBeGreaterThan(1);
    const facts = await bench.facts(id);
    expect(facts.at(-1)?.tx).toBe(facts.find((fact) => fact.type === 'instruction.undelivered')?.tx);
    expect(facts.filter((fact) => fact.type === 'escalation.raised')).toMatchObject([{ data: { reason: 'undelivered', toLevel: 'county', instructionId: given.id } }]);
    expect(await bench.head(id)).toMatchObject({ state: 'live', human_tasks: 1, money: { inFlightFen: 10 } });
    const attempts = await bench.ledger.sql.rows<{ result: string }>('select result from attempts where instruction_id = $1', [given.id]);
    expect(new Set(attempts.map((one) => one.result))).toEqual(new Set(['not_delivered']));
  });

  it('accepted is not stopped: it waits, and only the callback ends it', async () => {
    bank.at('622200000008', () => ACCEPTED);
    const id = await bench.report({ accountNumber: '622200000008', amountFen: 10 });
    const waiting = await bench.untilState(id, '622200000008', 'waiting');
    expect(await bench.head(id)).toMatchObject({ stopped_at: null, money: { controlledFen: 0, inFlightFen: 10 } });
    await bench.inbound('callback', null, JSON.stringify({ instructionId: waiting.id.toUpperCase(), code: '0000', controlledFen: 10, bankAt: new Date().toISOString() }));
    await bench.untilState(id, '622200000008', 'done');
    expect(await bench.head(id)).toMatchObject({ state: 'settled', money: { controlledFen: 10 } });
  });

  it('one account about which a bank says what nobody can read does not keep its other accounts waiting', async () => {
    bank.at('622200000020', () => money('ZZZZ'));
    const odd = await bench.report({ accountNumber: '622200000020', amountFen: 10 });
    await bench.until('it was asked about often', async () => bank.heardOf('622200000020', 'query').length >= 6);
    bank.at('622200000021', () => stopped(10));
    const id = await bench.report({ accountNumber: '622200000021', amountFen: 10 });
    await bench.untilState(id, '622200000021', 'done');
    expect(bank.heardOf('622200000021', 'send')).toHaveLength(1);
    expect((await bench.facts(id)).map((fact) => fact.type)).not.toContain('instruction.postponed');
    expect((await bench.instructions(odd))[0]).toMatchObject({ state: 'uncertain' });
  });

  it('looking for due work never takes the places that a new instruction needs: all of them go out in their own plan', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 25; i += 1) {
      const accountNumber = `6222000000${100 + i}`;
      bank.at(accountNumber, () => stopped(10));
      const id = await bench.report({ accountNumber, amountFen: 10 });
      await bench.untilState(id, accountNumber, 'done');
      ids.push(id);
    }
    const apart = await bench.ledger.sql.rows(
      `select 1 from journal planned join journal sending on sending.incident_id = planned.incident_id and sending.type = 'instruction.sending' and sending.tx <> planned.tx
       where planned.type = 'instruction.planned' and planned.incident_id = any($1::uuid[])`, [ids]);
    expect(apart).toHaveLength(0);
  });
});
