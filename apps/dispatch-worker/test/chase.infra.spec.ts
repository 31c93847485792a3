import { DEFAULT_CHASE_POLICY } from '#domain';
import { money, stopped, type Heard, type Reaction } from './scripted-bank';
import { BANK, WorkerBench, type InstructionSeen } from './worker-bench';

const AT = '2026-11-24T02:15:03.000Z';
const now = (): string => new Date().toISOString();
const partly = (controlledFen: number, onward: object[] = []): Reaction => money('1200', { controlledFen, bankAt: now(), onward });
const said = (more: object = {}): Reaction => money('0000', { controlledFen: 0, bankAt: now(), ...more });
const next = (accountNumber: string, amountFen: number, serial: string | null = null): object => ({ institutionCode: BANK, accountNumber, amountFen, transferredAt: AT, clearingSerial: serial });

/** The next layer is found without a human where the institution can say it. */
describe('the chase', () => {
  const bench = new WorkerBench();
  const { bank } = bench;
  beforeAll(async () => {
    await bench.open();
    await bench.capable('query_flow', 'query_holder', 'watch');
    await bench.worker();
  });
  afterAll(() => bench.close());
  afterEach(() => expect(bank.faults).toEqual([]));

  const of = (kinds: Readonly<Record<string, (heard: Heard) => Reaction | Promise<Reaction>>>) => (heard: Heard): Reaction | Promise<Reaction> => (kinds[String(heard.said['kind'])] ?? (() => money('1000')))(heard);
  const kindOf = (id: string, kind: string, ...states: string[]): Promise<InstructionSeen> => bench.until(`${kind} is ${states.join(' or ')}`, async () => (await bench.instructions(id)).find((one) => one.kind === kind && states.includes(one.state)));
  const settled = (id: string) => bench.until('it is settled', async () => { const head = await bench.head(id); return head.state === 'settled' && head; });
  const transfers = (id: string) => bench.ledger.sql.rows<{ account_number: string; layer: number; amount_fen: string; cashed_out_fen: string; holder: object | null }>('select * from transfers where incident_id = $1 order by layer, id', [id]);
  const factsOf = async (id: string, type: string) => (await bench.facts(id)).filter((fact) => fact.type === type);
  const push = (watch: InstructionSeen, onward: object[], more: object = {}) => bench.inbound('callback', null, JSON.stringify({ instructionId: watch.id, code: '0000', controlledFen: 0, bankAt: now(), onward, ...more }));

  it('a stop that finds too little is followed by a query in the same commit; its money is in flight meanwhile, and the next account is stopped', async () => {
    let answer: (reaction: Reaction) => void = () => undefined;
    const later = new Promise<Reaction>((resolve) => { answer = resolve; });
    bank.at('622200030001', of({ stop: () => partly(300), query_flow: () => later }));
    bank.at('622200030002', () => stopped(700));
    const id = await bench.report({ accountNumber: '622200030001', amountFen: 1_000 });
    await kindOf(id, 'query_flow', 'sending');
    const facts = await bench.facts(id);
    const recorded = facts.find((fact) => fact.type === 'instruction.partly_done');
    expect(facts.filter((fact) => fact.tx === recorded?.tx).map((fact) => [fact.type, fact.data['kind']])).toEqual(expect.arrayContaining([['hold.placed', undefined], ['instruction.planned', 'query_flow'], ['instruction.sending', undefined]]));
    expect((await bench.head(id)).money).toMatchObject({ controlledFen: 300, inFlightFen: 700, untracedFen: 0 });
    answer(said({ onward: [next('622200030002', 700, 'CS1')] }));
    expect((await settled(id)).money).toMatchObject({ controlledFen: 1_000, untracedFen: 0 });
    expect(await bench.holds(id)).toHaveLength(2);
    // Nothing is left unexplained: nobody is watched.
    expect((await bench.instructions(id)).map((one) => one.kind).sort()).toEqual(['query_flow', 'stop', 'stop']);
  });

  it('a query holds nothing and spends no stop, whatever is written in its answer', async () => {
    bank.at('622200030003', of({ stop: () => partly(300), query_flow: () => money('0000', { controlledFen: 700, bankAt: now() }), watch: () => said() }));
    const id = await bench.report({ accountNumber: '622200030003', amountFen: 1_000 });
    const { money: account } = await settled(id);
    expect(account).toMatchObject({ controlledFen: 300, untracedFen: 700 });
    expect(await bench.holds(id)).toHaveLength(1);
    expect((await kindOf(id, 'query_flow', 'done')).controlled_fen).toBe('0');
  });

  it('what the stop has told, the query does not add again; what is still unexplained is watched, and every push is added once', async () => {
    bank.at('622200030004', of({ stop: () => partly(100, [next('622200030005', 200, 'CS2')]), query_flow: () => said({ onward: [next('622200030005', 200, 'CS2'), next('622200030006', 300)] }), watch: () => said(), unwatch: () => said() }));
    for (const account of ['622200030005', '622200030006', '622200030007']) bank.at(account, of({ stop: (heard) => stopped(Number(heard.said['amountFen'])) }));
    const id = await bench.report({ accountNumber: '622200030004', amountFen: 1_000 });
    const watch = await kindOf(id, 'watch', 'done');
    await settled(id);
    expect((await transfers(id)).map((row) => [row.account_number, row.amount_fen])).toEqual([['622200030004', '1000'], ['622200030005', '200'], ['622200030006', '300']]);
    for (let i = 0; i < 3; i++) await push(watch, [next('622200030006', 300), next('622200030007', 400, 'CS3')], { cashedOutFen: 0 });
    await bench.until('the pushed account is stopped', async () => (await bench.head(id)).money.controlledFen === 1_000);
    await bench.until('all pushes are read', async () => (await bench.ledger.sql.rows("select id from inbound_answers where state = 'pending'")).length === 0);
    expect((await transfers(id)).map((row) => row.account_number)).toEqual(['622200030004', '622200030005', '622200030006', '622200030007']);
    expect((await bench.instructions(id)).filter((one) => one.kind === 'watch')).toHaveLength(1);
    expect(await factsOf(id, 'instruction.contradicted')).toEqual([]);
    await bench.askQuery(id, 'unwatch');
    await kindOf(id, 'unwatch', 'done');
  });

  it('cash that is told again, by whichever question, is counted once', async () => {
    bank.at('622200030008', of({ stop: () => money('1200', { controlledFen: 100, bankAt: now(), cashedOutFen: 200 }), query_flow: () => said({ cashedOutFen: 500 }), watch: () => said() }));
    const id = await bench.report({ accountNumber: '622200030008', amountFen: 1_000 });
    const watch = await kindOf(id, 'watch', 'done');
    await push(watch, [], { cashedOutFen: 900 });
    await push(watch, [], { cashedOutFen: 900 });
    await bench.until('the cash is noted', async () => (await bench.head(id)).money.cashedOutFen === 900);
    expect((await bench.head(id)).money).toMatchObject({ controlledFen: 100, cashedOutFen: 900, untracedFen: 0 });
  });

  it('a movement cut off is told once, although every push names it again', async () => {
    bank.at('622200030009', of({ stop: () => partly(100), query_flow: () => said({ onward: [next('622200030009', 50, 'CS9')] }), watch: () => said() }));
    const id = await bench.report({ accountNumber: '622200030009', amountFen: 1_000 });
    const watch = await kindOf(id, 'watch', 'done');
    await push(watch, [next('622200030009', 50, 'CS9')]);
    await push(watch, [next('622200030009', 60, 'CS10')]);
    await bench.until('the other cycle is told', async () => (await factsOf(id, 'flow.cut_off')).length === 2);
    expect((await factsOf(id, 'flow.cut_off')).map((fact) => [fact.data['reason'], fact.data['clearingSerial']])).toEqual([['cycle', 'CS9'], ['cycle', 'CS10']]);
  });

  it('a refusal that proves the account right is followed, one that does not is not; a refused query calls nobody', async () => {
    bank.at('622200030010', of({ stop: () => money('1301'), query_flow: () => money('1000'), watch: () => money('1000') }));
    bank.at('622200030011', of({ stop: () => money('0300') }));
    const id = await bench.report({ accountNumber: '622200030010', amountFen: 100 }, { accountNumber: '622200030011', amountFen: 100 });
    expect(await kindOf(id, 'query_flow', 'refused')).toMatchObject({ account_number: '622200030010', needs_human: false });
    await settled(id);
    expect((await bench.instructions(id)).filter((one) => one.kind === 'query_flow')).toHaveLength(1);
    expect((await bench.head(id)).money).toMatchObject({ untracedFen: 200 });
  });

  it('a person asks who holds the account: kept on the transfer and told as a fact', async () => {
    const holder = { name: '李四', idKind: '居民身份证', idNumber: '370832199001011234', phone: '13800000000' };
    bank.at('622200030012', of({ stop: (heard) => stopped(Number(heard.said['amountFen'])), query_holder: () => said({ holder }) }));
    const id = await bench.report({ accountNumber: '622200030012', amountFen: 100 });
    await settled(id);
    await bench.askQuery(id, 'query_holder');
    await kindOf(id, 'query_holder', 'done');
    expect(await factsOf(id, 'holder.told')).toMatchObject([{ actor: `institution:${BANK}`, data: { holder } }]);
    expect(await transfers(id)).toMatchObject([{ holder }]);
  });

  it('an account found by a query whose number is wrong goes to a human and is corrected by one field, under the same transfer', async () => {
    bank.at('622200030013', of({ stop: () => partly(300), query_flow: () => said({ onward: [next('622200030014', 700, 'CS14')] }) }));
    bank.at('622200030014', of({ stop: () => money('0300') }));
    bank.at('622200030015', of({ stop: () => stopped(700) }));
    const id = await bench.report({ accountNumber: '622200030013', amountFen: 1_000 });
    expect(await bench.untilState(id, '622200030014', 'refused')).toMatchObject({ needs_human: true });
    await bench.ledger.commit([id], async (transaction) => {
      const [row] = await transaction.sql.rows<{ id: string }>("update transfers set account_number = '622200030015', needs_plan = true, covered_by = null where incident_id = $1 and layer = 2 returning id", [id]);
      transaction.append({ incidentId: id, type: 'transfer.corrected', actor: 'wang', data: { transferId: row?.id ?? '', institutionCode: BANK, accountNumber: '622200030015', holderName: null } }, null);
    });
    await bench.untilState(id, '622200030015', 'done');
    expect((await bench.head(id)).money).toMatchObject({ controlledFen: 1_000, untracedFen: 0 });
    const stops = await bench.ledger.sql.rows<{ n: number; transfers: number }>("select max(intent_no)::int as n, count(distinct transfer_id)::int as transfers from instructions where incident_id = $1 and kind = 'stop' and account_number in ('622200030014', '622200030015')", [id]);
    expect(stops).toEqual([{ n: 2, transfers: 1 }]);
  });
});

describe('the chase without leave to ask', () => {
  const bench = new WorkerBench();
  beforeAll(() => bench.open());
  afterAll(() => bench.close());

  it.each([[[], 'shortfall'], [['query_flow', 'watch'], 'never']] as const)('capabilities %j and policy %s: nobody is asked, the rest is untraced', async (capabilities, followUp) => {
    await bench.capable(...capabilities);
    const account = `62220004${followUp.length}`;
    bench.bank.at(account, () => partly(300));
    await bench.worker({ chase: { ...DEFAULT_CHASE_POLICY, followUp } });
    const id = await bench.report({ accountNumber: account, amountFen: 1_000 });
    await bench.untilState(id, account, 'partly_done');
    expect(await bench.instructions(id)).toHaveLength(1);
    expect(await bench.head(id)).toMatchObject({ state: 'settled', money: { controlledFen: 300, untracedFen: 700 } });
  });
});
