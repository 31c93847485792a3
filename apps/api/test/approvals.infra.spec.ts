import { randomUUID } from 'node:crypto';
import { ApiStage, FAST_BANK, transfer } from './api.stage';
import { instruct } from './instruct';

describe('approvals', () => {
  let stage: ApiStage;
  beforeAll(async () => void (stage = await ApiStage.open()), 60_000);
  afterAll(() => stage.close());

  /** An incident whose stop waits for approval, as the worker would have left it. */
  async function waiting(need: 'before' | 'after' = 'before', reporter = 'liangshan-op'): Promise<{ incidentId: string; instructionId: string; path: string }> {
    const { incident } = (await stage.report(reporter, { transfers: [transfer({ amountFen: 600_000_000 })] })).body;
    const { instructionId } = await instruct(stage, incident, 0);
    await stage.sql("update instructions set state = 'planned', send_count = 0 where id = $1", [instructionId]);
    await stage.sql("insert into instruction_approvals (instruction_id, incident_id, need, asked_by, asked_at, due_at) values ($1, $2, $3, $4, now(), now() + interval '1 minute')", [instructionId, incident.id, need, reporter]);
    return { incidentId: incident.id, instructionId, path: `/api/v1/incidents/${incident.id}/instructions/${instructionId}/approval` };
  }
  const decide = async (path: string, login: string, body: object = { decision: 'approve' }, key?: string) => stage.ask('POST', path, { token: await stage.login(login), body, ...(key ? { key } : {}) });
  const queue = async (login: string): Promise<{ instructionId: string }[]> => (await stage.ask('GET', '/api/v1/approvals', { token: await stage.login(login) })).body.items;

  it('a commander above sees what waits, approves it once, and everybody sees who', async () => {
    const { incidentId, instructionId, path } = await waiting();
    expect((await queue('jining-cmd')).find((item) => item.instructionId === instructionId)).toMatchObject({
      incidentId, kind: 'stop', need: 'before', institutionCode: FAST_BANK, institutionName: '泰山示例银行', amountFen: 600_000_000, askedBy: '周晓禾', organName: '梁山县公安局' });
    expect((await queue('binzhou-cmd')).some((item) => item.instructionId === instructionId)).toBe(false);
    const key = randomUUID();
    expect(await decide(path, 'jining-cmd', { decision: 'approve' }, key)).toMatchObject({ status: 202, body: { instructions: [{ approval: { state: 'approved', deciderName: '沈明川', askedBy: 'liangshan-op' }, sealKeyId: null }] } });
    const again = await decide(path, 'jining-cmd', { decision: 'approve' }, key);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([202, 'true']);
    expect(await stage.sql('select state, decided_by, to_apply from instruction_approvals where instruction_id = $1', [instructionId])).toEqual([{ state: 'approved', decided_by: 'jining-cmd', to_apply: true }]);
    const facts = (await stage.ask('GET', `/api/v1/incidents/${incidentId}/facts`, { token: await stage.login('liangshan-op') })).body.items;
    expect(facts.filter((fact: { type: string }) => fact.type === 'instruction.approved')).toMatchObject([{ actor: 'jining-cmd', data: { instructionId, approverName: '沈明川' } }]);
    expect(await decide(path, 'sd-cmd', { decision: 'refuse', reason: '晚了' })).toMatchObject({ status: 409 });
    expect((await queue('jining-cmd')).some((item) => item.instructionId === instructionId)).toBe(false);
  });

  it('an operator may not, another city has no such thing, and a refusal needs its reason', async () => {
    const { path } = await waiting();
    expect(await decide(path, 'liangshan-op')).toMatchObject({ status: 403 });
    expect(await decide(path, 'binzhou-cmd')).toMatchObject({ status: 404 });
    expect(await decide(path, 'jining-cmd', { decision: 'refuse' })).toMatchObject({ status: 400, body: { errors: [{ field: 'reason' }] } });
    expect(await decide(path, 'jining-cmd', { decision: 'perhaps' })).toMatchObject({ status: 400, body: { errors: [{ field: 'decision' }] } });
    expect(await stage.ask('GET', '/api/v1/approvals', { token: await stage.login('liangshan-op') })).toMatchObject({ status: 403 });
    expect(await decide(path.replace(/[0-9a-f-]{36}\/approval/, `${randomUUID()}/approval`), 'jining-cmd')).toMatchObject({ status: 404 });
    expect(await decide(path, 'jining-cmd', { decision: 'refuse', reason: '证据不足' })).toMatchObject({ status: 202, body: { instructions: [{ approval: { state: 'refused', reason: '证据不足' } }] } });
    expect(await decide(path, 'jining-cmd', { decision: 'refuse', reason: '证据不足' })).toMatchObject({ status: 409 });
  });

  it('four eyes: who reported it, or put its account right, does not approve it', async () => {
    const own = await waiting('before', 'jining-cmd');
    expect(await decide(own.path, 'jining-cmd')).toMatchObject({ status: 403, body: { detail: expect.stringContaining('不能自己批准') } });
    expect((await queue('jining-cmd')).some((item) => item.instructionId === own.instructionId)).toBe(false);
    expect(await decide(own.path, 'sd-cmd')).toMatchObject({ status: 202 });
    const corrected = await waiting();
    const { body } = await stage.ask('GET', `/api/v1/incidents/${corrected.incidentId}`, { token: await stage.login('jining-cmd') });
    const changed = await stage.ask('PATCH', `/api/v1/incidents/${corrected.incidentId}/transfers/${body.transfers[0].transferId}`, { token: await stage.login('jining-cmd'), body: { holderName: '李四' } });
    expect(changed.status).toBe(200);
    expect(await decide(corrected.path, 'jining-cmd')).toMatchObject({ status: 403 });
  });

  it('a decision on what was withdrawn is a conflict; one afterwards still counts when the bank has acted', async () => {
    const gone = await waiting();
    await stage.sql("update instructions set state = 'withdrawn' where id = $1", [gone.instructionId]);
    expect(await decide(gone.path, 'jining-cmd')).toMatchObject({ status: 409 });
    const later = await waiting('after');
    await stage.sql("update instructions set state = 'done' where id = $1", [later.instructionId]);
    expect((await queue('jining-cmd')).map((item) => item.instructionId)).toContain(later.instructionId);
    expect(await decide(later.path, 'jining-cmd')).toMatchObject({ status: 202 });
    expect(await stage.sql('select to_apply from instruction_approvals where instruction_id = $1', [later.instructionId])).toEqual([{ to_apply: false }]);
  });

  it('a second officer is chosen from the list, warned about where none is known, and a refused stop can be instructed again', async () => {
    const token = await stage.login('liangshan-op');
    expect((await stage.ask('GET', '/api/v1/officers', { token })).body.items.map((item: { code: string }) => item.code)).toEqual(['370832002', '370832003']);
    const chosen = await stage.report('liangshan-op', { secondOfficerCode: '370832003', transfers: [transfer()] });
    expect(chosen).toMatchObject({ status: 201, body: { incident: { details: { secondOfficerCode: '370832003' } } } });
    expect(chosen.body.warnings.filter((warning: { code: string }) => warning.code === 'second_officer')).toEqual([]);
    for (const code of ['nobody', 'liangshan-op']) expect(await stage.report('liangshan-op', { secondOfficerCode: code, transfers: [transfer()] })).toMatchObject({ status: 400, body: { errors: [{ field: 'secondOfficerCode' }] } });
    expect((await stage.report('jining-cmd')).body.warnings).toContainEqual(expect.objectContaining({ code: 'second_officer' }));

    const { incident } = chosen.body;
    const path = `/api/v1/incidents/${incident.id}/transfers/${incident.transfers[0].transferId}/resend`;
    const { instructionId } = await instruct(stage, incident, 0);
    expect(await stage.ask('POST', path, { token, body: { reason: '已补协查人' } })).toMatchObject({ status: 409 });
    await stage.sql("update instructions set state = 'refused', refusal = 'papers_missing' where id = $1", [instructionId]);
    await stage.sql('update transfers set needs_plan = false, covered_by = $2 where incident_id = $1', [incident.id, instructionId]);
    const key = randomUUID();
    expect(await stage.ask('POST', path, { token, body: { reason: '已补协查人' }, key })).toMatchObject({ status: 202 });
    expect((await stage.ask('POST', path, { token, body: { reason: '已补协查人' }, key })).headers.get('idempotent-replayed')).toBe('true');
    expect(await stage.sql('select needs_plan from transfers where incident_id = $1', [incident.id])).toEqual([{ needs_plan: true }]);
    expect(await stage.ask('POST', path, { token: await stage.login('binzhou-cmd'), body: { reason: 'x' } })).toMatchObject({ status: 404 });
  });
});
