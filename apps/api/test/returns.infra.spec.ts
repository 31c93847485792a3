import { randomUUID } from 'node:crypto';
import { accountIncidents, verifyJournal } from '#ledger';
import type { IncidentView } from '../src/board/incident-view';
import { ApiStage } from './api.stage';
import { freezeOfReport, type Frozen } from './freeze-of-report';

describe('returning frozen money', () => {
  let stage: ApiStage;
  beforeAll(async () => void (stage = await ApiStage.open()), 60_000);
  afterAll(() => stage.close());

  const account = (...ids: string[]) => stage.ledger().commit(ids, (transaction) => accountIncidents(transaction, ids, 'worker'));

  const frozen = (...terms: [amountFen?: number, controlledFen?: number, hold?: Record<string, unknown>]): Promise<Frozen> => freezeOfReport(stage, ...terms);
  /** Another organ's victim who paid into the same account and relies on the same hold. */
  async function alsoPaid(into: Frozen, amountFen: number): Promise<string> {
    const { incident } = (await stage.report('boxing-op', { transfers: [{ accountNumber: into.accountNumber, amountFen }] })).body as { incident: IncidentView };
    await stage.sql('update transfers set covered_by = $2, needs_plan = false where incident_id = $1', [incident.id, into.instructionId]);
    await account(incident.id);
    return incident.id;
  }
  const post = async (path: string, body: object, login = 'liangshan-op', key?: string) => stage.ask('POST', path, { token: await stage.login(login), body, ...(key ? { key } : {}) });
  const view = async (id: string, login = 'liangshan-op'): Promise<IncidentView> => (await stage.ask('GET', `/api/v1/incidents/${id}`, { token: await stage.login(login) })).body;
  const holdRow = async (id: string) => (await stage.sql('select controlled_fen::int as controlled, allocated_fen::int as allocated, (select sum(fen)::int from hold_allocations where hold_id = holds.id) as shared from holds where id = $1', [id]))[0];
  const wish = { amountFen: 600, method: 'single', reason: '账户仅此一笔入账', approverName: '赵局', approverLevel: 'county' };
  const paid = () => ({ paidAt: new Date().toISOString(), serial: 'YH20261124001' });

  it('is decided once, paid once, and every fen stays in one place', async () => {
    const { incidentId, holdId, path } = await frozen();
    const stoppedAt = (await view(incidentId)).stoppedAt;
    const key = randomUUID();
    const first = await post(`${path}/holds/${holdId}/returns`, wish, 'liangshan-op', key);
    expect(first).toMatchObject({ status: 201, body: { returns: [{ state: 'decided', amountFen: 600, victimIncidentId: incidentId }], figures: { askedFen: 900, controlledBalanceFen: 900, securedFen: 900, frozenFen: 900, returnedFen: 0 } } });
    expect((await post(`${path}/holds/${holdId}/returns`, wish, 'liangshan-op', key)).headers.get('idempotent-replayed')).toBe('true');
    expect(await post(`${path}/holds/${holdId}/returns`, { ...wish, amountFen: 301 })).toMatchObject({ status: 409, body: { errors: [{ field: 'amountFen', zh: expect.stringContaining('尚未决定') }] } });

    const payment = `${path}/returns/${first.body.returns[0].id}/payment`;
    const payKey = randomUUID();
    const body = paid();
    const done = await post(payment, body, 'liangshan-op', payKey);
    expect(done).toMatchObject({ status: 200, body: { money: { lostFen: 900, controlledFen: 300, returnedFen: 600, untracedFen: 0 }, figures: { controlledBalanceFen: 300, securedFen: 300, frozenFen: 300, returnedFen: 600 }, returns: [{ state: 'paid', serial: body.serial, paidAt: body.paidAt }] } });
    expect(await holdRow(holdId)).toEqual({ controlled: 300, allocated: 300, shared: 300 });
    const replayed = await post(payment, body, 'liangshan-op', payKey);
    expect([replayed.status, replayed.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    expect(await post(payment, paid())).toMatchObject({ status: 409, body: { errors: [{ field: 'returnId', en: expect.stringContaining('recorded as paid') }] } });
    expect(await post(payment.replace('payment', 'cancellation'), { reason: 'x' })).toMatchObject({ status: 409 });
    await account(incidentId);
    await stage.sql("update holds set state = 'lapsed' where id = $1", [holdId]);
    await account(incidentId);
    expect(await view(incidentId)).toMatchObject({ money: { controlledFen: 0, untracedFen: 300, returnedFen: 600 }, stoppedAt });
    const facts = await stage.ask('GET', `${path}/facts`, { token: await stage.login('liangshan-op') });
    expect(facts.body.items.filter((fact: { type: string }) => fact.type.startsWith('return.')).map((fact: { type: string; actor: string }) => [fact.type, fact.actor])).toEqual([['return.decided', 'liangshan-op'], ['return.paid', 'liangshan-op']]);
  });

  it('all of it went back: the clock still says when it was stopped', async () => {
    const { incidentId, holdId, path } = await frozen();
    const { stoppedAt } = await view(incidentId);
    const { body } = await post(`${path}/holds/${holdId}/returns`, { ...wish, amountFen: 900 });
    expect(await post(`${path}/returns/${body.returns[0].id}/payment`, paid())).toMatchObject({ status: 200, body: { stoppedAt, state: 'settled', money: { controlledFen: 0, returnedFen: 900 } } });
    expect(stoppedAt).not.toBeNull();
  });

  it('divides among two victims of two organs; each gets no more than is secured for it, and both journals tell it', async () => {
    const one = await frozen(1_000, 1_000);
    await stage.sql('update holds set controlled_fen = 1500 where id = $1', [one.holdId]);
    const other = await alsoPaid(one, 500);
    const proposal = await stage.ask('GET', `${one.path}/holds/${one.holdId}/return-proposal`, { token: await stage.login('liangshan-op') });
    expect(proposal).toMatchObject({ status: 200, body: { totalFen: 1_500, noticeDays: 30, shares: [{ incidentId: one.incidentId, lostFen: 1_000, returnableFen: 1_000, shareFen: 1_000 }, { incidentId: other, lostFen: 500, returnableFen: 500, shareFen: 500 }] } });
    const shared = { ...wish, method: 'pro_rata', amountFen: 500, victimIncidentId: other };
    const path = `${one.path}/holds/${one.holdId}/returns`;
    expect(await post(path, shared)).toMatchObject({ status: 409, body: { errors: [{ field: 'noticeSince' }] } });
    expect(await post(path, { ...shared, noticeSince: new Date(Date.now() - 29 * 86_400_000).toISOString() })).toMatchObject({ status: 409, body: { errors: [{ field: 'noticeSince', zh: expect.stringContaining('公告天数未满') }] } });
    const notice = { noticeSince: new Date(Date.now() - 31 * 86_400_000).toISOString() };
    expect((await post(path, { ...shared, ...notice, amountFen: 501 })).status).toBe(409);
    const decided = await post(path, { ...shared, ...notice });
    expect(decided.status).toBe(201);
    expect((await post(`${one.path}/returns/${decided.body.returns[0].id}/payment`, paid())).status).toBe(200);
    expect(await view(other, 'boxing-op')).toMatchObject({ money: { lostFen: 500, controlledFen: 0, returnedFen: 500 }, figures: { returnedFen: 500, frozenFen: 0 }, returns: [{ state: 'paid' }] });
    expect(await view(one.incidentId)).toMatchObject({ money: { controlledFen: 1_000, returnedFen: 0 }, figures: { controlledBalanceFen: 1_000, frozenFen: 1_000 } });
    const told = await stage.sql("select incident_id from journal where type in ('return.decided', 'return.paid') and data->>'victimIncidentId' = $1", [other]);
    expect(told.map((row) => row.incident_id).sort()).toEqual([one.incidentId, one.incidentId, other, other].sort());
    expect((await post(path, { ...wish, victimIncidentId: (await frozen()).incidentId })).status).toBe(404);
  });

  it('the same payment recorded by five people at once is recorded once; one called off frees its amount', async () => {
    const { holdId, path } = await frozen();
    const off = (await post(`${path}/holds/${holdId}/returns`, { ...wish, amountFen: 900 })).body.returns[0];
    expect(await post(`${path}/returns/${off.id}/cancellation`, { reason: '申请表有误' })).toMatchObject({ status: 200, body: { returns: [{ state: 'cancelled', cancelReason: '申请表有误' }], money: { controlledFen: 900, returnedFen: 0 } } });
    expect(await post(`${path}/returns/${off.id}/payment`, paid())).toMatchObject({ status: 409, body: { errors: [{ zh: expect.stringContaining('已撤销') }] } });
    const { returns } = (await post(`${path}/holds/${holdId}/returns`, { ...wish, amountFen: 900 })).body as IncidentView;
    const open = returns.find((one) => one.state === 'decided') ?? fail();
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(`${path}/returns/${open.id}/payment`, paid())));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect(await holdRow(holdId)).toEqual({ controlled: 0, allocated: 0, shared: 0 });
  });

  it('a return that rests on a join is paid or called off before the join is taken apart, and stays with who got it', async () => {
    const later = await frozen();
    const { incident: into } = (await stage.report('liangshan-op', { transfers: [{ accountNumber: later.accountNumber, amountFen: 900 }] })).body as { incident: IncidentView };
    const [transferId, sameAsTransferId] = [(await view(later.incidentId)).transfers[0]?.transferId, into.transfers[0]?.transferId];
    expect((await post(`${later.path}/join`, { intoIncidentId: into.id, transfers: [{ transferId, sameAsTransferId }], reason: '同一笔转账' })).status).toBe(201);
    const decided = await post(`${later.path}/holds/${later.holdId}/returns`, { ...wish, victimIncidentId: into.id });
    expect(decided.status).toBe(201);
    const { id } = (await stage.sql<{ id: string }>("select id from returns where incident_id = $1 and state = 'decided'", [into.id]))[0] ?? fail();
    expect(await post(`${later.path}/unjoin`, { reason: '不同被害人' })).toMatchObject({ status: 409, body: { errors: [{ field: 'returnId', zh: expect.stringContaining('撤销'), en: expect.stringContaining('call it off') }] } });
    expect((await post(`${later.path}/returns/${id}/payment`, paid())).status).toBe(200);
    expect((await post(`${later.path}/unjoin`, { reason: '不同被害人' })).status).toBe(201);
    expect([(await view(into.id)).money.returnedFen, (await view(later.incidentId)).money.returnedFen]).toEqual([600, 0]);
  });

  it('who came second gets the lawful share when the organ divides the freeze by losses; no fen secures two, and it stays so', async () => {
    const one = await frozen(1_000, 900);
    const other = await alsoPaid(one, 500);
    expect([(await view(one.incidentId)).money.controlledFen, (await view(other, 'boxing-op')).money.controlledFen]).toEqual([900, 0]);
    const door = `${one.path}/holds/${one.holdId}/shares`;
    const proposed = async () => (await stage.ask('GET', `${one.path}/holds/${one.holdId}/return-proposal`, { token: await stage.login('liangshan-op') })).body.shares;
    expect(await proposed()).toMatchObject([{ returnableFen: 900, shareFen: 600 }, { incidentId: other, returnableFen: 0, shareFen: 300 }]);
    const decision = { reason: '按损失比例分配', approverName: '赵局', approverLevel: 'county' };
    expect((await post(door, decision, 'boxing-op')).status).toBe(404);
    expect(await post(door, decision, 'jining-cmd')).toMatchObject({ status: 409, body: { errors: [{ field: 'holdId', en: expect.stringContaining('only the organ') }] } });
    expect(await post(door, { ...decision, approverLevel: 'station' })).toMatchObject({ status: 409, body: { errors: [{ field: 'approverLevel' }] } });
    const returns = await post(`${one.path}/holds/${one.holdId}/returns`, wish);
    expect(await post(door, decision)).toMatchObject({ status: 409, body: { errors: [{ field: 'holdId', zh: expect.stringContaining('尚未支付') }] } });
    expect((await post(`${one.path}/returns/${returns.body.returns[0].id}/cancellation`, { reason: 'x' })).status).toBe(200);
    const key = randomUUID();
    expect(await post(door, decision, 'liangshan-op', key)).toMatchObject({ status: 200, body: { money: { controlledFen: 600 } } });
    expect((await post(door, decision, 'liangshan-op', key)).headers.get('idempotent-replayed')).toBe('true');
    expect((await view(other, 'boxing-op')).money).toMatchObject({ lostFen: 500, controlledFen: 300 });
    expect(await holdRow(one.holdId)).toEqual({ controlled: 900, allocated: 900, shared: 900 });
    await account(other, one.incidentId);
    await account(one.incidentId, other);
    expect([(await view(one.incidentId)).money.controlledFen, (await view(other, 'boxing-op')).money.controlledFen]).toEqual([600, 300]);
    expect(await proposed()).toMatchObject([{ returnableFen: 600, shareFen: 600 }, { returnableFen: 300, shareFen: 300 }]);
    const told = await stage.sql("select incident_id, (data->>'fromFen')::int as from, (data->>'toFen')::int as to from journal where type = 'hold.divided' order by position");
    expect(told).toEqual(expect.arrayContaining([{ incident_id: one.incidentId, from: 900, to: 600 }, { incident_id: other, from: 0, to: 300 }]));
    const alone = await frozen();
    expect(await post(`${alone.path}/holds/${alone.holdId}/shares`, decision)).toMatchObject({ status: 409, body: { errors: [{ field: 'holdId', en: expect.stringContaining('only one victim') }] } });
  });

  it('nobody unfreezes what is decided to go back and unpaid, and nothing is decided while an unfreeze is under way', async () => {
    const { holdId, path } = await frozen();
    const { body } = await post(`${path}/holds/${holdId}/returns`, wish);
    const unfreeze = { kind: 'unfreeze', reason: '查证与案件无关' };
    expect(await post(`${path}/holds/${holdId}/measures`, unfreeze)).toMatchObject({ status: 409, body: { errors: [{ field: 'kind', zh: expect.stringContaining('撤销'), en: expect.stringContaining('call it off') }] } });
    const { body: permitted } = await stage.ask('GET', `${path}/holds/${holdId}/measures`, { token: await stage.login('liangshan-op') });
    expect(permitted.measures.find((one: { kind: string }) => one.kind === 'unfreeze')).toMatchObject({ permitted: false, refusal: 'return_decided' });
    expect((await post(`${path}/returns/${body.returns[0].id}/cancellation`, { reason: '申请表有误' })).status).toBe(200);
    expect((await post(`${path}/holds/${holdId}/measures`, unfreeze)).status).toBe(202);
    expect(await post(`${path}/holds/${holdId}/returns`, wish)).toMatchObject({ status: 409, body: { errors: [{ field: 'holdId', en: expect.stringContaining('asked to be lifted') }] } });
  });

  it('what the bank paid before the freeze ran out is recorded afterwards, and what it did not pay is free', async () => {
    const { incidentId, holdId, path } = await frozen();
    const { body } = await post(`${path}/holds/${holdId}/returns`, wish);
    const inTime = paid();
    await stage.sql("update holds set state = 'lapsed', until = now() + interval '1 millisecond' where id = $1", [holdId]);
    await account(incidentId);
    const payment = `${path}/returns/${body.returns[0].id}/payment`;
    expect(await post(payment, paid())).toMatchObject({ status: 409, body: { errors: [{ field: 'paidAt', zh: expect.stringContaining('已失效') }] } });
    expect(await post(payment, inTime)).toMatchObject({ status: 200, body: { money: { controlledFen: 0, returnedFen: 600, untracedFen: 300 } } });
  });

  it('refuses a stop, another organ, a station\'s word, and junk, with the field and the remedy', async () => {
    const { holdId, path } = await frozen();
    const door = `${path}/holds/${holdId}/returns`;
    expect((await post(door, wish, 'boxing-op')).status).toBe(404);
    expect(await post(door, wish, 'jining-cmd')).toMatchObject({ status: 409, body: { errors: [{ field: 'holdId', en: expect.stringContaining('only the organ') }] } });
    expect(await post(door, { ...wish, approverLevel: 'station' })).toMatchObject({ status: 409, body: { errors: [{ field: 'approverLevel' }] } });
    for (const [change, field] of [[{ amountFen: 0 }, 'amountFen'], [{ amountFen: 1.5 }, 'amountFen'], [{ method: 'gift' }, 'method'], [{ approverName: ' ' }, 'approverName'], [{ noticeSince: 'yesterday' }, 'noticeSince'], [{ victimIncidentId: '7' }, 'victimIncidentId']] as const) {
      expect((await post(door, { ...wish, ...change })).body).toMatchObject({ status: 400, errors: [{ field }] });
    }
    const stop = await frozen(900, 900, { kind: 'stop' });
    expect(await post(`${stop.path}/holds/${stop.holdId}/returns`, wish)).toMatchObject({ status: 409, body: { errors: [{ field: 'holdId', zh: expect.stringContaining('冻结') }] } });
    expect((await post(`${path}/returns/${randomUUID()}/payment`, paid())).status).toBe(404);
    expect((await post(`${path}/holds/${randomUUID()}/returns`, wish)).status).toBe(404);
  });

  it('leaves a journal without a break', async () => {
    expect(await verifyJournal(stage.ledger().sql)).toMatchObject({ faults: [] });
  });
});

function fail(): never {
  throw new Error('not there');
}
