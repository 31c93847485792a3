import { money, stopped, type Heard, type Reaction } from './scripted-bank';
import { BANK, WorkerBench, type HoldSeen } from './worker-bench';

const said = (more: object = {}): Reaction => money('0000', { bankAt: new Date().toISOString(), controlledFen: 0, ...more });

/** 保护性止付 from the request to the bank's word, beside the stops of suspects and never among them. */
describe('a protective stop of a victim\'s own card', () => {
  const bench = new WorkerBench();
  const { bank } = bench;
  beforeAll(async () => {
    await bench.open();
    await bench.capable('protect');
    await bench.worker();
  });
  afterAll(() => bench.close());
  afterEach(() => expect([bank.faults, bench.faults]).toEqual([[], []]));

  const reacts = (account: string, more: Partial<Record<string, (heard: Heard) => Reaction>> = {}): void =>
    bank.at(account, (heard) => (more[String(heard.said['kind'])] ?? (heard.said['kind'] === 'stop' ? (one) => stopped(Number(one.said['amountFen'])) : () => said()))(heard));
  const factsOf = async (id: string, type: string) => (await bench.facts(id)).filter((fact) => fact.type === type);
  const holdOf = (id: string, kind: string, state: string): Promise<HoldSeen> => bench.until(`a ${kind} is ${state}`, async () => (await bench.holds(id)).find((one) => one.kind === kind && one.state === state));
  const told = (id: string, type: string) => bench.until(`${type} is told`, async () => (await factsOf(id, type))[0]);
  /** An incident whose money went elsewhere and is stopped. */
  const victim = async (suspect: string): Promise<string> => {
    reacts(suspect);
    const id = await bench.report({ accountNumber: suspect, amountFen: 900 });
    await bench.until('the loss is under control', async () => (await bench.head(id)).money.controlledFen === 900);
    return id;
  };

  it('goes out at once with consent and reason, stands for its own time, and counts nowhere in the money or the clocks', async () => {
    const id = await victim('622200070001');
    const before = await bench.head(id);
    // A bank that writes amounts where none belong.
    reacts('622200070002', { protect: () => said({ controlledFen: 5_000, cashedOutFen: 70, onward: [{ institutionCode: BANK, accountNumber: '622200079999', accountKind: 'card', holderName: null, amountFen: 10, transferredAt: new Date().toISOString(), clearingSerial: null }] }) });
    await bench.protect(id, '622200070002');
    const hold = await holdOf(id, 'protective', 'in_force');
    expect(hold).toMatchObject({ transfer_id: null, controlled_fen: '0', allocated_fen: '0' });
    expect(hold.until.getTime() - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    expect(hold.until.getTime() - Date.now()).toBeLessThan(24 * 3_600_000);
    expect(bank.heardOf('622200070002', 'send')).toMatchObject([{ said: { kind: 'protect', amountFen: 0, reason: '仍被远程控制', consent: { by: '王芳', means: 'phone', at: '2026-11-24T12:00:00.000Z' } } }]);
    const after = await bench.head(id);
    expect(after.money).toEqual(before.money);
    expect([after.stopped_at, after.state, after.human_tasks]).toEqual([before.stopped_at, 'settled', 0]);
    expect(await factsOf(id, 'hold.placed')).toHaveLength(1);
    expect(await told(id, 'protection.placed')).toMatchObject({ data: { accountNumber: '622200070002', until: hold.until.toISOString() } });
    expect(await bench.ledger.sql.rows('select id from transfers where incident_id = $1', [id])).toHaveLength(1);
  });

  it('ends in one step', async () => {
    const id = await victim('622200070003');
    reacts('622200070004');
    const stop = await bench.protect(id, '622200070004');
    await holdOf(id, 'protective', 'in_force');
    await bench.unprotect(id, stop);
    await holdOf(id, 'protective', 'released');
    const [placed, ended] = bank.heardOf('622200070004', 'send').map((heard) => heard.said);
    expect(ended).toMatchObject({ kind: 'unprotect', originalInstructionId: placed?.['instructionId'], reason: '已脱离控制' });
    expect(await told(id, 'protection.released')).toMatchObject({ data: { protectiveStopId: stop } });
    expect(await factsOf(id, 'hold.released')).toEqual([]);
    expect((await bench.head(id)).money.controlledFen).toBe(900);
  });

  it('is alarmed and lapses by the one scheduler, in words of its own, and a stop of the same end does not speak for it', async () => {
    const id = await victim('622200070005');
    reacts('622200070006', { protect: () => said({ until: new Date(Date.now() + 800).toISOString() }) });
    await bench.protect(id, '622200070006');
    await told(id, 'protection.alarm');
    await told(id, 'protection.lapsed');
    expect((await factsOf(id, 'escalation.raised')).map((fact) => fact.data['reason'])).toEqual(['protection_ending']);
    expect([await factsOf(id, 'hold.lapsed'), await factsOf(id, 'hold.alarm')]).toEqual([[], []]);
    expect((await bench.holds(id)).map((hold) => `${hold.kind} ${hold.state}`).sort()).toEqual(['protective lapsed', 'stop in_force']);
  });

  it('stands beside a stop of the same account in another incident: neither covers, spends or ends the other', async () => {
    const account = '622200070007';
    reacts(account, { release: () => said() });
    const own = await victim('622200070008');
    const protectiveId = await bench.protect(own, account);
    await holdOf(own, 'protective', 'in_force');
    // Suspected elsewhere: the stop goes out although the card is protected, and it is the account's first.
    const other = await bench.report({ accountNumber: account, amountFen: 500 });
    const stop = await holdOf(other, 'stop', 'in_force');
    expect(await bench.ledger.sql.rows('select stop_no from holds where id = $1', [stop.id])).toEqual([{ stop_no: 1 }]);
    expect((await bench.head(other)).money.controlledFen).toBe(500);
    // The stop's end leaves the protection, and the other way round.
    await bench.askMeasure(other, 'release', 500);
    await holdOf(other, 'stop', 'released');
    expect(await bench.holds(own)).toContainEqual(expect.objectContaining({ kind: 'protective', state: 'in_force' }));
    const third = await bench.report({ accountNumber: account, amountFen: 300 });
    await bench.allowSecondStop(third);
    await holdOf(third, 'stop', 'in_force');
    await bench.unprotect(own, protectiveId);
    await holdOf(own, 'protective', 'released');
    expect(await bench.holds(third)).toMatchObject([{ kind: 'stop', state: 'in_force' }]);
    expect(bank.heardOf(account, 'send').map((heard) => heard.said['kind'])).toEqual(['protect', 'stop', 'release', 'stop', 'unprotect']);
    // Both stops are spent, by stops: a card's owner can be protected all the same.
    await bench.protect(own, account);
    await holdOf(own, 'protective', 'in_force');
  });

  it('is asked about and never sent again while nobody knows; a word of the bank places it', async () => {
    const id = await victim('622200070010');
    bank.at('622200070011', (heard) => (heard.purpose === 'send' ? 'tear' : heard.no < 3 ? money('', {}) : said()));
    await bench.protect(id, '622200070011');
    await holdOf(id, 'protective', 'in_force');
    expect(bank.heardOf('622200070011', 'send')).toHaveLength(1);
  });

  it('half an end is no end: it stays and a person is called', async () => {
    const id = await victim('622200070012');
    reacts('622200070013', { unprotect: () => money('1200', { controlledFen: 1, bankAt: new Date().toISOString() }) });
    const stop = await bench.protect(id, '622200070013');
    await holdOf(id, 'protective', 'in_force');
    await bench.unprotect(id, stop);
    await told(id, 'escalation.raised');
    expect(await holdOf(id, 'protective', 'in_force')).toBeTruthy();
  });

  it('where the bank cannot be told over the wire a person is called at once, and records its word by hand, or withdraws it', async () => {
    await bench.endLastWorker();
    await bench.capable();
    await bench.worker();
    const id = await victim('622200070014');
    const [first, second] = [await bench.protect(id, '622200070015'), await bench.protect(id, '622200070016')];
    const called = await bench.untilState(id, '622200070015', 'undelivered');
    await bench.until('a person is called for both', async () => (await factsOf(id, 'escalation.raised')).length === 2);
    expect(await told(id, 'instruction.undelivered')).toMatchObject({ data: { cause: 'not_supported', transferId: null } });
    expect((await bench.head(id)).human_tasks).toBe(2);
    expect(bank.heardOf('622200070015', 'send')).toEqual([]);
    await bench.inbound('hand', called.id, JSON.stringify({ outcome: 'done', controlledFen: 0, note: '电话告知' }));
    await holdOf(id, 'protective', 'in_force');
    await bench.unprotect(id, second);
    await bench.untilState(id, '622200070016', 'withdrawn');
    expect(await bench.head(id)).toMatchObject({ state: 'settled', human_tasks: 0 });
    await bench.unprotect(id, first);
    const end = await bench.until('its end waits for a telephone call', async () => (await bench.instructions(id)).find((one) => one.kind === 'unprotect' && one.state === 'undelivered'));
    await bench.inbound('hand', end.id, JSON.stringify({ outcome: 'done', controlledFen: 0, note: '电话告知' }));
    await holdOf(id, 'protective', 'released');
  });
});
