import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DUPLICATES_SQL } from '../src/joins/find-duplicates';
import { ApiStage, transfer } from './api.stage';

describe('duplicates and joins', () => {
  let stage: ApiStage;
  beforeAll(async () => void (stage = await ApiStage.open()), 60_000);
  afterAll(() => stage.close());

  const ask = async (login: string, method: string, path: string, body?: object, key?: string) => stage.ask(method, `/api/v1${path}`, { token: await stage.login(login), ...(body ? { body } : {}), ...(key ? { key } : {}) });
  let serial = 0;
  const account = (): string => `9990018${String((serial += 1)).padStart(9, '0')}`;
  const report = async (login: string, body: object) => (await stage.report(login, body)).body.incident;
  const at = '2026-11-23T10:02:00+08:00';
  /** One payment, told by two people. */
  const twice = async () => {
    const accountNumber = account();
    const paid = transfer({ accountNumber, amountFen: 5_000_00, transferredAt: at });
    return [await report('liangshan-op', { victimName: '王某', victimPhone: '13800138000', transfers: [paid] }), await report('liangshan-op', { victimName: '王某之女', victimPhone: '13900139000', transfers: [paid, transfer({ amountFen: 700 })] })];
  };
  const totals = async (...ids: string[]) => Number((await stage.sql('select sum(lost_fen)::text as n from incidents where id = any($1::uuid[])', [ids]))[0].n);

  it('names candidates and their reasons while typing, likeliest first; of other organs only number and organ', async () => {
    const accountNumber = account();
    const first = await report('liangshan-op', { victimName: '王某', victimPhone: '+86 13511112222', callNumber: 'J20261123-1', transfers: [transfer({ accountNumber, amountFen: 900, transferredAt: at })] });
    const caller = await report('liangshan-op', { victimPhone: '135 1111 2222', transfers: [transfer()] });
    const elsewhere = await report('boxing-op', { victimName: '不应看见', victimPhone: '13511112222', transfers: [transfer({ accountNumber })] });
    const body = { victimPhone: '13511112222', callNumber: 'J20261123-1', transfers: [{ accountNumber: `${accountNumber.slice(0, 4)} ${accountNumber.slice(4)}`, amountFen: 900, transferredAt: '2026-11-23T10:09:00+08:00' }] };
    const found = await ask('liangshan-op', 'POST', '/duplicates', body);
    expect(found.status).toBe(200);
    expect(found.body.items.map((item: any) => [item.id, item.reasons])).toEqual([[first.id, ['same_call', 'same_transfer', 'same_caller', 'same_account']], [caller.id, ['same_caller']]]);
    expect(found.body.items[0]).toMatchObject({ number: first.number, victimName: '王某', organName: '梁山县公安局', joinedInto: null });
    expect(found.body.elsewhere).toEqual([{ number: elsewhere.number, organName: '博兴县公安局' }]);
    expect((await ask('sd-cmd', 'POST', '/duplicates', body)).body).toMatchObject({ items: [{ id: first.id }, {}, {}], elsewhere: [] });
    expect((await ask('liangshan-op', 'POST', '/duplicates', { ...body, exceptIncidentId: first.id })).body.items.map((item: any) => item.id)).toEqual([caller.id]);
    expect((await ask('liangshan-op', 'POST', '/duplicates', {})).body).toEqual({ items: [], elsewhere: [] });
    expect((await ask('shiqiao-clerk', 'POST', '/duplicates', body)).status).toBe(403);
    expect((await ask('liangshan-op', 'POST', '/duplicates', { transfers: [{ accountNumber: 'x', amountFen: 1.5 }] })).body.errors).toMatchObject([{ field: 'transfers[0].amountFen' }]);
  });

  it('is slowed down for whoever asks like a machine', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, () => ask('boxing-op', 'POST', '/duplicates', {})));
    const refused = answers.find((answer) => answer.status === 429);
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThanOrEqual(15);
  });

  it('finds by index among 200,000 past incidents, never by reading through a table', async () => {
    const [organ] = await stage.sql("select code, path from organs where code = '370832000000'");
    // As the owner, with PostgreSQL's own settings: neither hurried nor steered towards an index.
    const owner = new Client({ connectionString: stage.database.url });
    await owner.connect();
    try {
      await owner.query(
        `insert into incidents (id, number, organ_code, organ_path, state, details, created_by, level, reported_at, entered_at, lost_fen, in_flight_fen, controlled_fen, fact_count, last_hash, last_fact_at)
         select gen_random_uuid(), 'PAST-' || n, $1, $2, 'settled', json_build_object('victimPhone', '131' || lpad(n::text, 8, '0'), 'callNumber', 'PAST-' || n), 'past', 'county', now() - interval '1 year', now() - interval '1 year', 100, 0, 100, 0, '\\x00', now() - interval '1 year'
         from generate_series(1, 200000) n`, [organ.code, organ.path]);
      await owner.query("insert into transfers (id, incident_id, layer, amount_fen, account_number, account_kind, source, needs_plan) select gen_random_uuid(), id, 1, 100, case when number like '%7' then '9990017777777777' else '777' || number end, 'card', 'report', false from incidents where number like 'PAST-%'");
      await owner.query('analyze incidents');
      await owner.query('analyze transfers');
      const explain = `explain (analyze, format json) ${DUPLICATES_SQL}`;
      const asked = ['13100001234', 'PAST-77', ['9990017777777777', account()], organ.path, null];
      for (const plan of [(await owner.query(explain, asked)).rows, await stage.sql(explain, asked)]) {
        const nodes: { type: string; table: string; rows: number }[] = [];
        const walk = (node: any): void => {
          nodes.push({ type: node['Node Type'], table: node['Relation Name'], rows: node['Actual Rows'] * node['Actual Loops'] });
          for (const child of node.Plans ?? []) walk(child);
        };
        walk(plan[0]['QUERY PLAN'][0].Plan);
        expect(nodes.filter((node) => node.type === 'Seq Scan' && (node.table === 'incidents' || node.table === 'transfers'))).toEqual([]);
        // Twenty thousand past payments went into that account; a hundred of them are looked at.
        expect(Math.max(...nodes.map((node) => node.rows))).toBeLessThanOrEqual(300);
      }
    } finally {
      await owner.end();
    }
  }, 120_000);

  it('joins: the payment counts once, both reports stay, both journals tell it, and it is taken apart again', async () => {
    const [first, second] = await twice();
    expect(await totals(first.id, second.id)).toBe(5_000_00 * 2 + 700);
    const proposal = await ask('liangshan-op', 'GET', `/incidents/${second.id}/join?intoIncidentId=${first.id}`);
    const pair = { transferId: second.transfers[0].transferId, sameAsTransferId: first.transfers[0].transferId };
    expect(proposal.body).toMatchObject({ grounds: ['same_transfer'], pairs: [pair], refusal: null, into: { number: first.number, victimName: '王某' }, payments: [{ transferId: pair.sameAsTransferId, amountFen: 5_000_00 }] });
    const key = randomUUID();
    const joined = await ask('liangshan-op', 'POST', `/incidents/${second.id}/join`, { intoIncidentId: first.id }, key);
    expect(joined).toMatchObject({ status: 201, body: { joinedInto: { id: first.id, number: first.number }, number: second.number, victimName: '王某之女', money: { lostFen: 700, inFlightFen: 700 }, transfers: [{ duplicateOf: pair.sameAsTransferId, awaitsDecision: false }, { duplicateOf: null }] } });
    expect((await ask('liangshan-op', 'POST', `/incidents/${second.id}/join`, { intoIncidentId: first.id }, key)).headers.get('idempotent-replayed')).toBe('true');
    expect(await totals(first.id, second.id)).toBe(5_000_00 + 700);
    expect((await ask('liangshan-op', 'GET', `/incidents/${first.id}`)).body).toMatchObject({ joinedCount: 1, money: { lostFen: 5_000_00 }, joined: [{ id: second.id, number: second.number, victimName: '王某之女', victimPhone: '13900139000', createdBy: 'liangshan-op', inScope: true, lostFen: 700, sameCount: 1 }] });
    expect((await ask('liangshan-op', 'GET', `/incidents?q=${second.number}`)).body.items).toMatchObject([{ id: second.id, joinedInto: { number: first.number } }]);
    for (const id of [first.id, second.id]) {
      const facts = (await ask('liangshan-op', 'GET', `/incidents/${id}/facts`)).body.items;
      expect(facts.find((fact: any) => fact.type === 'incident.joined')).toMatchObject({ actor: 'liangshan-op', data: { joinedNumber: second.number, intoNumber: first.number, same: [pair], reason: null } });
    }
    // Marked as told again, it is neither corrected nor stopped by itself.
    expect((await ask('liangshan-op', 'PATCH', `/incidents/${second.id}/transfers/${pair.transferId}`, { holderName: 'x' })).body.detail).toContain('拆分');
    expect((await ask('liangshan-op', 'POST', `/incidents/${second.id}/transfers/${pair.transferId}/second-stop`, { reason: 'x' })).status).toBe(409);
    expect(await stage.sql('select needs_plan from transfers where id = $1', [pair.transferId])).toEqual([{ needs_plan: false }]);

    const apart = await ask('liangshan-op', 'POST', `/incidents/${second.id}/unjoin`, { reason: '系两起' });
    expect(apart).toMatchObject({ status: 201, body: { joinedInto: null, money: { lostFen: 5_000_00 + 700 }, transfers: [{ duplicateOf: null }, {}] } });
    expect(await totals(first.id, second.id)).toBe(5_000_00 * 2 + 700);
    expect(await stage.sql('select needs_plan from transfers where id = $1', [pair.transferId])).toEqual([{ needs_plan: true }]);
    for (const id of [first.id, second.id]) expect((await ask('liangshan-op', 'GET', `/incidents/${id}/facts`)).body.items.find((fact: any) => fact.type === 'incident.unjoined')).toMatchObject({ data: { reason: '系两起', same: [pair] } });
    expect((await ask('liangshan-op', 'POST', `/incidents/${second.id}/unjoin`, { reason: 'x' })).status).toBe(409);
  });

  it('refuses chains, rings, strangers and what lies outside the scope; two victims of one account need a reason', async () => {
    const [first, second] = await twice();
    const [, third] = await twice();
    const join = (from: { id: string }, into: { id: string }, more: object = {}, login = 'liangshan-op') => ask(login, 'POST', `/incidents/${from.id}/join`, { intoIncidentId: into.id, ...more });
    expect((await join(third, first)).body).toMatchObject({ status: 409, errors: [{ field: 'reason', zh: expect.stringContaining('不同被害人'), en: expect.stringContaining('not duplicates') }] });
    expect((await join(first, first, { reason: 'x' })).status).toBe(409);
    const other = await report('boxing-op', { transfers: [transfer()] });
    expect((await join(other, first, { reason: 'x' })).status).toBe(404);
    expect((await join(first, other, { reason: 'x' })).status).toBe(404);
    expect((await join(second, first)).status).toBe(201);
    expect((await join(third, second, { reason: 'x' })).body.detail).toContain('并入那一起');
    expect((await join(first, third, { reason: 'x' })).body.detail).toContain('分别并入');
    expect((await join(second, third, { reason: 'x' })).body.detail).toContain('先拆分');
    expect((await join(third, first, { reason: '同一诈骗团伙，母女二人' })).body).toMatchObject({ joinedInto: { id: first.id } });
    expect((await join(other, first, { reason: '同一案', transfers: [] }, 'sd-cmd')).body).toMatchObject({ joinedInto: { number: first.number, organName: '梁山县公安局' } });
    // The county that took it in knows of it, and nothing about its people.
    const seen = (await ask('liangshan-op', 'GET', `/incidents/${first.id}`)).body.joined.find((one: any) => one.id === other.id);
    expect(seen).toMatchObject({ number: other.number, organName: '博兴县公安局', inScope: false, victimName: null, victimPhone: null, createdBy: null });
    for (const [body, field] of [[{}, 'intoIncidentId'], [{ intoIncidentId: first.id, transfers: [{ transferId: 'x', sameAsTransferId: first.id }] }, 'transfers[0].transferId']] as const) expect((await ask('liangshan-op', 'POST', `/incidents/${third.id}/join`, body)).body.errors).toMatchObject([{ field }]);
    expect((await ask('liangshan-op', 'POST', `/incidents/${third.id}/unjoin`, { reason: ' ' })).body.errors).toMatchObject([{ field: 'reason' }]);
  });

  it('of people who join crosswise at once, one is heard', async () => {
    const [first, second] = await twice();
    const answers = await Promise.all([[second, first], [first, second], [second, first], [first, second]].map(([from, into]) => ask('liangshan-op', 'POST', `/incidents/${from.id}/join`, { intoIncidentId: into.id })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409]);
    expect(await totals(first.id, second.id)).toBe(5_000_00 + 700);
  });
});
