import { DEFAULT_HOLD_POLICY } from '#domain';
import { InstitutionKeys } from '../apps/bank-simulator/src/institutions/institution-keys';
import { InstitutionRegister } from '../apps/bank-simulator/src/institutions/institution-register';
import { openSimulator, type RunningSimulator } from '../apps/bank-simulator/src/simulator';
import { BANK, WorkerBench, type HoldSeen } from '../apps/dispatch-worker/test/worker-bench';

interface SimulatedBooks { institutions: { accounts: { number: string; balanceFen: number; protections: { until: string; instructionId: string }[]; stops: { controlledFen: number; until: string }[]; outflows: unknown[] }[] }[] }

/** Everything here ends by itself within seconds; a busy machine may take its time. */
jest.setTimeout(30_000);

/** The real worker, a simulated bank with books of its own, and PostgreSQL: what our books claim is what happened at the bank. */
describe('a protective stop, from the worker to the bank\'s own books', () => {
  const bench = new WorkerBench();
  let simulator: RunningSimulator;

  beforeAll(async () => {
    await bench.open();
    await bench.capable('protect');
    simulator = await openSimulator({
      register: new InstitutionRegister([{ code: BANK, name: { zh: '示例', en: 'Example' }, binPrefixes: ['62220'], temperament: { kind: 'fast', delayMs: 0 } }]),
      keys: new InstitutionKeys(new Map([[BANK, bench.bank.keys]])), host: '127.0.0.1', port: 0, dataFile: null, clockSpeed: 1, adminToken: null,
    });
    await bench.ledger.sql.rows('update institutions set base_url = $2 where code = $1', [BANK, `${simulator.url}/banks/${BANK}`]);
    await bench.worker();
  }, 60_000);
  afterAll(async () => {
    await bench.close();
    await simulator.close();
  });
  afterEach(() => expect(bench.faults).toEqual([]));

  const ask = async (path: string, body?: object): Promise<unknown> =>
    (await fetch(`${simulator.url}/simulator/${path}`, body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {})).json();
  const accountAtBank = async (number: string) => {
    const { institutions } = (await ask('books')) as SimulatedBooks;
    return institutions.flatMap(({ accounts }) => accounts).find((one) => one.number === number);
  };
  const holdOf = (id: string, kind: string, state: string): Promise<HoldSeen> => bench.until(`a ${kind} is ${state}`, async () => (await bench.holds(id)).find((one) => one.kind === kind && one.state === state));
  /** A victim whose payment is stopped elsewhere, and whose own card pays out at once all that comes in. */
  const victim = async (suspect: string, card: string): Promise<string> => {
    await ask('scenario', { accounts: [{ institutionCode: BANK, number: card, holderName: '王芳', balanceFen: 0 }], routes: [{ from: { institutionCode: BANK, number: card }, afterMs: 0, legs: [{ to: null }] }] });
    const id = await bench.report({ accountNumber: suspect, amountFen: 900 });
    await bench.until('the loss is under control', async () => (await bench.head(id)).money.controlledFen === 900);
    return id;
  };
  const salary = (card: string): Promise<unknown> => ask('scenario', { payments: [{ to: { institutionCode: BANK, number: card }, amountFen: 1_000 }] });

  it('lets nothing out of the card until its release, and our money stays where it was', async () => {
    const card = '622200099001';
    const id = await victim('622200098001', card);
    const stop = await bench.protect(id, card);
    const hold = await holdOf(id, 'protective', 'in_force');
    await salary(card);
    expect(await accountAtBank(card)).toMatchObject({ balanceFen: 1_000, outflows: [], stops: [], protections: [{ instructionId: hold.instruction_id, until: hold.until.toISOString() }] });
    await bench.unprotect(id, stop);
    await holdOf(id, 'protective', 'released');
    await salary(card);
    expect((await accountAtBank(card))?.outflows).toHaveLength(1);
    expect((await bench.head(id)).money).toMatchObject({ lostFen: 900, controlledFen: 900, cashedOutFen: 0 });
  });

  it('stands beside a stop of the same account in another incident: ending one leaves the other, here and at the bank', async () => {
    const card = '622200099002';
    const own = await victim('622200098002', card);
    const protectiveId = await bench.protect(own, card);
    await holdOf(own, 'protective', 'in_force');
    await salary(card);
    const other = await bench.report({ accountNumber: card, amountFen: 600 });
    await holdOf(other, 'stop', 'in_force');
    expect(await accountAtBank(card)).toMatchObject({ stops: [{ controlledFen: 600 }], protections: [{}] });
    await bench.unprotect(own, protectiveId);
    await holdOf(own, 'protective', 'released');
    expect(await bench.holds(other)).toMatchObject([{ kind: 'stop', state: 'in_force', controlled_fen: '600' }]);
    expect((await bench.head(other)).money.controlledFen).toBe(600);
    const again = await bench.protect(own, card);
    await bench.askMeasure(other, 'release', 600);
    await holdOf(other, 'stop', 'released');
    await holdOf(own, 'protective', 'in_force');
    const atBank = await accountAtBank(card);
    expect(atBank?.protections.filter(({ until }) => Date.parse(until) > Date.now())).toHaveLength(1);
    expect(atBank?.stops.filter(({ until }) => Date.parse(until) > Date.now())).toEqual([]);
    // One stop was spent, by the stop.
    expect(await bench.ledger.sql.rows("select count(*)::int as n from holds where account_number = $1 and kind = 'stop'", [card])).toEqual([{ n: 1 }]);
    await bench.unprotect(own, again);
    expect(await bench.until('both protective stops are over', async () => (await bench.holds(own)).filter((one) => one.kind === 'protective' && one.state === 'released').length === 2)).toBe(true);
  });

  it('lapses at its end by the one scheduler, and the card pays again', async () => {
    const card = '622200099003';
    const id = await victim('622200098003', card);
    await bench.endLastWorker();
    await bench.worker({ hold: { ...DEFAULT_HOLD_POLICY, protectiveLastsHours: 1 / 3_600 } });
    await bench.protect(id, card);
    await bench.until('its end is told', async () => (await bench.facts(id)).find((fact) => fact.type === 'protection.lapsed'));
    await holdOf(id, 'protective', 'lapsed');
    await salary(card);
    expect((await accountAtBank(card))?.outflows).toHaveLength(1);
    expect(await bench.holds(id)).toContainEqual(expect.objectContaining({ kind: 'stop', state: 'in_force' }));
    expect(await bench.head(id)).toMatchObject({ state: 'settled', money: { controlledFen: 900 } });
  });
});
