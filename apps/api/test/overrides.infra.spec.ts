import { randomUUID } from 'node:crypto';
import { ApiStage, FAST_BANK, transfer } from './api.stage';
import { instruct } from './instruct';

describe('overriding an answer', () => {
  let stage: ApiStage;
  beforeAll(async () => void (stage = await ApiStage.open()), 60_000);
  afterAll(() => stage.close());

  const REFUSED = { to: 'refused', refusal: 'account_not_found', reason: '柜面核实未止付', source: '王经理 电话 10:02' };
  const DONE = { to: 'done', controlledFen: 900, bankAt: '2026-11-23T10:15:00+08:00', reason: '银行来电确认', source: '王经理 电话 10:02' };
  /** An incident whose stop the bank has answered, as the worker would have left it; `hold`: what the bank said stands. */
  async function answered(state = 'done', hold = true, reporter = 'liangshan-op', amountFen = 900): Promise<{ incidentId: string; instructionId: string; holdId: string; transferId: string; path: string }> {
    const { incident } = (await stage.report(reporter, { transfers: [transfer({ amountFen })] })).body;
    const { instructionId } = await instruct(stage, incident, 0);
    const [holdId, { transferId, accountNumber }] = [randomUUID(), incident.transfers[0]];
    await stage.sql("update instructions set state = $2, controlled_fen = $3, refusal = case when $2 = 'refused' then 'mismatch' end where id = $1", [instructionId, state, hold ? amountFen : null]);
    if (hold) await stage.sql("insert into holds (id, incident_id, transfer_id, instruction_id, institution_code, account_number, kind, state, controlled_fen, since, until, stop_no) values ($1, $2, $3, $4, $5, $6, 'stop', 'in_force', $7, '2026-11-23T02:15:00Z', now() + interval '40 hours', 1)", [holdId, incident.id, transferId, instructionId, FAST_BANK, accountNumber, amountFen]);
    return { incidentId: incident.id, instructionId, holdId, transferId, path: `/api/v1/incidents/${incident.id}/instructions/${instructionId}/override` };
  }
  const override = async (path: string, login: string, body: object = REFUSED, key?: string) => stage.ask('POST', path, { token: await stage.login(login), body, ...(key ? { key } : {}) });
  const stored = (instructionId: string) => stage.sql("select actor, source, state, raw from inbound_answers where instruction_id = $1 and source = 'override'", [instructionId]);

  it('stores what a commander states as it was said, once, tells who said it, and moves nothing itself', async () => {
    const { incidentId, instructionId, path } = await answered();
    const key = randomUUID();
    const first = await override(path, 'jining-cmd', REFUSED, key);
    const again = await override(path, 'jining-cmd', REFUSED, key);
    expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([202, 202, 'true']);
    const rows = await stored(instructionId);
    expect(rows).toMatchObject([{ actor: 'jining-cmd', source: 'override', state: 'pending' }]);
    expect(JSON.parse(rows[0].raw.toString())).toEqual({ ...REFUSED, byName: '沈明川' });
    expect(first.body.instructions[0]).toMatchObject({ state: 'done', override: null });
    const facts = (await stage.ask('GET', `/api/v1/incidents/${incidentId}/facts`, { token: await stage.login('liangshan-op') })).body.items;
    expect(facts.at(-1)).toMatchObject({ type: 'answer.override_asked', actor: 'jining-cmd', data: { instructionId, ...REFUSED, controlledFen: null, bankAt: null } });
  });

  it('shows the mark with who, why and from whom, beside the bank\'s own code, whose advice is not given any more', async () => {
    const { incidentId, instructionId } = await answered('refused', false);
    const mark = { by: 'jining-cmd', byName: '沈明川', at: '2026-11-24T00:00:00.000Z', from: 'done', to: 'refused', reason: 'r', source: 's' };
    await stage.sql("update instructions set overridden = $2::jsonb, answer_code = '0301', answer_text = '已止付' where id = $1", [instructionId, JSON.stringify(mark)]);
    const { body } = await stage.ask('GET', `/api/v1/incidents/${incidentId}`, { token: await stage.login('liangshan-op') });
    expect(body.instructions[0]).toMatchObject({ override: mark, answerCode: '0301', answerText: '已止付', advice: null });
  });

  it('is a commander\'s, within the scope, and not of one whose own word it rests on', async () => {
    const { incidentId, instructionId, path } = await answered('waiting', false);
    expect(await override(path, 'liangshan-op', DONE)).toMatchObject({ status: 403, body: { detail: expect.stringContaining('指挥员') } });
    expect(await override(path, 'binzhou-cmd', DONE)).toMatchObject({ status: 404 });
    expect(await override(path.replace(instructionId, randomUUID()), 'jining-cmd', DONE)).toMatchObject({ status: 404 });
    await stage.ask('POST', `/api/v1/incidents/${incidentId}/instructions/${instructionId}/answers`, { token: await stage.login('jining-cmd'), body: { outcome: 'done', controlledFen: 900, note: '电话' } });
    expect(await override(path, 'jining-cmd', DONE)).toMatchObject({ status: 403, body: { detail: expect.stringContaining('另一名指挥员') } });
    expect(await override(path, 'sd-cmd', DONE)).toMatchObject({ status: 202 });
    // Where the policy wants four eyes for the instruction, who entered it is none of the second pair.
    const great = await answered('done', true, 'jining-cmd', 600_000_000);
    expect(await override(great.path, 'jining-cmd')).toMatchObject({ status: 403 });
    expect(await override(great.path, 'sd-cmd')).toMatchObject({ status: 202 });
    const small = await answered('done', true, 'jining-cmd');
    expect(await override(small.path, 'jining-cmd')).toMatchObject({ status: 202 });
  });

  it('names every field that is missing, in both languages', async () => {
    const { path } = await answered();
    const faults: [object, string[]][] = [
      [{}, ['to', 'controlledFen', 'bankAt', 'reason', 'source']], [{ ...REFUSED, refusal: undefined }, ['refusal']], [{ ...REFUSED, source: '  ' }, ['source']], [{ ...REFUSED, reason: '' }, ['reason']],
      [{ ...DONE, bankAt: '10:15' }, ['bankAt']], [{ ...DONE, controlledFen: 0 }, ['controlledFen']],
    ];
    for (const [body, fields] of faults) {
      const answer = await override(path, 'jining-cmd', body);
      expect(answer.status).toBe(400);
      expect([...new Set(answer.body.errors.map((error: { field: string }) => error.field))]).toEqual(expect.arrayContaining(fields));
    }
  });

  it('refuses what the law forbids, with field and remedy, and stores nothing', async () => {
    const refused = async (at: { path: string; instructionId: string }, body: object, field: string, zh: string): Promise<void> => {
      expect(await override(at.path, 'jining-cmd', body)).toMatchObject({ status: 409, body: { code: 'conflict', errors: [{ field, zh: expect.stringContaining(zh), en: expect.stringMatching(/^[a-z]/) }] } });
      expect(await stored(at.instructionId)).toEqual([]);
    };
    const stop = await answered();
    await refused(stop, { ...DONE, controlledFen: 901 }, 'controlledFen', '不超过指令金额');
    await refused(stop, { ...DONE, bankAt: '2199-01-01T00:00:00Z' }, 'bankAt', '晚于现在');
    await refused(stop, DONE, 'to', '相同');
    await stage.sql('update holds set extensions = 1 where id = $1', [stop.holdId]);
    await refused(stop, REFUSED, 'to', '已延期或解除');
    const frozen = await answered();
    await stage.sql("insert into holds select gen_random_uuid(), incident_id, transfer_id, instruction_id, institution_code, account_number, 'freeze', 'in_force', controlled_fen, since, until, stop_no from holds where id = $1", [frozen.holdId]);
    await refused(frozen, REFUSED, 'to', '解冻');
    const measured = await answered();
    await stage.sql("insert into measure_requests (id, incident_id, hold_id, kind, params, amount_fen, requested_by, organ_code, needs_plan) select gen_random_uuid(), incident_id, id, 'extend', '{}', 900, 'x', (select organ_code from incidents where id = incident_id), true from holds where id = $1", [measured.holdId]);
    await refused(measured, REFUSED, 'to', '等待结果');
    const returned = await answered();
    await stage.sql("insert into returns (id, hold_id, incident_id, transfer_id, amount_fen, method, reason, approver_name, approver_level, decided_by, decided_at, state) values (gen_random_uuid(), $1, $2, $3, 900, 'single', 'r', 'n', 'county', 'x', now(), 'decided')", [returned.holdId, returned.incidentId, returned.transferId]);
    await refused(returned, REFUSED, 'to', '返还');
    const planned = await answered('planned', false);
    await refused(planned, REFUSED, 'to', '未发出');
    const query = await answered('done', false);
    await stage.sql("update instructions set kind = 'query_flow' where id = $1", [query.instructionId]);
    await refused(query, REFUSED, 'instructionId', '止付');
  });
});
