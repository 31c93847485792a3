import { money, stopped, type Heard, type Reaction } from './scripted-bank';
import { WorkerBench, type HoldSeen, type InstructionSeen } from './worker-bench';

const HOUR_MS = 3_600_000;
const MOMENT = new Date(Date.now() - HOUR_MS).toISOString();
const carriedOut = (controlledFen: number, more: object = {}): Reaction => money('0000', { controlledFen, bankAt: MOMENT, ...more });

/** What people ask for on holds, from the request to the bank's word and the money. */
describe('measures on a hold', () => {
  const bench = new WorkerBench();
  const { bank } = bench;
  beforeAll(async () => {
    await bench.open();
    await bench.worker();
  });
  afterAll(() => bench.close());
  afterEach(() => expect(bank.faults).toEqual([]));

  /** A bank that stops all it is asked for and answers a measure as the test says. */
  const bankSays = (account: string, stop: number, measure: (heard: Heard) => Reaction): void => bank.at(account, (heard) => (heard.said['kind'] === 'stop' || heard.purpose === 'query' ? stopped(stop) : measure(heard)));
  const measureOf = (id: string, kind: string, state = 'done'): Promise<InstructionSeen> => bench.until(`${kind} is ${state}`, async () => (await bench.instructions(id)).find((one) => one.kind === kind && one.state === state));
  const only = (holds: HoldSeen[], state: string): HoldSeen => holds.filter((one) => one.state === state)[0] as HoldSeen;
  const factsOf = async (id: string, type: string) => (await bench.facts(id)).filter((fact) => fact.type === type);
  const report = async (account: string, amountFen: number): Promise<string> => {
    const id = await bench.report({ accountNumber: account, amountFen });
    await bench.until('the money is under control', async () => (await bench.head(id)).money.controlledFen > 0);
    return id;
  };

  it('an extension goes out in the name of the organ that placed the stop, naming it, and moves the end', async () => {
    bankSays('622200020001', 900, () => carriedOut(900));
    const id = await report('622200020001', 900);
    const hold = await bench.askMeasure(id, 'extend', 900);
    await measureOf(id, 'extend');
    const sent = bank.heardOf('622200020001', 'send').at(-1);
    expect(sent?.said).toMatchObject({ kind: 'extend', originalInstructionId: hold.instruction_id, reason: '材料未齐', organCode: '370832000000', caseNumber: 'A370832', approverLevel: 'county' });
    const [after] = await bench.holds(id);
    // 48 hours from the bank's moment: it gave no end of its own.
    expect(after).toMatchObject({ id: hold.id, state: 'in_force', extensions: 1, until: new Date(Date.parse(MOMENT) + 48 * HOUR_MS) });
    expect(await factsOf(id, 'hold.extended')).toMatchObject([{ data: { holdId: hold.id, until: after?.until.toISOString() } }]);
    expect(await bench.head(id)).toMatchObject({ state: 'settled', money: { controlledFen: 900 } });
  });

  it('an extension spends the second stop: the next victim finds none left', async () => {
    const until = new Date(Date.now() + 800).toISOString();
    bankSays('622200020002', 900, () => carriedOut(900, { until }));
    const id = await report('622200020002', 900);
    await bench.askMeasure(id, 'extend', 900);
    await bench.until('it lapses at the end that the bank named', async () => (await factsOf(id, 'hold.lapsed'))[0]);
    const second = await bench.report({ accountNumber: '622200020002', amountFen: 900 });
    await bench.until('no stop is left', async () => (await factsOf(second, 'escalation.raised')).find((fact) => fact.data['reason'] === 'stop_limit'));
  });

  it('a release gives the money back to the account\'s owner: no longer controlled, nobody knows where it goes', async () => {
    bankSays('622200020003', 900, () => carriedOut(0));
    const id = await report('622200020003', 900);
    await bench.askMeasure(id, 'release', 900);
    await measureOf(id, 'release');
    expect(await bench.holds(id)).toMatchObject([{ state: 'released' }]);
    expect(await bench.head(id)).toMatchObject({ state: 'settled', money: { controlledFen: 0, untracedFen: 900 } });
    expect((await factsOf(id, 'hold.released'))).toHaveLength(1);
    expect((await factsOf(id, 'instruction.done')).map((fact) => fact.data['kind'])).toEqual(['stop', 'release']);
  });

  it('half a release is no release: the hold stays and a person is called', async () => {
    bankSays('622200020004', 900, () => money('1200', { controlledFen: 300, bankAt: MOMENT }));
    const id = await report('622200020004', 900);
    await bench.askMeasure(id, 'release', 900);
    await measureOf(id, 'release', 'partly_done');
    expect(await bench.holds(id)).toMatchObject([{ state: 'in_force' }]);
    expect((await factsOf(id, 'escalation.raised')).map((fact) => fact.data['reason'])).toEqual(['contradiction']);
  });

  it('a freeze takes the stop\'s place with every victim\'s share: no fen twice, none lost', async () => {
    bankSays('622200020005', 30_000, (heard) => carriedOut(heard.said['kind'] === 'freeze' ? 25_000 : 0));
    const first = await report('622200020005', 20_000);
    const second = await report('622200020005', 10_000);
    await bench.askMeasure(first, 'freeze', 30_000);
    await measureOf(first, 'freeze');
    await bench.until('both are accounted for', async () => (await bench.head(first)).money.controlledFen === 15_000);
    // The bank froze 5,000 fen less: the victim who did not ask keeps hers.
    expect((await bench.head(first)).money).toMatchObject({ controlledFen: 15_000, untracedFen: 5_000 });
    expect((await bench.head(second)).money).toMatchObject({ controlledFen: 10_000 });
    const holds = await bench.holds(first);
    expect(only(holds, 'converted')).toMatchObject({ kind: 'stop', allocated_fen: '0' });
    const freeze = only(holds, 'in_force');
    expect(freeze).toMatchObject({ kind: 'freeze', controlled_fen: '25000', allocated_fen: '25000' });
    expect(freeze.until.getTime() - Date.parse(MOMENT)).toBeGreaterThan(180 * 24 * HOUR_MS);
    expect(await factsOf(first, 'hold.converted')).toMatchObject([{ data: { freezeId: freeze.id, controlledFen: 25_000 } }]);
    // A third victim joins the freeze instead of spending the second stop.
    const third = await bench.report({ accountNumber: '622200020005', amountFen: 100 });
    await bench.until('the third is covered', async () => (await factsOf(third, 'transfer.covered'))[0]);

    await bench.askMeasure(first, 'unfreeze', 100);
    await measureOf(first, 'unfreeze');
    await bench.until('the second learns of it', async () => (await bench.head(second)).money.untracedFen === 10_000);
    expect((await bench.head(first)).money).toMatchObject({ controlledFen: 0, untracedFen: 20_000 });
  });

  it('a refused measure leaves the hold as it is, and a lost answer is asked about, not sent again', async () => {
    bankSays('622200020006', 900, () => money('1420'));
    const refused = await report('622200020006', 900);
    await bench.askMeasure(refused, 'extend', 900);
    await measureOf(refused, 'extend', 'refused');
    expect(await bench.holds(refused)).toMatchObject([{ state: 'in_force', extensions: 0 }]);
    expect(await bench.head(refused)).toMatchObject({ human_tasks: 1, money: { controlledFen: 900 } });

    bank.at('622200020007', (heard) => (heard.purpose === 'query' ? carriedOut(0) : heard.said['kind'] === 'stop' ? stopped(900) : 'tear'));
    const lost = await report('622200020007', 900);
    await bench.askMeasure(lost, 'release', 900);
    await measureOf(lost, 'release');
    expect(bank.heardOf('622200020007', 'send')).toHaveLength(2);
    expect(await bench.holds(lost)).toMatchObject([{ state: 'released' }]);
  });
});
