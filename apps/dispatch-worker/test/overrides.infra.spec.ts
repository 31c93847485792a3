import type { WorkerParts } from '../src/worker-parts';
import { money, stopped } from './scripted-bank';
import { WorkerBench, type FactSeen, type HoldSeen } from './worker-bench';

/** Banks lie, and telephone later. A person's word counts, with all that follows from it, in one commit. */
describe('what a person states over a bank\'s answer', () => {
  const bench = new WorkerBench();
  const { bank } = bench;
  let worker: WorkerParts;
  beforeAll(async () => {
    await bench.open();
    worker = await bench.worker();
  });
  afterAll(async () => {
    await bench.close();
    expect(bank.faults).toEqual([]);
  });

  const REFUSED = { to: 'refused', refusal: 'account_not_found' };
  const told = (id: string, type: string): Promise<FactSeen> => bench.until(`${type} is told`, async () => (await bench.facts(id)).find((fact) => fact.type === type));
  const covered = (id: string) => told(id, 'transfer.covered');
  const onlyHold = async (id: string): Promise<HoldSeen | undefined> => (await bench.holds(id)).find((hold) => hold.state !== 'annulled');
  const settledInbound = (id: string) => bench.until('the order is settled', async () => (await bench.ledger.sql.rows("select 1 from inbound_answers where id = $1 and state <> 'pending'", [id])).length > 0);

  it('a lying "done" is overridden to refused: the hold never was, and the incident that relied on it gets a stop of its own, at once', async () => {
    let asked = 0;
    bank.at('622200020001', () => stopped((asked += 1) === 1 ? 50_000 : 30_000));
    const first = await bench.report({ accountNumber: '622200020001', amountFen: 20_000 });
    const lied = await bench.untilState(first, '622200020001', 'done');
    const second = await bench.report({ accountNumber: '622200020001', amountFen: 30_000 });
    await covered(second);
    await bench.until('the second is secured', async () => (await bench.head(second)).money.controlledFen === 30_000);

    await bench.override(lied.id, REFUSED);
    const overridden = await told(first, 'answer.overridden');
    expect(overridden).toMatchObject({ actor: 'zhao', data: { from: 'done', to: 'refused', state: 'refused', refusal: 'account_not_found', reason: '柜面核实', source: '石桥银行王经理 电话' } });
    await bench.untilState(second, '622200020001', 'done');
    // What had to change has changed in one commit, in both incidents.
    const together = (await bench.facts(first)).filter((fact) => fact.tx === overridden.tx).map((fact) => fact.type);
    expect(together).toEqual(['answer.overridden', 'hold.annulled', 'money.accounted']);
    expect((await bench.facts(second)).filter((fact) => fact.tx === overridden.tx).map((fact) => fact.type)).toEqual(['instruction.planned', 'instruction.sending', 'money.accounted']);

    expect((await bench.instructions(first))[0]).toMatchObject({ state: 'refused', refusal: 'account_not_found', controlled_fen: null, needs_human: true, due_at: null });
    expect((await bench.head(first)).money).toEqual({ lostFen: 20_000, controlledFen: 0, inFlightFen: 0, cashedOutFen: 0, untracedFen: 20_000, returnedFen: 0 });
    expect((await bench.head(first)).stopped_at).toBeNull();
    expect(await bench.head(second)).toMatchObject({ state: 'settled', money: { controlledFen: 30_000 } });
    expect(bank.heardOf('622200020001', 'send')).toHaveLength(2);
    // It is none of the two stops: the true one is the first, and nobody had to spend the last one for it.
    expect(await bench.holds(first)).toMatchObject([{ state: 'annulled', allocated_fen: '0' }]);
    expect(await bench.holds(second)).toMatchObject([{ state: 'in_force', stop_no: 1, allocated_fen: '30000' }]);
    expect(await bench.ledger.sql.rows('select 1 from hold_allocations a join holds h on h.id = a.hold_id where h.incident_id = $1', [first])).toEqual([]);

    // The bank tells its lie again: a human hears of the contradiction, and nothing is flipped back.
    await settledInbound(await bench.inbound('callback', null, JSON.stringify({ instructionId: lied.id, code: '0000', controlledFen: 50_000, bankAt: new Date().toISOString() })));
    expect(await told(first, 'instruction.contradicted')).toMatchObject({ data: { said: 'done', before: 'refused', state: 'refused' } });
    expect((await bench.facts(first)).find((fact) => fact.type === 'escalation.raised')).toMatchObject({ data: { reason: 'override_contradicted', toLevel: 'county', instructionId: lied.id } });
    expect((await bench.instructions(first))[0]).toMatchObject({ state: 'refused', controlled_fen: null });
    expect((await bench.head(first)).money.controlledFen).toBe(0);
    expect(await onlyHold(first)).toBeUndefined();
  });

  it('an uncertain one is overridden to done: held since the bank\'s moment, and nobody is asked any more', async () => {
    bank.at('622200020002', () => 'hang');
    const id = await bench.report({ accountNumber: '622200020002', amountFen: 20_000 });
    const row = await bench.untilState(id, '622200020002', 'uncertain');
    const second = await bench.report({ accountNumber: '622200020002', amountFen: 20_000 });
    await covered(second);
    const bankAt = new Date(Date.now() - 600_000).toISOString();
    await bench.override(row.id, { to: 'done', controlledFen: 20_000, bankAt });
    const placed = await told(id, 'hold.placed');
    expect(placed).toMatchObject({ actor: 'zhao', data: { controlledFen: 20_000, since: bankAt, until: new Date(Date.parse(bankAt) + 48 * 3_600_000).toISOString() } });
    expect((await bench.instructions(id))[0]).toMatchObject({ state: 'done', controlled_fen: '20000', needs_human: false, due_at: null, lease_owner: null });
    expect(await bench.head(id)).toMatchObject({ state: 'settled', uncertain_instructions: 0, money: { controlledFen: 20_000, inFlightFen: 0 } });
    // What relied on it is accounted for in the same commit; what the stop leaves over for it is nothing, and a person is called.
    expect((await bench.facts(second)).filter((fact) => fact.tx === placed.tx).map((fact) => fact.type)).toEqual(['money.accounted', 'incident.settled', 'escalation.raised']);
    expect((await bench.head(second)).money).toMatchObject({ controlledFen: 0, untracedFen: 20_000 });
    // A question that was under way when the person spoke ends as what it is: too late, or a contradiction.
    const late = { instructionId: row.id, incidentId: id, institutionCode: row.institution_code, accountNumber: row.account_number, purpose: 'query', fence: row.version, attemptNo: 9, evidence: { httpStatus: null, raw: null, code: null, text: null }, startedAt: new Date(), endedAt: new Date(), actor: 'worker', source: 'answer', inboundAnswerId: null } as const;
    expect(await worker.dispatcher.record({ ...late, result: { kind: 'answered', answer: { kind: 'never_received' } } })).toBe('late');
    await worker.dispatcher.record({ ...late, result: { kind: 'answered', answer: { kind: 'refused', reason: 'mismatch', onward: [], cashedOutFen: 0 } } });
    expect((await bench.instructions(id))[0]).toMatchObject({ state: 'done', refusal: null, controlled_fen: '20000', needs_human: true });
    expect(bank.heardOf('622200020002', 'send')).toHaveLength(1);
  });

  it('a refusal is overridden to partly done, and then to another amount: what stands is what was stated last', async () => {
    bank.at('622200020003', () => money('0300'));
    const id = await bench.report({ accountNumber: '622200020003', amountFen: 20_000 });
    const row = await bench.untilState(id, '622200020003', 'refused');
    await bench.override(row.id, { to: 'partly_done', controlledFen: 5_000, bankAt: new Date().toISOString() });
    await bench.untilState(id, '622200020003', 'partly_done');
    expect((await bench.head(id)).money).toMatchObject({ controlledFen: 5_000, untracedFen: 15_000 });
    await bench.override(row.id, { to: 'done', controlledFen: 8_000, bankAt: new Date().toISOString() });
    await bench.untilState(id, '622200020003', 'done');
    expect((await bench.holds(id)).map((hold) => [hold.state, hold.controlled_fen, hold.stop_no])).toEqual([['annulled', '5000', 1], ['in_force', '8000', 1]]);
    expect((await bench.head(id)).money).toMatchObject({ controlledFen: 8_000, untracedFen: 12_000 });
  });

  it('what the law forbids meanwhile changes nothing and is told: the stop was frozen after the person had asked', async () => {
    bank.at('622200020004', () => money('0000', { controlledFen: 20_000, bankAt: new Date().toISOString() }));
    const id = await bench.report({ accountNumber: '622200020004', amountFen: 20_000 });
    const row = await bench.untilState(id, '622200020004', 'done');
    await bench.askMeasure(id, 'freeze', 20_000);
    await told(id, 'hold.converted');
    await settledInbound(await bench.override(row.id, REFUSED));
    expect(await told(id, 'answer.override_dropped')).toMatchObject({ actor: 'worker', data: { to: 'refused', state: 'done', why: 'frozen' } });
    expect((await bench.facts(id)).findLast((fact) => fact.type === 'escalation.raised')).toMatchObject({ data: { reason: 'override_contradicted', instructionId: row.id } });
    expect((await bench.holds(id)).map((hold) => [hold.kind, hold.state])).toEqual(expect.arrayContaining([['stop', 'converted'], ['freeze', 'in_force']]));
    expect((await bench.instructions(id)).find((one) => one.id === row.id)).toMatchObject({ state: 'done' });
    expect((await bench.head(id)).money.controlledFen).toBe(20_000);
  });

  it('one order is carried out once, however many workers take it', async () => {
    bank.at('622200020005', () => stopped(20_000));
    const id = await bench.report({ accountNumber: '622200020005', amountFen: 20_000 });
    const row = await bench.untilState(id, '622200020005', 'done');
    const inboundAnswerId = await bench.override(row.id, REFUSED);
    const asked = { to: 'refused', refusal: 'account_not_found', reason: 'r', source: 's', byName: 'n' } as const;
    const order = { inboundAnswerId, instructionId: row.id, incidentId: id, asked, raw: Buffer.from('{}'), actor: 'zhao', receivedAt: new Date(), tries: 1 };
    await Promise.all([worker.dispatcher.override(order), worker.dispatcher.override(order)]);
    expect((await bench.facts(id)).filter((fact) => fact.type === 'answer.overridden')).toHaveLength(1);
    expect((await bench.facts(id)).filter((fact) => fact.type === 'answer.override_dropped')).toEqual([]);
  });

  it('an order that the books could not take is parked with its bytes', async () => {
    bank.at('622200020006', () => stopped(20_000));
    const id = await bench.report({ accountNumber: '622200020006', amountFen: 20_000 });
    const row = await bench.untilState(id, '622200020006', 'done');
    for (const stated of [{ to: 'done', controlledFen: 1.5, bankAt: new Date().toISOString() }, { to: 'done', controlledFen: 1, bankAt: 'soon' }, { to: 'refused', refusal: 'because' }, { to: 'undone' }]) {
      const inbound = await bench.override(row.id, stated);
      await settledInbound(inbound);
      expect(await bench.ledger.sql.rows('select state, fault from inbound_answers where id = $1', [inbound])).toEqual([{ state: 'dead', fault: 'incomplete' }]);
    }
    expect((await bench.instructions(id))[0]?.state).toBe('done');
  });

  it('every fen keeps its one place, and no hold that never was keeps any, whatever is stated, again and again, of two stops that three incidents rely on', async () => {
    bank.at('622200020007', () => stopped(40_000));
    const first = await bench.report({ accountNumber: '622200020007', amountFen: 20_000 });
    const row = await bench.untilState(first, '622200020007', 'done');
    const others = [await bench.report({ accountNumber: '622200020007', amountFen: 15_000 }), await bench.report({ accountNumber: '622200020007', amountFen: 15_000 })];
    for (const id of others) await covered(id);
    // The same worlds every time.
    let dice = 20_160_311;
    const roll = (n: number): number => (dice = (dice * 48_271) % 2_147_483_647) % n;
    for (let i = 0; i < 12; i++) {
      const of = roll(3) === 0 ? (await bench.instructions(others[roll(2)] as string))[0] ?? row : row;
      const stated = roll(2) === 0 ? { to: 'refused', refusal: roll(2) === 0 ? 'moved_on' : 'other' } as const : { to: roll(2) === 0 ? 'done' : 'partly_done', controlledFen: 1 + roll(15_000), bankAt: new Date(Date.now() - 1_000 * roll(600)).toISOString() } as const;
      await settledInbound(await bench.override(of.id, stated));
      // Each head is checked by the database too; here that the five places add up, as anybody reads it.
      const money = await Promise.all([first, ...others].map(async (id) => (await bench.head(id)).money));
      for (const one of money) expect(one.controlledFen + one.inFlightFen + one.cashedOutFen + one.untracedFen + one.returnedFen).toBe(one.lostFen);
      const [held] = await bench.ledger.sql.rows<{ kept: string; shared: string; wrong: number; stops: number; highest: number }>(
        `select coalesce(sum(allocated_fen), 0) as kept, (select coalesce(sum(a.fen), 0) from hold_allocations a join holds s on s.id = a.hold_id where s.account_number = $1) as shared,
                count(*) filter (where state = 'annulled' and allocated_fen > 0)::int as wrong, count(*) filter (where state <> 'annulled' and kind = 'stop')::int as stops, coalesce(max(stop_no) filter (where state <> 'annulled'), 0)::int as highest
         from holds where account_number = $1`, ['622200020007']);
      expect([held?.wrong, held?.kept]).toEqual([0, held?.shared]);
      expect(held?.highest).toBe(held?.stops);
      expect(money.reduce((sum, one) => sum + one.controlledFen, 0)).toBeLessThanOrEqual(Number(held?.kept));
    }
    expect(bench.faults.filter((fault) => !fault.startsWith('an inbound answer was parked'))).toEqual([]);
  }, 60_000);
});
