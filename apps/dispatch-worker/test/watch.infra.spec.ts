import { DEFAULT_ESCALATION_POLICY, DEFAULT_HOLD_POLICY, quicken } from '#domain';
import { ACCEPTED, money, stopped } from './scripted-bank';
import { WorkerBench } from './worker-bench';

/** Station 7 with its minutes divided by 600: a county's minute is a tenth of a second. */
describe('the watch over real incidents', () => {
  const bench = new WorkerBench();
  const { bank } = bench;
  beforeAll(async () => {
    await bench.open();
    await bench.worker({ escalation: quicken(DEFAULT_ESCALATION_POLICY, 600), hold: { ...DEFAULT_HOLD_POLICY, stopLastsHours: 1 } });
  });
  afterAll(() => bench.close());

  interface Raised { id: string; reason: string; from_level: string | null; to_level: string }
  const raised = (id: string): Promise<Raised[]> => bench.ledger.sql.rows<Raised>('select * from escalations where incident_id = $1 order by raised_at, id', [id]);
  const untilRaised = (id: string, reason: string, level: string): Promise<Raised> => bench.until(`${reason} reaches the ${level}`, async () => (await raised(id)).find((one) => one.reason === reason && one.to_level === level));

  it('a silent bank and a running clock climb county, city, province; each call is one fact and one row', async () => {
    bank.at('622200000601', () => ACCEPTED);
    const id = await bench.report({ accountNumber: '622200000601', amountFen: 100 });
    await untilRaised(id, 'bank_silent', 'province');
    await untilRaised(id, 'clock_overdue', 'province');
    const rows = await raised(id);
    expect(rows.filter((row) => row.reason === 'bank_silent').map((row) => row.to_level)).toEqual(['county', 'city', 'province']);
    const facts = await bench.facts(id);
    expect(facts.filter((fact) => fact.type === 'escalation.raised').map((fact) => fact.data['escalationId']).sort()).toEqual(rows.map((row) => row.id).sort());
    expect(facts.filter((fact) => fact.type === 'clock.overdue')).toHaveLength(1);
    expect(facts.filter((fact) => fact.type === 'instruction.handed_to_human')).toHaveLength(1);
    await bench.until('nothing is due any more', async () => (await bench.head(id)).watch_at === null);
    expect(await bench.head(id)).toMatchObject({ level: 'province', human_tasks: 1 });
  });

  it('once the bank has answered, nobody further up is called', async () => {
    bank.at('622200000602', () => ACCEPTED);
    const id = await bench.report({ accountNumber: '622200000602', amountFen: 100 }, { accountNumber: '622200000603', amountFen: 100, institutionCode: null });
    await untilRaised(id, 'bank_silent', 'county');
    const [row] = await bench.instructions(id);
    await bench.inbound('callback', null, JSON.stringify({ instructionId: row?.id, code: '0000', controlledFen: 100, bankAt: new Date().toISOString() }));
    await bench.untilState(id, '622200000602', 'done');
    const before = (await raised(id)).filter((one) => one.reason === 'bank_silent');
    // The unknown institution goes on climbing and is our clock here: when it is at the province, the bank's call would be there too.
    await untilRaised(id, 'institution_unknown', 'province');
    expect((await raised(id)).filter((one) => one.reason === 'bank_silent')).toEqual(before);
  });

  it('a contradiction climbs although everything is settled', async () => {
    bank.at('622200000604', () => stopped(100));
    const id = await bench.report({ accountNumber: '622200000604', amountFen: 100 });
    const row = await bench.untilState(id, '622200000604', 'done');
    await bench.inbound('callback', null, JSON.stringify({ instructionId: row.id, code: '0300' }));
    await untilRaised(id, 'contradiction', 'province');
    expect((await raised(id)).map((one) => `${one.from_level}->${one.to_level}`)).toEqual(['null->county', 'county->city', 'city->province']);
  });

  it('an acknowledgement stops the climbing', async () => {
    bank.at('622200000605', () => stopped(100));
    const id = await bench.report({ accountNumber: '622200000605', amountFen: 100 });
    const row = await bench.untilState(id, '622200000605', 'done');
    await bench.inbound('callback', null, JSON.stringify({ instructionId: row.id, code: '0300' }));
    const call = await untilRaised(id, 'contradiction', 'county');
    await bench.ledger.commit([id], async (transaction) => {
      await transaction.sql.rows("update escalations set acknowledged_at = now(), acknowledged_by = 'wang' where id = $1", [call.id]);
      transaction.append({ incidentId: id, type: 'escalation.acknowledged', actor: 'wang', data: { escalationId: call.id, note: '' } }, null);
    });
    // What is due next is the end of the hold, minutes away.
    await bench.until('nobody is called any more', async () => ((await bench.head(id)).watch_at?.getTime() ?? 0) > Date.now() + 60_000);
    expect((await raised(id)).filter((one) => one.reason === 'contradiction')).toHaveLength(1);
  });

  it('a hold\'s end is announced at the hours of the policy, once each, before it lapses', async () => {
    // Divided by 600, the last alarm comes six seconds before the end and the one before it 36 seconds.
    bank.at('622200000607', () => money('0000', { controlledFen: 100, bankAt: new Date(Date.now() - 3_600_000 + 7_500).toISOString() }));
    const id = await bench.report({ accountNumber: '622200000607', amountFen: 100 });
    await untilRaised(id, 'hold_ending', 'province');
    await bench.until('the hold has lapsed', async () => (await bench.facts(id)).some((fact) => fact.type === 'hold.lapsed'));
    expect((await bench.facts(id)).filter((fact) => fact.type === 'hold.alarm')).toHaveLength(2);
    expect((await raised(id)).filter((one) => one.reason === 'hold_ending').map((one) => one.to_level).sort()).toEqual(['city', 'county', 'province']);
    expect(await bench.head(id)).toMatchObject({ state: 'settled' });
  });

  it('a hold lapses visibly when its time has run out, and its money is under control no longer', async () => {
    bank.at('622200000606', () => money('0000', { controlledFen: 100, bankAt: new Date(Date.now() - 3_600_000 + 1_500).toISOString() }));
    const id = await bench.report({ accountNumber: '622200000606', amountFen: 100 });
    await bench.untilState(id, '622200000606', 'done');
    expect((await bench.head(id)).money.controlledFen).toBe(100);
    await bench.until('the hold has lapsed', async () => (await bench.facts(id)).some((fact) => fact.type === 'hold.lapsed'));
    expect((await bench.head(id)).money).toMatchObject({ controlledFen: 0, untracedFen: 100 });
    // The money is free to go: somebody must know in the same moment.
    expect((await bench.facts(id)).slice(-3).map((fact) => fact.type)).toEqual(['hold.lapsed', 'money.accounted', 'escalation.raised']);
    expect((await raised(id)).filter((one) => one.reason === 'hold_lapsed').map((one) => one.to_level)).toEqual(['county']);
  });
});
