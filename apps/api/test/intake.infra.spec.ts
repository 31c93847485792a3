import { randomUUID } from 'node:crypto';
import { ApiStage, FAST_BANK, heard, transfer } from './api.stage';

describe('intake', () => {
  let stage: ApiStage;
  beforeAll(async () => void (stage = await ApiStage.open()), 60_000);
  afterAll(() => stage.close());

  it('turns a call into an incident, its transfers and their facts, in one commit', async () => {
    const { status, body } = await stage.report('liangshan-op', { victimName: ' 王某 ', transfers: [transfer({ amountFen: 100 }), transfer({ amountFen: 250, transferredAt: '2026-01-02T08:00:00+08:00' })] });
    expect(status).toBe(201);
    expect(body.incident).toMatchObject({ organCode: '370832000000', organName: '梁山县公安局', state: 'live', level: 'county', victimName: '王某', lastSeq: 3, version: 1, humanTasks: 0 });
    expect(body.incident.number).toMatch(/^ZF370832-\d{8}-\d{6}$/);
    expect(body.incident.money).toEqual({ lostFen: 350, controlledFen: 0, inFlightFen: 350, cashedOutFen: 0, untracedFen: 0, returnedFen: 0 });
    expect(body.incident.clocks.transferred).toBe('2026-01-02T00:00:00.000Z');
    const token = await stage.login('liangshan-op');
    const facts = await stage.ask('GET', `/api/v1/incidents/${body.incident.id}/facts`, { token });
    expect(facts.body.last).toBe(3);
    expect(facts.body.items.map((fact: { seq: number; type: string; actor: string }) => [fact.seq, fact.type, fact.actor])).toEqual([[1, 'incident.reported', 'liangshan-op'], [2, 'transfer.added', 'liangshan-op'], [3, 'transfer.added', 'liangshan-op']]);
    const read = await stage.ask('GET', `/api/v1/incidents/${body.incident.id}`, { token });
    expect({ ...read.body, serverTime: null }).toEqual({ ...body.incident, serverTime: null });
    expect(await stage.sql('select needs_plan, institution_code from transfers where incident_id = $1', [body.incident.id])).toEqual([{ needs_plan: true, institution_code: FAST_BANK }, { needs_plan: true, institution_code: FAST_BANK }]);
  });

  it('keeps a transfer whose institution nobody knows, and asks for a human', async () => {
    const { body } = await stage.report('liangshan-op', { transfers: [{ accountNumber: '1234 5678', amountFen: 5 }] });
    expect(body.incident).toMatchObject({ humanTasks: 1, transfers: [{ institutionCode: null, accountNumber: '12345678' }] });
    expect(body.warnings.map((warning: { code: string }) => warning.code)).toEqual(expect.arrayContaining(['institution_unknown', 'card_length']));
  });

  it('makes one incident of a hundred parallel reports with the same key', async () => {
    const key = randomUUID();
    const report = { callNumber: key, transfers: [transfer()] };
    const answers = await Promise.all(Array.from({ length: 100 }, () => stage.report('liangshan-op', report, key)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => answer.body.incident.id)).size).toBe(1);
    expect(answers.filter((answer) => answer.headers.get('idempotent-replayed') === 'true')).toHaveLength(99);
    expect(await stage.sql("select count(*)::int as n from incidents where details->>'callNumber' = $1", [key])).toEqual([{ n: 1 }]);
    const other = await stage.report('liangshan-op', { ...report, victimName: '另一人' }, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect((await stage.report('boxing-op', report, key)).headers.get('idempotent-replayed')).toBeNull();
  });

  it('adds, corrects and enriches, each told as a fact and fenced by the version', async () => {
    const token = await stage.login('liangshan-op');
    const { incident } = (await stage.report('liangshan-op', { transfers: [{ accountNumber: '1234567', amountFen: 10_000 }] })).body;
    const added = await stage.ask('POST', `/api/v1/incidents/${incident.id}/transfers`, { token, body: transfer({ amountFen: 500, parentTransferId: incident.transfers[0].transferId }) });
    expect(added).toMatchObject({ status: 201, body: { incident: { money: { lostFen: 10_000, inFlightFen: 10_000 }, transfers: [{ layer: 1 }, { layer: 2 }] } } });
    const corrected = await stage.ask('PATCH', `/api/v1/incidents/${incident.id}/transfers/${incident.transfers[0].transferId}`, { token, body: { institutionCode: FAST_BANK } });
    expect(corrected).toMatchObject({ status: 200, body: { humanTasks: 0 } });
    expect(await stage.sql('select needs_plan from transfers where id = $1', [incident.transfers[0].transferId])).toEqual([{ needs_plan: true }]);
    const enriched = await stage.ask('PATCH', `/api/v1/incidents/${incident.id}`, { token, body: { victimName: '李某' }, headers: { 'if-match': '"1"' } });
    expect(enriched).toMatchObject({ status: 200, body: { version: 2, victimName: '李某' } });
    const stale = await stage.ask('PATCH', `/api/v1/incidents/${incident.id}`, { token, body: { victimName: '赵某' }, headers: { 'if-match': '"1"' } });
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale_version' } });
    expect(await stage.ask('PATCH', `/api/v1/incidents/${incident.id}`, { token, body: {} })).toMatchObject({ status: 428 });
    const facts = await stage.ask('GET', `/api/v1/incidents/${incident.id}/facts`, { token });
    expect(facts.body.items.map((fact: { type: string }) => fact.type)).toEqual(['incident.reported', 'transfer.added', 'transfer.added', 'transfer.corrected', 'incident.enriched']);
  });

  it('pushes what was committed to the desks above, and to nobody else', async () => {
    const [county, province, elsewhere] = [await stage.connect('liangshan-op'), await stage.connect('sd-cmd'), await stage.connect('boxing-op')];
    const strayed: unknown[] = [];
    elsewhere.on('facts', (push: { summaries: { organCode: string }[] }) => strayed.push(...push.summaries.filter((summary) => summary.organCode !== '371625000000')));
    const marker = randomUUID();
    const isOurs = (push: { facts: { data: { details?: { callNumber: string } } }[] }): boolean => push.facts.some((fact) => fact.data.details?.callNumber === marker);
    const both = Promise.all([heard<any>(county, 'facts', isOurs), heard<any>(province, 'facts', isOurs)]);
    const { incident } = (await stage.report('liangshan-op', { callNumber: marker, transfers: [transfer()] })).body;
    for (const push of await both) expect(push.summaries.find((summary: { id: string }) => summary.id === incident.id)).toMatchObject({ number: incident.number, lastSeq: 2 });
    const own = heard<any>(elsewhere, 'facts', (push) => push.summaries.length > 0);
    await stage.report('boxing-op');
    await own;
    expect(strayed).toEqual([]);
  });
});
