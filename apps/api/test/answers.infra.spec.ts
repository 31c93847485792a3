import { randomBytes, randomUUID } from 'node:crypto';
import { signMessage } from '#message-signature';
import { ApiStage, FAST_BANK, HAND_BANK, transfer, type Answer } from './api.stage';
import { instruct } from './instruct';

const PATH = `/api/v1/bank-door/${FAST_BANK}/answers`;

describe('answers at the doors', () => {
  let stage: ApiStage;
  beforeAll(async () => void (stage = await ApiStage.open()), 60_000);
  afterAll(() => stage.close());

  const callBack = (body: Buffer | string, changed: { key?: Uint8Array; nonce?: string; now?: Date; path?: string; headers?: Record<string, string> } = {}): Promise<Answer> => {
    const key = changed.key ?? (stage.configuration.fromBankKeys.get(FAST_BANK) as Uint8Array);
    const signed = signMessage({ method: 'POST', path: PATH, keyId: FAST_BANK, key, body, nonce: changed.nonce ?? randomUUID(), now: changed.now ?? new Date() });
    return stage.ask('POST', changed.path ?? PATH, { raw: body, headers: { ...signed, ...changed.headers } });
  };

  it('stores a signed callback as it came, whatever its type, and wakes the worker', async () => {
    const raw = randomBytes(500);
    const answer = await callBack(raw, { headers: { 'content-type': 'application/vnd.bank+binary' } });
    expect(answer).toMatchObject({ status: 202, body: { received: true } });
    const rows = await stage.sql('select institution_code, source, actor, state, content_type, raw from inbound_answers where raw = $1', [raw]);
    expect(rows).toEqual([{ institution_code: FAST_BANK, source: 'callback', actor: `institution:${FAST_BANK}`, state: 'pending', content_type: 'application/vnd.bank+binary', raw }]);
  });

  it('refuses another key, another body, another path, an old message and a repeated one', async () => {
    const [{ n: before }] = await stage.sql('select count(*)::int as n from inbound_answers');
    expect((await callBack('{}', { key: randomBytes(32) })).status).toBe(401);
    expect((await callBack('{}', { headers: { 'stop-signature': `v1=${randomBytes(32).toString('base64')}` } })).body.code).toBe('signature_invalid');
    expect((await callBack('{}', { path: `${PATH}?x=1` })).status).toBe(401);
    expect((await callBack('{}', { path: '/api/v1/bank-door/999010000099/answers' })).status).toBe(401);
    expect((await callBack('{}', { now: new Date(Date.now() - 400_000) })).body.errors[0].en).toContain('too old');
    expect((await stage.ask('POST', PATH, { raw: '{}' })).body.errors[0].en).toContain('missing');
    const nonce = randomUUID();
    expect((await callBack('{}', { nonce })).status).toBe(202);
    expect(await callBack('{}', { nonce })).toMatchObject({ status: 409, body: { code: 'replayed_nonce' } });
    expect(await callBack(Buffer.alloc(65 * 1024))).toMatchObject({ status: 413, body: { code: 'too_large' } });
    expect(await stage.sql('select count(*)::int as n from inbound_answers')).toEqual([{ n: before + 1 }]);
  });

  it('records an answer by hand with the person’s name, once', async () => {
    const { incident } = (await stage.report('liangshan-op', { transfers: [transfer({ institutionCode: HAND_BANK, amountFen: 900 })] })).body;
    const { instructionId } = await instruct(stage, incident, 0);
    const token = await stage.login('shiqiao-clerk');
    const desk = await stage.ask('GET', '/api/v1/bank-desk/instructions', { token });
    expect(desk.body.items).toMatchObject([{ instructionId, incidentNumber: incident.number, amountFen: 900, organName: '梁山县公安局', state: 'waiting' }]);
    const path = `/api/v1/incidents/${incident.id}/instructions/${instructionId}/answers`;
    const key = randomUUID();
    const body = { outcome: 'partly_done', controlledFen: 400, onward: [{ accountNumber: '9990 0100 1234 5678', amountFen: 500 }], note: '柜员核实' };
    const first = await stage.ask('POST', path, { token, body, key });
    const again = await stage.ask('POST', path, { token, body, key });
    expect([first.status, again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([202, 202, first.body, 'true']);
    const rows = await stage.sql('select id, instruction_id, source, actor, raw from inbound_answers where instruction_id = $1', [instructionId]);
    expect(rows).toMatchObject([{ id: first.body.inboundAnswerId, source: 'hand', actor: 'shiqiao-clerk' }]);
    expect(JSON.parse(rows[0].raw.toString())).toEqual({ ...body, onward: [{ accountNumber: '9990010012345678', amountFen: 500, institutionCode: FAST_BANK }] });
    const facts = await stage.ask('GET', `/api/v1/incidents/${incident.id}/facts`, { token: await stage.login('liangshan-op') });
    expect(facts.body.items.at(-1)).toMatchObject({ type: 'answer.recorded_by_hand', actor: 'shiqiao-clerk', data: { note: '柜员核实' } });
  });

  it('lets nobody answer for another institution or organ, and refuses what makes no sense', async () => {
    const { incident } = (await stage.report('liangshan-op', { transfers: [transfer({ amountFen: 900 })] })).body;
    const { instructionId } = await instruct(stage, incident, 0);
    const path = `/api/v1/incidents/${incident.id}/instructions/${instructionId}/answers`;
    const done = { outcome: 'done', controlledFen: 900, note: 'x' };
    for (const login of ['shiqiao-clerk', 'boxing-op']) expect((await stage.ask('POST', path, { token: await stage.login(login), body: done })).status).toBe(404);
    const token = await stage.login('liangshan-op');
    const faults: [object, string][] = [[{ ...done, controlledFen: 901 }, 'controlledFen'], [{ outcome: 'done', note: 'x' }, 'controlledFen'], [{ outcome: 'refused', note: 'x' }, 'refusal'], [{ ...done, note: '' }, 'note'], [{ ...done, bankAt: '2199-01-01T00:00:00Z' }, 'bankAt']];
    for (const [body, field] of faults) expect((await stage.ask('POST', path, { token, body })).body).toMatchObject({ status: 400, errors: [{ field }] });
    expect(await stage.sql('select * from inbound_answers where instruction_id = $1', [instructionId])).toEqual([]);
    const correction = await stage.ask('PATCH', `/api/v1/incidents/${incident.id}/transfers/${incident.transfers[0].transferId}`, { token, body: { accountNumber: '999001000' } });
    expect(correction).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('tells a code\'s cause and next step in both languages, and names one that nobody knows', async () => {
    const { incident } = (await stage.report('liangshan-op')).body;
    const { instructionId } = await instruct(stage, incident, 0);
    const seen = async (state: string, code: string, silence: string | null): Promise<unknown> => {
      await stage.sql('update instructions set state = $2, answer_code = $3, silence_cause = $4 where id = $1', [instructionId, state, code, silence]);
      return (await stage.ask('GET', `/api/v1/incidents/${incident.id}`, { token: await stage.login('liangshan-op') })).body.instructions[0].advice;
    };
    expect(await seen('refused', '0301', null)).toEqual({ zh: { cause: '户名与账号不符', next: '核对户名后更正重发' }, en: { cause: 'holder name and account do not agree', next: 'check the holder name, correct it and send again' } });
    expect(await seen('uncertain', 'X999', 'unknown_code')).toMatchObject({ zh: { cause: expect.stringContaining('X999') }, en: { next: expect.stringContaining('call the institution') } });
    expect(await seen('refused', 'BY_HAND', null)).toBeNull();
  });

  it('acknowledges an escalation once, and only at the level that was called or above', async () => {
    const token = await stage.login('jining-cmd');
    const { incident } = (await stage.report('liangshan-op')).body;
    const id = randomUUID();
    await stage.sql("insert into escalations (id, incident_id, to_level, reason, raised_at) values ($1, $2, 'city', 'amount', now())", [id, incident.id]);
    const path = `/api/v1/incidents/${incident.id}/escalations/${id}/acknowledgement`;
    expect((await stage.ask('GET', `/api/v1/incidents/${incident.id}`, { token })).body.openEscalation).toMatchObject({ id, toLevel: 'city' });
    expect(await stage.ask('POST', path, { token: await stage.login('liangshan-op'), body: {} })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const first = await stage.ask('POST', path, { token, body: { note: '已联系银行' } });
    expect(first).toMatchObject({ status: 201, body: { openEscalation: null, escalations: [{ acknowledgedBy: 'jining-cmd' }] } });
    const second = await stage.ask('POST', path, { token, body: {} });
    expect(second.body.lastSeq).toBe(first.body.lastSeq);
    expect((await stage.ask('POST', `/api/v1/incidents/${incident.id}/escalations/${randomUUID()}/acknowledgement`, { token, body: {} })).status).toBe(404);
  });

  it('takes "queued" by hand of a freeze only, with its place and who stands before', async () => {
    const { incident } = (await stage.report('liangshan-op', { transfers: [transfer({ institutionCode: HAND_BANK, amountFen: 900 })] })).body;
    const { instructionId } = await instruct(stage, incident, 0);
    const token = await stage.login('shiqiao-clerk');
    const say = (body: object) => stage.ask('POST', `/api/v1/incidents/${incident.id}/instructions/${instructionId}/answers`, { token, body: { outcome: 'queued', note: '柜员核实', ...body } });
    expect(await say({ position: 1 })).toMatchObject({ status: 400, body: { errors: [{ field: 'outcome', zh: expect.stringContaining('轮候'), en: expect.stringContaining('queue') }] } });
    await stage.sql("update instructions set kind = 'freeze' where id = $1", [instructionId]);
    expect(await say({})).toMatchObject({ status: 400, body: { errors: [{ field: 'position' }] } });
    expect(await say({ position: 0 })).toMatchObject({ status: 400 });
    expect(await say({ position: 1, prior: [{ until: '2027-01-01T00:00:00Z' }] })).toMatchObject({ status: 400 });
    const said = { position: 2, prior: [{ authority: '某区人民法院', until: '2027-01-01T00:00:00Z', amountFen: 500 }] };
    expect((await say(said)).status).toBe(202);
    const [row] = await stage.sql('select raw from inbound_answers where instruction_id = $1', [instructionId]);
    expect(JSON.parse(row.raw.toString())).toEqual({ outcome: 'queued', note: '柜员核实', ...said });
    // It is not done: the clerks keep it on their desk until its turn comes or the queue ends.
    await stage.sql("update instructions set state = 'queued' where id = $1", [instructionId]);
    const { items } = (await stage.ask('GET', '/api/v1/bank-desk/instructions', { token })).body;
    expect(items.find((item: { instructionId: string }) => item.instructionId === instructionId)).toMatchObject({ state: 'queued', kind: 'freeze' });
  });
});
