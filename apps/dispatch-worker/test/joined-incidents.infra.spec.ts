import { joinIncidents, unjoinIncidents } from '#ledger';
import { ACCEPTED, money, stopped } from './scripted-bank';
import { BANK, CLOSED_BANK, HASTY, OTHER_BANK, WorkerBench } from './worker-bench';

/** One deed, reported twice: one stop, one loss, and every answer counts once. */
describe('joined incidents', () => {
  const bench = new WorkerBench();
  const { bank } = bench;
  beforeAll(async () => {
    await bench.open();
    await bench.worker({ delivery: { ...HASTY, giveUpAfterMs: 60_000, retryDelaysMs: [60_000] } as never });
  });
  afterAll(async () => {
    await bench.close();
    expect(bank.faults).toEqual([]);
  });

  const transfersOf = (incidentId: string) => bench.ledger.sql.rows<{ id: string; account_number: string }>('select id, account_number from transfers where incident_id = $1 and layer = 1 order by account_number', [incidentId]);
  /** As the api writes it once it is permitted: payments into the same account are the same. */
  const join = async (later: string, into: string): Promise<void> => {
    const [own, theirs] = [await transfersOf(later), await transfersOf(into)];
    const same = own.flatMap((transfer) => theirs.filter((other) => other.account_number === transfer.account_number).map((other) => ({ transferId: transfer.id, sameAsTransferId: other.id })));
    await bench.ledger.commit([later, into], (transaction) => joinIncidents(transaction, { joinedIncidentId: later, intoIncidentId: into, same, reason: null, actor: 'wang', traceparent: null }));
  };
  const unjoin = (later: string, into: string) => bench.ledger.commit([later, into], (transaction) => unjoinIncidents(transaction, { joinedIncidentId: later, intoIncidentId: into, reason: 'r', actor: 'wang', traceparent: null }));
  const told = (incidentId: string, type: string) => bench.until(`${type} is told`, async () => (await bench.facts(incidentId)).find((fact) => fact.type === type));
  const moneyIs = (incidentId: string, expected: object) => bench.until(`the money is ${JSON.stringify(expected)}`, async () => {
    const { money: has } = await bench.head(incidentId);
    return Object.entries(expected).every(([part, fen]) => has[part as keyof typeof has] === fen);
  });

  it('a payment told again is not planned, nor is its loss counted, nor does anybody wait for it', async () => {
    bank.at('622200020001', () => stopped(20_000));
    const first = await bench.report({ accountNumber: '622200020001', amountFen: 20_000 });
    await bench.untilState(first, '622200020001', 'done');
    const second = await bench.report({ accountNumber: '622200020001', amountFen: 20_000 });
    await told(second, 'transfer.covered');
    await moneyIs(second, { lostFen: 20_000, controlledFen: 0, untracedFen: 20_000 });
    await join(second, first);
    expect(await bench.head(second)).toMatchObject({ state: 'settled', human_tasks: 0, money: { lostFen: 0, controlledFen: 0, untracedFen: 0 } });
    expect(await bench.head(first)).toMatchObject({ money: { lostFen: 20_000, controlledFen: 20_000 } });
    expect(bank.heardOf('622200020001', 'send')).toHaveLength(1);
    await unjoin(second, first);
    await moneyIs(second, { lostFen: 20_000, untracedFen: 20_000 });
    expect(bank.heardOf('622200020001', 'send')).toHaveLength(1);
  });

  it('joined before anybody planned it: no message for it, and un-joined it is sent', async () => {
    let calls = 0;
    bank.at('622200020002', () => ((calls += 1) === 1 ? money('0300') : stopped(5_000)));
    const first = await bench.report({ accountNumber: '622200020002', amountFen: 5_000 });
    await bench.untilState(first, '622200020002', 'refused');
    // Reported and joined in one moment: the planner hears of both together.
    const second = await bench.report({ accountNumber: '622200020003', amountFen: 5_000, institutionCode: null });
    await bench.ledger.sql.rows('update transfers set account_number = $2, institution_code = $3 where incident_id = $1', [second, '622200020002', BANK]);
    await bench.ledger.sql.rows('update transfers set needs_plan = false where incident_id = $1', [second]);
    await join(second, first);
    await moneyIs(first, { lostFen: 5_000, untracedFen: 5_000 });
    expect(await bench.instructions(second)).toEqual([]);
    await unjoin(second, first);
    await bench.untilState(second, '622200020002', 'done');
    expect((await bench.head(second)).money).toMatchObject({ lostFen: 5_000, controlledFen: 5_000 });
    expect(calls).toBe(2);
  });

  it('what a person states of the later report\'s stop counts in the incident joined into, in the same commit', async () => {
    let calls = 0;
    bank.at('622200020009', () => ((calls += 1) === 1 ? money('0300') : stopped(5_000)));
    const first = await bench.report({ accountNumber: '622200020009', amountFen: 5_000 });
    await bench.untilState(first, '622200020009', 'refused');
    const second = await bench.report({ accountNumber: '622200020009', amountFen: 5_000 });
    const stop = await bench.untilState(second, '622200020009', 'done');
    await join(second, first);
    await moneyIs(first, { controlledFen: 5_000, untracedFen: 0 });
    await bench.override(stop.id, { to: 'refused', refusal: 'other' });
    await moneyIs(first, { controlledFen: 0, untracedFen: 5_000 });
    const [overridden, accounted] = [await told(second, 'answer.overridden'), (await bench.facts(first)).findLast((fact) => fact.type === 'money.accounted')];
    expect(accounted?.tx).toBe(overridden.tx);
    await bench.override(stop.id, { to: 'partly_done', controlledFen: 3_000, bankAt: new Date().toISOString() });
    await moneyIs(first, { controlledFen: 3_000, untracedFen: 2_000 });
    expect((await bench.head(second)).money).toMatchObject({ lostFen: 0, controlledFen: 0 });
    // Nobody was asked a third time.
    expect(calls).toBe(2);
  });

  it('a stop that has not gone out is withdrawn, and whoever relied on it is asked about in the same commit', async () => {
    // The later one to be joined is the one whose stop waits; the other relies on it.
    const waiting = await bench.report({ accountNumber: '622290020004', amountFen: 300, institutionCode: CLOSED_BANK });
    const [stop] = await bench.until('its stop is planned', async () => {
      const found = await bench.instructions(waiting);
      return found[0]?.lease_owner === null && found;
    });
    await bench.ledger.sql.rows("update instructions set state = 'undelivered', due_at = null where id = $1", [stop?.id]);
    const relying = await bench.report({ accountNumber: '622290020004', amountFen: 300, institutionCode: CLOSED_BANK });
    await told(relying, 'transfer.covered');
    await join(waiting, relying);
    expect(await told(waiting, 'instruction.withdrawn')).toMatchObject({ data: { reason: 'told_again', instructionId: stop?.id } });
    const [own] = await bench.until('the other has a stop of its own', async () => {
      const found = await bench.instructions(relying);
      return found.length === 1 && found;
    });
    expect(own?.state).not.toBe('withdrawn');
    expect((await bench.instructions(waiting)).map((one) => one.state)).toEqual(['withdrawn']);
    expect(await bench.head(waiting)).toMatchObject({ state: 'settled', open_instructions: 0, human_tasks: 0, money: { lostFen: 0 } });
    await unjoin(waiting, relying);
    // Taken apart, its payment relies on the other's stop: still one stop of the account.
    await told(waiting, 'transfer.covered');
    expect(await bench.head(waiting)).toMatchObject({ state: 'live', money: { lostFen: 300, inFlightFen: 300 } });
  });

  it('the answer to a stop that went out already counts for the incident joined into, with all that it leads to', async () => {
    let calls = 0;
    bank.at('622200020005', () => ((calls += 1) === 1 ? money('0300') : ACCEPTED));
    bank.at('622210020006', () => stopped(8_000));
    const first = await bench.report({ accountNumber: '622200020005', amountFen: 9_000 });
    await bench.untilState(first, '622200020005', 'refused');
    const second = await bench.report({ accountNumber: '622200020005', amountFen: 9_000 });
    const sent = await bench.untilState(second, '622200020005', 'waiting');
    await moneyIs(first, { untracedFen: 9_000 });
    await join(second, first);
    // Somebody owes a word about this payment again, whoever asked.
    expect((await bench.head(first)).money).toMatchObject({ lostFen: 9_000, inFlightFen: 9_000 });
    expect((await bench.head(second)).money.lostFen).toBe(0);
    await bench.inbound('hand', sent.id, JSON.stringify({ outcome: 'refused', refusal: 'moved_on', onward: [{ accountNumber: '622210020006', amountFen: 8_000, institutionCode: OTHER_BANK }], note: '电话' }));
    await moneyIs(first, { lostFen: 9_000, controlledFen: 8_000, untracedFen: 1_000 });
    await bench.until('both are settled', async () => (await bench.head(first)).state === 'settled' && (await bench.head(second)).state === 'settled');
    expect((await bench.head(second)).money).toMatchObject({ lostFen: 0, controlledFen: 0 });
    expect(calls).toBe(2);
    await unjoin(second, first);
    await moneyIs(second, { lostFen: 9_000, controlledFen: 8_000, untracedFen: 1_000 });
    expect((await bench.head(first)).money).toMatchObject({ lostFen: 9_000, controlledFen: 0, untracedFen: 9_000 });
    expect(calls).toBe(2);
  });

  it('its clock keeps its marks, and what it lost besides goes on by itself', async () => {
    bank.at('622200020007', () => stopped(100));
    bank.at('622200020008', () => ACCEPTED);
    const second = await bench.report({ accountNumber: '622200020007', amountFen: 100 }, { accountNumber: '622200020008', amountFen: 50 });
    await bench.untilState(second, '622200020007', 'done');
    await bench.untilState(second, '622200020008', 'waiting');
    const before = (await bench.head(second)).stopped_at;
    expect(before).not.toBeNull();
    const first = await bench.report({ accountNumber: '622200020007', amountFen: 100 });
    await told(first, 'transfer.covered');
    await join(second, first);
    await moneyIs(first, { lostFen: 100, controlledFen: 100 });
    expect(await bench.head(second)).toMatchObject({ state: 'live', stopped_at: before, open_instructions: 1, money: { lostFen: 50, inFlightFen: 50 } });
  });
});
