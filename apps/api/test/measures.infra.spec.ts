import { randomUUID } from 'node:crypto';
import { insertBatch, HOLD_COLUMNS } from '#ledger';
import { ApiStage, transfer } from './api.stage';
import { instruct } from './instruct';

interface Held { readonly incidentId: string; readonly holdId: string; readonly path: string }

describe('measures on holds', () => {
  let stage: ApiStage;
  beforeAll(async () => void (stage = await ApiStage.open()), 60_000);
  afterAll(() => stage.close());

  /** An incident whose stop is in force, as the worker would have left it. */
  async function held(hold: Record<string, unknown> = {}): Promise<Held> {
    const { incident } = (await stage.report('liangshan-op', { transfers: [transfer({ amountFen: 900 })] })).body;
    const { instructionId } = await instruct(stage, incident, 0);
    await stage.sql("update instructions set state = 'done' where id = $1", [instructionId]);
    const holdId = randomUUID();
    const { transferId, institutionCode, accountNumber } = incident.transfers[0];
    await insertBatch(stage.ledger().sql, 'holds', { ...HOLD_COLUMNS, allocated_fen: 'bigint' }, [{
      id: holdId, incident_id: incident.id, transfer_id: transferId, instruction_id: instructionId, institution_code: institutionCode, account_number: `${accountNumber}${randomUUID().slice(0, 6)}`, kind: 'stop', state: 'in_force',
      controlled_fen: 900, since: new Date(), until: new Date(Date.now() + 3_600_000), stop_no: 1, allocated_fen: 900, ...hold,
    }]);
    return { incidentId: incident.id, holdId, path: `/api/v1/incidents/${incident.id}/holds/${holdId}/measures` };
  }
  const ask = async (path: string, body: object, login = 'liangshan-op', key?: string) => stage.ask('POST', path, { token: await stage.login(login), body, ...(key ? { key } : {}) });

  it('takes a measure once: a request for the worker and a fact that names who and why', async () => {
    const { incidentId, holdId, path } = await held();
    const key = randomUUID();
    const first = await ask(path, { kind: 'extend', reason: ' 材料未齐 ' }, 'liangshan-op', key);
    expect(first).toMatchObject({ status: 202, body: { holds: [{ id: holdId, state: 'in_force' }] } });
    const again = await ask(path, { kind: 'extend', reason: ' 材料未齐 ' }, 'liangshan-op', key);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([202, 'true']);
    expect(await stage.sql('select kind, params, requested_by, organ_code, needs_plan, amount_fen from measure_requests where hold_id = $1', [holdId])).toEqual([
      { kind: 'extend', params: { reason: '材料未齐', caseNumber: null, approverName: null, approverLevel: null }, requested_by: 'liangshan-op', organ_code: '370832000000', needs_plan: true, amount_fen: '900' }]);
    const facts = await stage.ask('GET', `/api/v1/incidents/${incidentId}/facts`, { token: await stage.login('liangshan-op') });
    expect(facts.body.items.at(-1)).toMatchObject({ type: 'measure.requested', actor: 'liangshan-op', data: { holdId, kind: 'extend', reason: '材料未齐' } });
    expect(await ask(path, { kind: 'release', reason: 'x' })).toMatchObject({ status: 409, body: { code: 'conflict', detail: expect.stringContaining('等待结果') } });
  });

  it('a freeze before filing is refused, and with a case number and a county\'s approval it is taken', async () => {
    const { incidentId, holdId, path } = await held();
    const freeze = { kind: 'freeze', reason: '已立案', approverName: '赵局', approverLevel: 'county' };
    expect(await ask(path, freeze)).toMatchObject({ status: 409, body: { errors: [{ field: 'caseNumber', zh: expect.stringContaining('立案'), en: expect.stringContaining('filed case') }] } });
    const filed = await stage.ask('PATCH', `/api/v1/incidents/${incidentId}`, { token: await stage.login('liangshan-op'), body: { caseNumber: 'A3708320000002026110001' }, headers: { 'if-match': '1' } });
    expect(filed.status).toBe(200);
    expect(await ask(path, { ...freeze, approverName: undefined })).toMatchObject({ status: 409, body: { errors: [{ field: 'approverName' }] } });
    expect(await ask(path, { ...freeze, approverLevel: 'station' })).toMatchObject({ status: 409, body: { errors: [{ field: 'approverLevel' }] } });
    expect(await ask(path, { ...freeze, amountFen: 899 })).toMatchObject({ status: 409, body: { errors: [{ field: 'amountFen' }] } });
    expect((await ask(path, { ...freeze, amountFen: 1_000 })).status).toBe(202);
    expect(await stage.sql('select amount_fen from measure_requests where hold_id = $1', [holdId])).toEqual([{ amount_fen: '1000' }]);
  });

  it('only the organ that placed the hold, within its scope; other victims\' money stays', async () => {
    const { incidentId, holdId, path } = await held();
    const release = { kind: 'release', reason: '误止' };
    expect((await ask(path, release, 'boxing-op')).status).toBe(404);
    expect(await ask(path, release, 'jining-cmd')).toMatchObject({ status: 409, body: { errors: [{ en: expect.stringContaining('only the organ') }] } });
    expect((await ask(path.replace(holdId, randomUUID()), release)).status).toBe(404);
    const other = (await stage.report('boxing-op')).body.incident;
    await stage.sql('insert into hold_allocations (hold_id, incident_id, fen) values ($1, $2, 500), ($1, $3, 400)', [holdId, incidentId, other.id]);
    expect(await ask(path, release)).toMatchObject({ status: 409, body: { errors: [{ en: expect.stringContaining('other victims') }] } });
    await stage.sql('delete from hold_allocations where hold_id = $1 and incident_id = $2', [holdId, other.id]);
    expect((await ask(path, release)).status).toBe(202);
  });

  it('a queued freeze is shown beside the stop and never as held; a second one is refused, and it can be taken back', async () => {
    const { incidentId, holdId, path } = await held();
    const [stop] = await stage.sql('select transfer_id, instruction_id, institution_code, account_number, until from holds where id = $1', [holdId]);
    const id = randomUUID();
    const prior = [{ authority: '某区人民法院', until: null, amountFen: 500 }];
    await insertBatch(stage.ledger().sql, 'holds', { ...HOLD_COLUMNS, queued_by: 'uuid', queue_position: 'smallint', queued_fen: 'bigint', prior: 'jsonb' }, [{
      ...stop, id, incident_id: incidentId, kind: 'freeze', state: 'queued', controlled_fen: 0, since: new Date(), until: null, stop_no: 1, queued_by: stop.instruction_id, queue_position: 2, queued_fen: 900, prior,
    }]);
    const seen = async () => (await stage.ask('GET', `/api/v1/incidents/${incidentId}`, { token: await stage.login('liangshan-op') })).body;
    const view = await seen();
    expect(view.queuedFreezes).toMatchObject([{ id, position: 2, queuedFen: 900, prior, until: null, stopUntil: stop.until.toISOString() }]);
    expect(view.holds.map((hold: { id: string }) => hold.id)).toEqual([holdId]);
    expect(view.figures).toMatchObject({ controlledBalanceFen: 900, frozenFen: 0 });
    const approved = { reason: '已立案', approverName: '赵局', approverLevel: 'county' };
    expect(await ask(path, { kind: 'freeze', ...approved })).toMatchObject({ status: 409, body: { errors: [{ zh: expect.stringContaining('轮候'), en: expect.stringContaining('queue') }] } });
    expect(await ask(path.replace(holdId, id), { kind: 'extend_freeze', ...approved })).toMatchObject({ status: 409 });
    expect((await ask(path.replace(holdId, id), { kind: 'unfreeze', reason: '误冻' })).status).toBe(202);
    expect(await stage.sql('select kind, amount_fen from measure_requests where hold_id = $1', [id])).toEqual([{ kind: 'unfreeze', amount_fen: '900' }]);
    await stage.sql("update holds set state = 'lapsed' where id = $1", [holdId]);
    expect((await seen()).queuedFreezes).toMatchObject([{ stopUntil: null, underway: { kind: 'unfreeze' } }]);
  });

  it('says beforehand what a hold permits, in the words it would refuse with; and a measure under way is seen', async () => {
    const { incidentId, holdId, path } = await held();
    const permits = async (login = 'liangshan-op') => stage.ask('GET', path, { token: await stage.login(login) });
    const first = await permits();
    expect(first).toMatchObject({ status: 200, body: { holdId, allocatedFen: 900, controlledFen: 900, caseNumber: null } });
    expect(first.body.measures.map((one: { kind: string; refusal: string | null }) => [one.kind, one.refusal])).toEqual([['extend', null], ['release', null], ['freeze', 'not_filed'], ['extend_freeze', 'wrong_kind'], ['unfreeze', 'wrong_kind']]);
    expect(first.body.measures[2]).toMatchObject({ permitted: false, why: { field: 'caseNumber', zh: expect.stringContaining('立案'), en: expect.stringContaining('filed case') } });
    expect((await permits('jining-cmd')).body.measures.map((one: { refusal: string }) => one.refusal)).toEqual(Array(5).fill('other_organ'));
    expect((await permits('boxing-op')).status).toBe(404);
    const elsewhere = await held();
    expect((await stage.ask('GET', path.replace(holdId, elsewhere.holdId), { token: await stage.login('liangshan-op') })).status).toBe(404);
    const asked = await ask(path, { kind: 'extend', reason: 'x' });
    expect(asked.body.holds[0]).toMatchObject({ id: holdId, underway: { kind: 'extend', state: null } });
    expect(new Set((await permits()).body.measures.slice(0, 3).map((one: { refusal: string }) => one.refusal))).toEqual(new Set(['measure_open']));
    expect((await stage.ask('GET', `/api/v1/incidents/${incidentId}`, { token: await stage.login('liangshan-op') })).body.cutOffs).toEqual([]);
  });

  it('of ten people who ask at once, one is heard', async () => {
    const { path, holdId } = await held();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(path, { kind: 'extend', reason: 'x' })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([202, ...Array.from({ length: 9 }, () => 409)]);
    expect(await stage.sql('select count(*)::int as n from measure_requests where hold_id = $1', [holdId])).toEqual([{ n: 1 }]);
  });

  it('answers junk with the field and the remedy, and a hold that is over with the reason', async () => {
    const { path } = await held();
    for (const [body, field] of [[{ kind: 'stop', reason: 'x' }, 'kind'], [{ kind: 'extend', reason: ' ' }, 'reason'], [{ kind: 'extend' }, 'reason'], [{ kind: 'freeze', reason: 'x', amountFen: 1.5 }, 'amountFen'], [{ kind: 'freeze', reason: 'x', approverLevel: 'king' }, 'approverLevel']] as const) {
      expect((await ask(path, body)).body).toMatchObject({ status: 400, errors: [{ field }] });
    }
    expect(await ask(path, { kind: 'unfreeze', reason: 'x' })).toMatchObject({ status: 409, body: { errors: [{ field: 'kind' }] } });
    const lapsed = await held({ state: 'lapsed' });
    expect(await ask(lapsed.path, { kind: 'extend', reason: 'x' })).toMatchObject({ status: 409, body: { errors: [{ en: expect.stringContaining('not in force') }] } });
  });
});
