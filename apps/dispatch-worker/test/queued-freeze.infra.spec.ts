import { DEFAULT_HOLD_POLICY } from '#domain';
import { money, stopped, type Heard, type Reaction } from './scripted-bank';
import { WorkerBench, type HoldSeen, type InstructionSeen } from './worker-bench';

const COURT = { authority: '某区人民法院', until: null, amountFen: null };
const now = (): string => new Date().toISOString();
/** The first stop of these accounts has only seconds left. */
const ENDS_SOON = ['622200030008', '622200030009'];
const stopOf = (account: string, no: number, fen: number): Reaction => (ENDS_SOON.includes(account) && no === 1 ? money('0000', { controlledFen: fen, bankAt: new Date(Date.now() - 48 * 3_600_000 + 4_000).toISOString() }) : stopped(fen));
const queuedAt = (position: number, more: object = {}): Reaction => money('1305', { position, prior: [COURT], bankAt: now(), ...more });

/** 轮候: what a bank may say of a freeze that must queue, and what becomes of it in the books. */
describe('a queued freeze', () => {
  const bench = new WorkerBench();
  const { bank } = bench;
  beforeAll(async () => {
    await bench.open();
    await bench.worker({ hold: { ...DEFAULT_HOLD_POLICY, queuedFreezeLapsesAfterMonths: 1 } });
  });
  afterAll(() => bench.close());
  afterEach(() => expect(bank.faults).toEqual([]));

  const told = async (id: string, type: string) => (await bench.facts(id)).filter((fact) => fact.type === type);
  const holdOf = (id: string, kind: string, state: string): Promise<HoldSeen> => bench.until(`a ${kind} is ${state}`, async () => (await bench.holds(id)).find((one) => one.kind === kind && one.state === state));
  const freezeOf = (id: string, state: string): Promise<InstructionSeen> => bench.until(`the freeze is ${state}`, async () => (await bench.instructions(id)).find((one) => one.kind === 'freeze' && one.state === state));
  const controlled = (id: string, fen: number) => bench.until(`${fen} fen are controlled`, async () => (await bench.head(id)).money.controlledFen === fen);
  const reasons = async (id: string) => (await told(id, 'escalation.raised')).map(({ data }) => data['reason']);
  const callBack = (instructionId: string, body: object) => bench.inbound('callback', null, JSON.stringify({ instructionId, ...body }));
  const queue = async (account: string, stopFen: number, measure: (heard: Heard) => Reaction, ...losses: number[]) => {
    bank.at(account, (heard) => (heard.said['kind'] === 'stop' ? stopOf(account, bank.heardOf(account, 'send').filter(({ said }) => said['kind'] === 'stop').length, stopFen) : measure(heard)));
    const ids: string[] = [];
    for (const amountFen of losses) {
      ids.push(await bench.report({ accountNumber: account, amountFen }));
      await controlled(ids.at(-1) as string, amountFen);
    }
    await bench.askMeasure(ids[0] as string, 'freeze', stopFen);
    const freeze = await freezeOf(ids[0] as string, 'queued');
    await holdOf(ids[0] as string, 'freeze', 'queued');
    return { ids: ids as [string, ...string[]], freeze };
  };

  it('that comes to its turn while the stop runs takes over every victim\'s share, no fen twice', async () => {
    const { ids: [first, second], freeze } = await queue('622200030001', 300, () => queuedAt(1), 100, 200);
    expect(await told(second as string, 'hold.queued')).toEqual([]);
    await callBack(freeze.id, { code: '0000', controlledFen: 300, bankAt: now() });
    const inForce = await holdOf(first, 'freeze', 'in_force');
    expect(inForce).toMatchObject({ controlled_fen: '300', allocated_fen: '300' });
    expect((await holdOf(first, 'stop', 'converted')).allocated_fen).toBe('0');
    expect((await bench.head(first)).money).toMatchObject({ controlledFen: 100, untracedFen: 0 });
    expect((await bench.head(second as string)).money).toMatchObject({ controlledFen: 200, untracedFen: 0 });
    expect(await told(first, 'hold.converted')).toMatchObject([{ data: { freezeId: inForce.id } }]);
    expect(await told(first, 'hold.took_effect')).toHaveLength(1);
    expect(await reasons(first)).not.toContain('contradiction');
    // "In the queue" after "in force" cannot be true with it: what is recorded stays, and a person is called.
    await callBack(freeze.id, { code: '1305', position: 3, prior: [COURT], bankAt: now() });
    await bench.until('a person is called', async () => (await reasons(first)).includes('contradiction'));
    expect(await holdOf(first, 'freeze', 'in_force')).toMatchObject({ controlled_fen: '300' });
  });

  it('that comes to its turn after the stop has lapsed is counted for every victim who relied on the stop', async () => {
    const { ids: [first, second], freeze } = await queue('622200030008', 300, () => queuedAt(1), 100, 200);
    await holdOf(first, 'stop', 'lapsed');
    await bench.until('nobody is secured', async () => (await bench.head(first)).money.untracedFen === 100 && (await bench.head(second as string)).money.untracedFen === 200);
    await callBack(freeze.id, { code: '1200', controlledFen: 250, bankAt: now() });
    await controlled(first, 100);
    await controlled(second as string, 150);
    expect((await bench.head(second as string)).money).toMatchObject({ untracedFen: 50 });
    expect(await holdOf(first, 'freeze', 'in_force')).toMatchObject({ controlled_fen: '250' });
    expect(await holdOf(first, 'stop', 'lapsed')).toBeDefined();
  });

  it('that comes to its turn under a second stop takes that one\'s place', async () => {
    const { ids: [id], freeze } = await queue('622200030009', 100, () => queuedAt(1), 100);
    await holdOf(id, 'stop', 'lapsed');
    await bench.allowSecondStop(id);
    const second = await holdOf(id, 'stop', 'in_force');
    await controlled(id, 100);
    await callBack(freeze.id, { code: '0000', controlledFen: 100, bankAt: now() });
    expect(await holdOf(id, 'freeze', 'in_force')).toMatchObject({ instruction_id: second.instruction_id, allocated_fen: '100' });
    expect((await holdOf(id, 'stop', 'converted')).id).toBe(second.id);
    expect((await bench.head(id)).money).toMatchObject({ controlledFen: 100, untracedFen: 0 });
  });

  it('is told to move once for each new place, also by a clerk, and never again for the same words', async () => {
    const { ids: [id], freeze } = await queue('622200030002', 100, () => queuedAt(3), 100);
    for (const position of [3, 2, 2]) await callBack(freeze.id, { code: '1305', position, prior: [COURT], bankAt: now() });
    await bench.until('it has moved', async () => (await told(id, 'hold.queue_moved'))[0]);
    await bench.inbound('hand', freeze.id, JSON.stringify({ outcome: 'queued', position: 1, prior: [{ authority: '某区人民法院' }], note: '电话告知' }));
    await bench.until('it has moved again', async () => (await told(id, 'hold.queue_moved'))[1]);
    expect((await told(id, 'hold.queue_moved')).map(({ data, actor }) => [data['before'], data['position'], actor])).toEqual([[3, 2, 'institution:999010000001'], [2, 1, 'clerk.li']]);
    expect((await bench.head(id)).money.controlledFen).toBe(100);
  });

  it('can be taken back, leaves the stop, and may be asked for again', async () => {
    const { ids: [id], freeze } = await queue('622200030003', 100, (heard) => (heard.said['kind'] === 'unfreeze' ? money('0000', { controlledFen: 0, bankAt: now() }) : queuedAt(1)), 100);
    await bench.askMeasure(id, 'unfreeze', 100, 'queued');
    const back = await holdOf(id, 'freeze', 'released');
    expect(await holdOf(id, 'stop', 'in_force')).toMatchObject({ allocated_fen: '100' });
    expect((await bench.head(id)).money.controlledFen).toBe(100);
    // In force after we took it back: the bank's word is kept for a person, not believed.
    await callBack(freeze.id, { code: '0000', controlledFen: 100, bankAt: now() });
    await bench.until('a person is called', async () => (await reasons(id)).includes('contradiction'));
    expect((await bench.holds(id)).find((one) => one.id === back.id)).toMatchObject({ state: 'released', controlled_fen: '0' });
    await bench.askMeasure(id, 'freeze', 100);
    expect((await holdOf(id, 'freeze', 'queued')).id).not.toBe(back.id);
  });

  it('that ends with its queue calls a person; nothing was ever frozen', async () => {
    const { ids: [id], freeze } = await queue('622200030004', 100, () => queuedAt(1), 100);
    await callBack(freeze.id, { code: '1306' });
    await freezeOf(id, 'refused');
    expect(await holdOf(id, 'freeze', 'lapsed')).toMatchObject({ controlled_fen: '0' });
    expect(await told(id, 'hold.queue_ended')).toHaveLength(1);
    expect(await reasons(id)).toContain('hold_lapsed');
    expect(await holdOf(id, 'stop', 'in_force')).toMatchObject({ allocated_fen: '100' });
    // After all it waits there still: so it is written, and a person is told that both cannot be true.
    await callBack(freeze.id, { code: '1305', position: 1, prior: [COURT], bankAt: now() });
    expect(await holdOf(id, 'freeze', 'queued')).toMatchObject({ until: null, controlled_fen: '0' });
    expect(await reasons(id)).toContain('contradiction');
  });

  it('lapses by itself only where the policy gives its queue an end, and then calls a person too', async () => {
    // A month ago, and two seconds less: by the calendar's month, which a bank's moment on its last days reaches sooner.
    const end = new Date(Date.now() + 2_000);
    const since = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - 1, Math.min(end.getUTCDate(), 28), end.getUTCHours(), end.getUTCMinutes(), end.getUTCSeconds()));
    const { ids: [id] } = await queue('622200030007', 100, () => queuedAt(1, { bankAt: since.toISOString() }), 100);
    await bench.until('the queue has ended', async () => (await told(id, 'hold.queue_ended'))[0]);
    expect(await holdOf(id, 'freeze', 'lapsed')).toMatchObject({ controlled_fen: '0' });
    expect(await reasons(id)).toContain('hold_lapsed');
    expect(await told(id, 'hold.lapsed')).toEqual([]);
    expect(await holdOf(id, 'stop', 'in_force')).toMatchObject({ allocated_fen: '100' });
  });

  it('cannot be written down as securing anything', async () => {
    const { ids: [id] } = await queue('622200030005', 100, () => queuedAt(1), 100);
    const hold = await holdOf(id, 'freeze', 'queued');
    await expect(bench.ledger.sql.rows('update holds set controlled_fen = 100 where id = $1', [hold.id])).rejects.toThrow(/a_queued_freeze_secures_nothing/);
  });

  it('of which a stop speaks says no more than "received": only a freeze can queue', async () => {
    bank.at('622200030006', () => queuedAt(1));
    const id = await bench.report({ accountNumber: '622200030006', amountFen: 100 });
    await bench.until('it is not understood', async () => (await bench.instructions(id))[0]?.state === 'uncertain');
    expect(await bench.holds(id)).toEqual([]);
  });
});
