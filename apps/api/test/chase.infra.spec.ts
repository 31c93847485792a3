import { randomUUID } from 'node:crypto';
import { ApiStage, transfer } from './api.stage';
import { instruct } from './instruct';

const BANK = '999010000001';
const HEAD = '交易时间\t交易金额\t对方账号\t对方户名\t对方开户行\t流水号\t借贷标志';
const ROWS = [
  HEAD,
  '2026-11-24 10:15:03\t300.00\t9990020000000199\t李四\t长河示例银行\t1\t借',
  '2026/11/24 10:16\t¥200.00元\t9990010000000288\t王五\t\t2\t借',
  '2026/11/24 10:17\t1.00\t9990010000000288\t王五\t\t3\t贷',
  '2026/11/24 10:18\tabc\t9990010000000288\t王五\t\t4\t借',
].join('\n');

describe('how people help the chase', () => {
  let stage: ApiStage;
  beforeAll(async () => void (stage = await ApiStage.open()), 60_000);
  afterAll(() => stage.close());

  const reported = async () => {
    const { incident } = (await stage.report('liangshan-op', { transfers: [transfer({ accountNumber: `999001${randomUUID().replace(/\D/g, '').slice(0, 10).padEnd(10, '0')}`, amountFen: 90_000 })] })).body;
    return { incident, incidentId: incident.id as string, transferId: incident.transfers[0].transferId as string, path: `/api/v1/incidents/${incident.id}/transfers/${incident.transfers[0].transferId}` };
  };
  const ask = async (path: string, body: object, login = 'liangshan-op', key?: string) => stage.ask('POST', path, { token: await stage.login(login), body, ...(key ? { key } : {}) });
  const factsOf = async (incidentId: string, type: string) => (await stage.ask('GET', `/api/v1/incidents/${incidentId}/facts`, { token: await stage.login('liangshan-op') })).body.items.filter((fact: { type: string }) => fact.type === type);

  it('takes a question once: a request for the worker and a fact that names who and why', async () => {
    const { incidentId, transferId, path } = await reported();
    const key = randomUUID();
    expect(await ask(`${path}/queries`, { kind: 'query_flow', reason: ' 去向不明 ' }, 'liangshan-op', key)).toMatchObject({ status: 202, body: { id: incidentId } });
    const again = await ask(`${path}/queries`, { kind: 'query_flow', reason: ' 去向不明 ' }, 'liangshan-op', key);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([202, 'true']);
    expect(await stage.sql('select kind, reason, requested_by, needs_plan from query_requests where transfer_id = $1', [transferId])).toEqual([{ kind: 'query_flow', reason: '去向不明', requested_by: 'liangshan-op', needs_plan: true }]);
    expect(await factsOf(incidentId, 'query.requested')).toMatchObject([{ actor: 'liangshan-op', data: { transferId, kind: 'query_flow', reason: '去向不明' } }]);
    expect(await ask(`${path}/queries`, { kind: 'query_flow' })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('已在查询') } });
  });

  it('says why it cannot be asked: another institution, no watch, out of scope, junk', async () => {
    const { path } = await reported();
    expect(await ask(`${path}/queries`, { kind: 'unwatch' })).toMatchObject({ status: 409, body: { errors: [{ field: 'kind', zh: expect.stringContaining('不在监控'), en: expect.stringContaining('not watched') }] } });
    expect((await ask(`${path}/queries`, { kind: 'query_flow' }, 'boxing-op')).status).toBe(404);
    expect((await ask(`${path.slice(0, -36)}${randomUUID()}/queries`, { kind: 'query_flow' })).status).toBe(404);
    expect(await ask(`${path}/queries`, { kind: 'stop' })).toMatchObject({ status: 400, body: { errors: [{ field: 'kind' }] } });
    const { incident } = (await stage.report('liangshan-op', { transfers: [transfer({ accountNumber: '9990040000000011', institutionCode: '999010000004' })] })).body;
    expect(await ask(`/api/v1/incidents/${incident.id}/transfers/${incident.transfers[0].transferId}/queries`, { kind: 'query_flow' })).toMatchObject({ status: 409, body: { errors: [{ en: expect.stringContaining('cannot do that') }] } });
  });

  it('the register tells what an institution can do, the incident who holds the account', async () => {
    const { incidentId, transferId } = await reported();
    const institutions = (await stage.ask('GET', '/api/v1/institutions', { token: await stage.login('liangshan-op') })).body.items;
    expect(institutions.find((one: { code: string }) => one.code === BANK).capabilities).toEqual(['query_flow', 'query_holder', 'watch', 'protect']);
    expect(institutions.find((one: { code: string }) => one.code === '999010000004').capabilities).toEqual([]);
    const holder = { name: '李四', idKind: null, idNumber: null, phone: null };
    await stage.sql('update transfers set holder = $2 where id = $1', [transferId, JSON.stringify(holder)]);
    expect((await stage.ask('GET', `/api/v1/incidents/${incidentId}`, { token: await stage.login('liangshan-op') })).body.transfers[0].holder).toEqual(holder);
  });

  it('a preview changes nothing and names every line', async () => {
    const { incidentId, path } = await reported();
    const preview = await ask(`${path}/statement`, { text: ROWS, commit: false });
    expect(preview).toMatchObject({ status: 200, body: {
      rows: [{ line: 2, verdict: 'new', institutionCode: '999010000002', amountFen: 30_000 }, { line: 3, verdict: 'new', institutionCode: BANK, amountFen: 20_000 }],
      faults: [{ line: 5, field: 'amount', zh: { remedy: expect.stringContaining('两位小数') } }], ignored: [{ line: 1, reason: 'heading' }, { line: 4, reason: 'credit', amountFen: 100 }],
    } });
    expect(await stage.sql('select count(*)::int as n from transfers where incident_id = $1', [incidentId])).toEqual([{ n: 1 }]);
    expect((await ask(`${path}/statement`, { text: ROWS, commit: false }, 'boxing-op')).status).toBe(404);
  });

  it('with commit all rows become transfers of the next layer in one commit, once, whatever is pasted again', async () => {
    const { incidentId, transferId, path } = await reported();
    const key = randomUUID();
    expect((await ask(`${path}/statement`, { text: ROWS, commit: true }, 'liangshan-op', key)).status).toBe(201);
    expect((await ask(`${path}/statement`, { text: ROWS, commit: true }, 'liangshan-op', key)).headers.get('idempotent-replayed')).toBe('true');
    const rows = await stage.sql('select layer, amount_fen, institution_code, holder_name, bank_serial, source, needs_plan, parent_transfer_id from transfers where incident_id = $1 and layer = 2 order by id', [incidentId]);
    expect(rows).toEqual([
      { layer: 2, amount_fen: '30000', institution_code: '999010000002', holder_name: '李四', bank_serial: '1', source: 'operator', needs_plan: true, parent_transfer_id: transferId },
      { layer: 2, amount_fen: '20000', institution_code: BANK, holder_name: '王五', bank_serial: '2', source: 'operator', needs_plan: true, parent_transfer_id: transferId }]);
    expect(await stage.sql("select count(distinct tx)::int as commits, count(*)::int as facts from journal where incident_id = $1 and type = 'transfer.added' and actor = 'liangshan-op' and (data->>'layer')::int = 2", [incidentId])).toEqual([{ commits: 1, facts: 2 }]);
    const more = `${ROWS}\n2026-11-24 10:20:00\t50.00\t9990010000000399\t\t\t5\t借`;
    expect((await ask(`${path}/statement`, { text: more, commit: true })).body.rows.map((row: { verdict: string }) => row.verdict)).toEqual(['known', 'known', 'new']);
    expect(await stage.sql('select count(*)::int as n, sum(amount_fen)::int as fen from transfers where incident_id = $1 and layer = 2', [incidentId])).toEqual([{ n: 3, fen: 55_000 }]);
    expect(await stage.sql('select in_flight_fen from incidents where id = $1', [incidentId])).toEqual([{ in_flight_fen: '90000' }]);
  });

  it('what the policy cuts off is shown before and told afterwards: a cycle, and more than 200 from one account', async () => {
    const { incident, incidentId, path } = await reported();
    const many = [HEAD, `\t5\t${incident.transfers[0].accountNumber}`, ...Array.from({ length: 201 }, (_, i) => `\t5\t9990010000${String(i).padStart(6, '0')}`)].join('\n');
    const { body } = await ask(`${path}/statement`, { text: many, commit: false });
    expect(body.rows.filter((row: { verdict: string }) => row.verdict === 'cut_off').map((row: { line: number; cutOff: string }) => [row.line, row.cutOff])).toEqual([[2, 'cycle'], [203, 'fan_out']]);
    expect((await ask(`${path}/statement`, { text: many, commit: true })).status).toBe(201);
    expect(await stage.sql("select data->>'reason' as reason from journal where incident_id = $1 and type = 'flow.cut_off' order by seq", [incidentId])).toEqual([{ reason: 'cycle' }, { reason: 'fan_out' }]);
  });

  it('limits and faults at the door', async () => {
    const { path } = await reported();
    expect(await ask(`${path}/statement`, { text: 5, commit: false })).toMatchObject({ status: 400, body: { errors: [{ field: 'text' }] } });
    expect(await ask(`${path}/statement`, { text: '', commit: 'yes' })).toMatchObject({ status: 400, body: { errors: [{ field: 'commit' }] } });
    expect((await ask(`${path}/statement`, { text: '银'.repeat(90_000), commit: false })).status).toBeGreaterThanOrEqual(400);
    expect((await ask(`${path.slice(0, -36)}${randomUUID()}/statement`, { text: ROWS, commit: true })).status).toBe(404);
  });

  it('a clerk previews rows for an instruction of the own institution, and answers with the same text', async () => {
    const [clerk] = await stage.sql("select login, institution_code from users where role = 'bank_clerk' order by login limit 1") as { login: string; institution_code: string }[];
    const login = clerk?.login ?? '';
    const { incident } = (await stage.report('liangshan-op', { transfers: [transfer({ institutionCode: clerk?.institution_code, amountFen: 90_000 })] })).body;
    const incidentId = incident.id as string;
    const { instructionId } = await instruct(stage, incident, 0);
    const foreign = await instruct(stage, (await reported()).incident, 0);
    expect((await ask(`/api/v1/incidents/${incidentId}/instructions/${foreign.instructionId}/statement`, { text: ROWS }, login)).status).toBe(404);
    const preview = await ask(`/api/v1/incidents/${incidentId}/instructions/${instructionId}/statement`, { text: ROWS }, login);
    expect(preview).toMatchObject({ status: 200, body: { rows: [{ verdict: 'new' }, { verdict: 'new' }], faults: [{ line: 5 }] } });
    const answer = { outcome: 'refused', refusal: 'moved_on', note: '柜面流水' };
    expect(await ask(`/api/v1/incidents/${incidentId}/instructions/${instructionId}/answers`, { ...answer, statement: ROWS }, login)).toMatchObject({ status: 400, body: { errors: [{ field: 'statement[5]', zh: expect.stringContaining('第 5 行') }] } });
    expect((await ask(`/api/v1/incidents/${incidentId}/instructions/${instructionId}/answers`, { ...answer, statement: ROWS.split('\n').slice(0, 4).join('\n') }, login)).status).toBe(202);
    const [stored] = await stage.sql('select raw from inbound_answers where instruction_id = $1', [instructionId]) as { raw: Buffer }[];
    expect(JSON.parse(String(stored?.raw))).toMatchObject({ outcome: 'refused', onward: [{ accountNumber: '9990020000000199', amountFen: 30_000, institutionCode: '999010000002' }, { amountFen: 20_000 }] });
  });

  it('an onward transfer that a person pasted is corrected by one field like any other', async () => {
    const { incidentId, path } = await reported();
    await ask(`${path}/statement`, { text: `${HEAD}\n\t5\t8888777766665555`, commit: true });
    const [row] = await stage.sql('select id, institution_code, needs_plan from transfers where incident_id = $1 and layer = 2', [incidentId]) as { id: string }[];
    expect(row).toMatchObject({ institution_code: null, needs_plan: false });
    const corrected = await stage.ask('PATCH', `/api/v1/incidents/${incidentId}/transfers/${row?.id}`, { token: await stage.login('liangshan-op'), body: { institutionCode: BANK } });
    expect(corrected.status).toBe(200);
    expect(await stage.sql('select institution_code, needs_plan from transfers where id = $1', [row?.id])).toEqual([{ institution_code: BANK, needs_plan: true }]);
  });
});
