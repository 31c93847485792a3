import { randomUUID } from 'node:crypto';
import type { Fact } from '#domain';
import { HOLD_COLUMNS, insertBatch } from '#ledger';
import { ApiStage, heard, transfer, type Answer } from './api.stage';
import { instruct } from './instruct';

const LIANGSHAN = '370832000000';
interface Held { readonly incidentId: string; readonly holdId: string; readonly path: string }

/** The api alone: who may offer, accept, decline and withdraw, who sees the incident meanwhile, and what nobody may. */
describe('handing over the right to change a hold', () => {
  let stage: ApiStage;
  let BOXING: string;
  beforeAll(async () => {
    stage = await ApiStage.open();
    BOXING = (await stage.ask('GET', '/api/v1/sessions/me', { token: await stage.login('boxing-op') })).body.organ.code;
  }, 60_000);
  afterAll(() => stage.close());

  async function held(hold: Record<string, unknown> = {}): Promise<Held> {
    const { incident } = (await stage.report('liangshan-op', { transfers: [transfer({ amountFen: 900 })] })).body;
    const { instructionId } = await instruct(stage, incident, 0);
    await stage.sql("update instructions set state = 'done' where id = $1", [instructionId]);
    const holdId = randomUUID();
    const { transferId, institutionCode, accountNumber } = incident.transfers[0];
    await insertBatch(stage.ledger().sql, 'holds', { ...HOLD_COLUMNS, allocated_fen: 'bigint' }, [{
      id: holdId, incident_id: incident.id, transfer_id: transferId, instruction_id: instructionId, institution_code: institutionCode, account_number: accountNumber, kind: 'stop', state: 'in_force',
      controlled_fen: 900, since: new Date(), until: new Date(Date.now() + 3_600_000), stop_no: 1, allocated_fen: 900, ...hold,
    }]);
    return { incidentId: incident.id, holdId, path: `/api/v1/incidents/${incident.id}/holds/${holdId}` };
  }
  const ask = async (path: string, login: string, body: object = {}, key?: string): Promise<Answer> => stage.ask('POST', path, { token: await stage.login(login), body, ...(key ? { key } : {}) });
  const get = async (path: string, login: string): Promise<Answer> => stage.ask('GET', path, { token: await stage.login(login) });
  const offer = (one: Held, login = 'liangshan-op', toOrganCode = BOXING, key?: string) => ask(`${one.path}/hand-overs`, login, { toOrganCode, reason: ' 案件移送 ' }, key);
  const offered = async (one: Held): Promise<string> => (await offer(one)).body.holds[0].handOver.id;
  const end = (one: Held, id: string, how: 'acceptance' | 'declination' | 'withdrawal', login: string, key?: string) => ask(`${one.path}/hand-overs/${id}/${how}`, login, how === 'acceptance' ? {} : { reason: '不属本辖区' }, key);
  const sees = async ({ incidentId }: Held, login: string) => (await get(`/api/v1/incidents/${incidentId}`, login)).status;
  const lists = async ({ incidentId }: Held, login: string) => (await get('/api/v1/incidents?limit=200', login)).body.items.filter((one: { id: string }) => one.id === incidentId);
  const factsOf = async ({ incidentId }: Held): Promise<Fact[]> => (await get(`/api/v1/incidents/${incidentId}/facts`, 'liangshan-op')).body.items.filter((fact: Fact) => fact.type.startsWith('hand_over.'));

  it('offers once, shows it to both, and leaves the right where it is until it is accepted', async () => {
    const one = await held();
    expect([await sees(one, 'boxing-op'), await lists(one, 'boxing-op')]).toEqual([404, []]);
    const key = randomUUID();
    expect(await offer(one, 'liangshan-op', BOXING, key)).toMatchObject({ status: 201, body: { offeredTo: [BOXING], holds: [{ id: one.holdId, placedBy: { code: LIANGSHAN }, right: { code: LIANGSHAN }, handOver: { toOrgan: { code: BOXING }, reason: '案件移送', offeredBy: 'liangshan-op' } }] } });
    const again = await offer(one, 'liangshan-op', BOXING, key);
    expect([again.status, again.headers.get('idempotent-replayed'), (await factsOf(one)).length]).toEqual([201, 'true', 1]);
    expect(await offer(one)).toMatchObject({ status: 409, body: { errors: [{ field: 'holdId', zh: expect.stringContaining('撤回'), en: expect.stringContaining('withdraw it first') }] } });
    expect(await sees(one, 'boxing-op')).toBe(200);
    expect(await lists(one, 'boxing-op')).toMatchObject([{ offeredTo: [BOXING] }]);
    // A guest reads; of what it may not do it hears as of an incident that is not its own.
    expect((await ask(`/api/v1/incidents/${one.incidentId}/transfers`, 'boxing-op', transfer())).status).toBe(404);
    expect(await ask(`${one.path}/measures`, 'boxing-op', { kind: 'release', reason: '误止' })).toMatchObject({ status: 409, body: { errors: [{ en: expect.stringContaining('has the right') }] } });
  });

  it('an acceptance moves the right and nothing else: the old organ is refused, the new one asks in its own name', async () => {
    const one = await held();
    const before = await stage.sql("select since, until, stop_no, extensions, controlled_fen, state, instruction_id from holds where id = $1", [one.holdId]);
    const id = await offered(one);
    expect((await end(one, id, 'acceptance', 'liangshan-op')).body.errors).toMatchObject([{ field: 'handOverId', en: expect.stringContaining('receiving organ') }]);
    expect(await end(one, id, 'acceptance', 'boxing-op')).toMatchObject({ status: 200, body: { offeredTo: [], holds: [{ placedBy: { code: LIANGSHAN }, right: { code: BOXING }, handOver: null }] } });
    expect(await stage.sql("select since, until, stop_no, extensions, controlled_fen, state, instruction_id from holds where id = $1", [one.holdId])).toEqual(before);
    expect(await ask(`${one.path}/measures`, 'liangshan-op', { kind: 'release', reason: '误止' })).toMatchObject({ status: 409, body: { errors: [{ field: 'kind', zh: expect.stringContaining('移交解除权') }] } });
    expect((await get(`${one.path}/measures`, 'boxing-op')).body.measures.slice(0, 2)).toMatchObject([{ permitted: true }, { permitted: true }]);
    expect((await ask(`${one.path}/measures`, 'boxing-op', { kind: 'release', reason: '误止' })).status).toBe(202);
    expect(await stage.sql('select organ_code, requested_by from measure_requests where hold_id = $1', [one.holdId])).toEqual([{ organ_code: BOXING, requested_by: 'boxing-op' }]);
    expect((await factsOf(one)).map(({ type, actor, data }) => [type, actor, (data as { toOrganCode: string }).toOrganCode])).toEqual([['hand_over.offered', 'liangshan-op', BOXING], ['hand_over.accepted', 'boxing-op', BOXING]]);
    expect(await end(one, id, 'withdrawal', 'liangshan-op')).toMatchObject({ status: 409, body: { errors: [{ field: 'handOverId', en: expect.stringContaining('has ended') }] } });
  });

  it('a freeze that waits in the queue to take the stop\'s place goes with it', async () => {
    const one = await held();
    const [{ instruction_id: instructionId, ...stop }] = await stage.sql('select instruction_id, transfer_id, institution_code, account_number from holds where id = $1', [one.holdId]);
    const queuedId = randomUUID();
    await insertBatch(stage.ledger().sql, 'holds', { ...HOLD_COLUMNS, queued_by: 'uuid', queue_position: 'smallint', queued_fen: 'bigint' }, [{
      ...stop, id: queuedId, incident_id: one.incidentId, instruction_id: instructionId, kind: 'freeze', state: 'queued', controlled_fen: 0, since: new Date(), until: null, stop_no: 1, queued_by: instructionId, queue_position: 1, queued_fen: 900,
    }]);
    expect((await end(one, await offered(one), 'acceptance', 'boxing-op')).status).toBe(200);
    expect(await stage.sql('select right_organ_code from holds where id = $1', [queuedId])).toEqual([{ right_organ_code: BOXING }]);
  });

  it('while a measure awaits the bank\'s word, an offer can be made but not accepted', async () => {
    const one = await held();
    expect((await ask(`${one.path}/measures`, 'liangshan-op', { kind: 'extend', reason: '材料未齐' })).status).toBe(202);
    const id = await offered(one);
    expect(await end(one, id, 'acceptance', 'boxing-op')).toMatchObject({ status: 409, body: { errors: [{ zh: expect.stringContaining('待银行反馈') }] } });
  });

  it('declined: the right stays, the incident is out of sight again, and the request can be repeated', async () => {
    const one = await held();
    const id = await offered(one);
    const key = randomUUID();
    expect(await end(one, id, 'declination', 'boxing-op', key)).toMatchObject({ status: 200, body: { handOverId: id, state: 'declined' } });
    expect([await sees(one, 'boxing-op'), await lists(one, 'boxing-op')]).toEqual([404, []]);
    const again = await end(one, id, 'declination', 'boxing-op', key);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    expect((await get(`/api/v1/incidents/${one.incidentId}`, 'liangshan-op')).body).toMatchObject({ offeredTo: [], holds: [{ right: { code: LIANGSHAN }, handOver: null }] });
    expect((await factsOf(one)).at(-1)).toMatchObject({ type: 'hand_over.declined', actor: 'boxing-op', data: { reason: '不属本辖区' } });
    expect((await offer(one)).status).toBe(201);
  });

  it('withdrawn by the offerer only, before it is accepted', async () => {
    const one = await held();
    const id = await offered(one);
    expect((await end(one, id, 'withdrawal', 'boxing-op')).body.errors).toMatchObject([{ field: 'handOverId', en: expect.stringContaining('declines') }]);
    expect((await end(one, id, 'withdrawal', 'liangshan-op')).body).toMatchObject({ holds: [{ handOver: null }] });
    expect([await sees(one, 'boxing-op'), (await end(one, id, 'acceptance', 'boxing-op')).status]).toEqual([404, 409]);
  });

  it('nobody offers what is not theirs, what is over, to nobody or to themselves; strangers see nothing at all', async () => {
    const one = await held();
    expect((await offer(one, 'jining-cmd')).body.errors).toMatchObject([{ field: 'holdId', en: expect.stringContaining('has the right now') }]);
    expect((await offer(one, 'boxing-op')).status).toBe(404);
    expect((await offer(one, 'liangshan-op', '999999999999')).body.errors).toMatchObject([{ field: 'toOrganCode', en: expect.stringContaining('no such organ') }]);
    expect((await offer(one, 'liangshan-op', LIANGSHAN)).body.errors).toMatchObject([{ field: 'toOrganCode' }]);
    expect((await offer(one, 'liangshan-op', '1')).body).toMatchObject({ status: 400, errors: [{ field: 'toOrganCode' }] });
    expect((await ask(`${one.path}/hand-overs`, 'liangshan-op', { toOrganCode: BOXING, reason: ' ' })).body).toMatchObject({ status: 400, errors: [{ field: 'reason' }] });
    expect((await offer(await held({ state: 'released' }))).body.errors).toMatchObject([{ field: 'holdId', en: expect.stringContaining('not in force') }]);
    const id = await offered(one);
    expect((await ask(`${(await held()).path}/hand-overs/${id}/acceptance`, 'boxing-op')).status).toBe(404);
    expect((await get(`/api/v1/incidents/${one.incidentId}/receiving-organs`, 'liangshan-op')).body.items.map((organ: { code: string }) => organ.code)).toEqual(expect.arrayContaining([BOXING]));
  });

  it('whoever has the right to a freeze returns money from it, and nobody else', async () => {
    const one = await held({ kind: 'freeze' });
    await stage.sql('update transfers set covered_by = (select instruction_id from holds where id = $2), needs_plan = false where incident_id = $1', [one.incidentId, one.holdId]);
    await stage.sql('insert into hold_allocations (hold_id, incident_id, fen) values ($1, $2, 900)', [one.holdId, one.incidentId]);
    const wish = { amountFen: 600, method: 'single', reason: '账户仅此一笔入账', approverName: '赵局', approverLevel: 'county' };
    await end(one, await offered(one), 'acceptance', 'boxing-op');
    expect((await ask(`${one.path}/returns`, 'liangshan-op', wish)).body.errors).toMatchObject([{ field: 'holdId', zh: expect.stringContaining('移交解除权') }]);
    expect(await get(`${one.path}/return-proposal`, 'boxing-op')).toMatchObject({ status: 200 });
    expect(await ask(`${one.path}/returns`, 'boxing-op', wish)).toMatchObject({ status: 201, body: { returns: [{ state: 'decided', decidedBy: 'boxing-op' }] } });
  });

  it('what the new organ asks for is approved by its own commander, not by the old one\'s', async () => {
    const one = await held();
    await end(one, await offered(one), 'acceptance', 'boxing-op');
    const instructionId = randomUUID();
    await stage.sql(`insert into instructions (id, incident_id, incident_number, transfer_id, kind, institution_code, account_number, account_kind, amount_fen, organ_code, state, send_count, planned_at, state_at, hold_id)
      select $1, incident_id, incident_number, transfer_id, 'release', institution_code, account_number, account_kind, amount_fen, $3, 'planned', 0, now(), now(), $2 from instructions where id = (select instruction_id from holds where id = $2)`, [instructionId, one.holdId, BOXING]);
    await stage.sql("insert into instruction_approvals (instruction_id, incident_id, need, asked_by, asked_at, due_at) values ($1, $2, 'before', 'boxing-op', now(), now() + interval '1 minute')", [instructionId, one.incidentId]);
    const queue = async (login: string) => (await get('/api/v1/approvals', login)).body.items.map((item: { instructionId: string }) => item.instructionId);
    expect([await queue('jining-cmd'), await queue('binzhou-cmd')]).toEqual([[], [instructionId]]);
    const decide = (login: string) => ask(`/api/v1/incidents/${one.incidentId}/instructions/${instructionId}/approval`, login, { decision: 'approve' });
    expect([(await decide('jining-cmd')).status, (await decide('binzhou-cmd')).status]).toEqual([404, 202]);
  });

  it('what waits for an organ is listed for that organ', async () => {
    const one = await held();
    const id = await offered(one);
    const waiting = async (login: string) => (await get('/api/v1/hand-overs', login)).body.items.filter((item: { handOverId: string }) => item.handOverId === id);
    expect(await waiting('boxing-op')).toMatchObject([{ incidentId: one.incidentId, holdId: one.holdId, reason: '案件移送', controlledFen: 900, kind: 'stop' }]);
    // Binzhou sees the incident, as everything of Boxing's, but the word is Boxing's.
    expect([await waiting('liangshan-op'), await waiting('binzhou-cmd'), await sees(one, 'binzhou-cmd')]).toEqual([[], [], 200]);
    expect((await get('/api/v1/hand-overs', 'liangshan-op')).status).toBe(200);
  });

  it('of many who accept and withdraw at once, one is heard', async () => {
    const one = await held();
    const id = await offered(one);
    const answers = await Promise.all([...Array.from({ length: 4 }, () => end(one, id, 'acceptance', 'boxing-op')), ...Array.from({ length: 4 }, () => end(one, id, 'withdrawal', 'liangshan-op'))]);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    const facts = await factsOf(one);
    expect(facts).toHaveLength(2);
    const [hold] = await stage.sql<{ right_organ_code: string | null }>('select right_organ_code from holds where id = $1', [one.holdId]);
    expect(hold?.right_organ_code).toBe(facts[1]?.type === 'hand_over.accepted' ? BOXING : null);
  });

  it('the receiver\'s desk hears of the offer as it is made, and of everything in the incident from then on', async () => {
    const one = await held();
    const socket = await stage.connect('boxing-op');
    const hears = (type: string) => heard<{ facts: Fact[]; summaries: { id: string; offeredTo: string[] }[] }>(socket, 'facts', (push) => push.facts.some((fact) => fact.incidentId === one.incidentId && fact.type === type));
    const hearing = hears('hand_over.offered');
    await offer(one);
    expect((await hearing).summaries).toMatchObject([{ id: one.incidentId, offeredTo: [BOXING] }]);
    const next = hears('transfer.added');
    expect((await ask(`/api/v1/incidents/${one.incidentId}/transfers`, 'liangshan-op', transfer())).status).toBe(201);
    await next;
    const resumed = await socket.timeout(5_000).emitWithAck('resume', { incidents: { [one.incidentId]: 1 }, since: new Date().toISOString() }) as { facts: Fact[] };
    expect(resumed.facts.filter((fact) => fact.incidentId === one.incidentId)[0]?.seq).toBe(2);
  });
});
