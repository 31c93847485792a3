import { randomUUID } from 'node:crypto';
import { JOURNAL_START, readJournal } from '#ledger';
import { carriedSummaries, readSummaries, summariesRider } from '../src/board/read-summaries';
import { ApiStage, HAND_BANK, heard, transfer } from './api.stage';
import { instruct } from './instruct';

describe('board', () => {
  let stage: ApiStage;
  beforeAll(async () => void (stage = await ApiStage.open()), 60_000);
  afterAll(() => stage.close());

  it('gives exactly what was missed while away, in order per incident', async () => {
    const token = await stage.login('liangshan-op');
    const before = (await stage.report('liangshan-op')).body.incident;
    const socket = await stage.connect('liangshan-op');
    const since = new Date().toISOString();
    socket.close();
    for (let i = 0; i < 3; i++) await stage.ask('POST', `/api/v1/incidents/${before.id}/transfers`, { token, body: transfer() });
    const meanwhile = (await stage.report('liangshan-op')).body.incident;
    await stage.report('boxing-op');
    const back = await stage.connect('liangshan-op');
    const missed = await back.emitWithAck('resume', { incidents: { [before.id]: before.lastSeq }, since });
    expect(missed.resync).toBe(false);
    const seqs = (id: string): number[] => missed.facts.filter((fact: { incidentId: string }) => fact.incidentId === id).map((fact: { seq: number }) => fact.seq);
    const { last } = (await stage.ask('GET', `/api/v1/incidents/${before.id}/facts`, { token })).body;
    expect(seqs(before.id)).toEqual(Array.from({ length: last - before.lastSeq }, (_, i) => before.lastSeq + 1 + i));
    expect(seqs(meanwhile.id)).toEqual([1, 2]);
    expect(new Set(missed.facts.map((fact: { incidentId: string }) => fact.incidentId))).toEqual(new Set([before.id, meanwhile.id]));
    const now = await back.emitWithAck('resume', { incidents: { [before.id]: last, [meanwhile.id]: 2 }, since: new Date(Date.now() + 60_000).toISOString() });
    expect(now.facts).toEqual([]);
  });

  it('knows from the heads that too much was missed, and does not read it for a crowd that comes back at once', async () => {
    const { incident } = (await stage.report('binzhou-cmd')).body;
    const socket = await stage.connect('binzhou-cmd');
    await stage.sql('update incidents set fact_count = fact_count + 5000 where id = $1', [incident.id]);
    const resumed = await socket.emitWithAck('resume', { incidents: { [incident.id]: 0 }, since: new Date().toISOString() });
    await stage.sql('update incidents set fact_count = fact_count - 5000 where id = $1', [incident.id]);
    expect(resumed).toMatchObject({ facts: [], resync: true });
  });

  it('lists who calls, settled or not, until somebody acknowledges; what settling has answered calls no more', async () => {
    const token = await stage.login('liangshan-op');
    const called = async (): Promise<string[]> => (await stage.ask('GET', '/api/v1/incidents?state=called&limit=200', { token })).body.items.map(({ id }: { id: string }) => id);
    const raise = async (id: string, reason: string): Promise<string> => {
      const escalationId = randomUUID();
      await stage.sql("insert into escalations (id, incident_id, instruction_id, from_level, to_level, reason, raised_at) values ($1, $2, null, null, 'county', $3, now())", [escalationId, id, reason]);
      return escalationId;
    };
    const [live, ending, silent, elsewhere] = [(await stage.report('liangshan-op')).body.incident, (await stage.report('liangshan-op')).body.incident, (await stage.report('liangshan-op')).body.incident, (await stage.report('boxing-op')).body.incident];
    await raise(live.id, 'bank_silent');
    const lapse = await raise(ending.id, 'hold_ending');
    await raise(silent.id, 'bank_silent');
    await raise(elsewhere.id, 'hold_ending');
    expect(await called()).toEqual([silent.id, ending.id, live.id]);
    await stage.sql("update incidents set state = 'settled' where id = any($1::uuid[])", [[ending.id, silent.id]]);
    expect(await called()).toEqual([ending.id, live.id]);
    expect((await stage.ask('GET', '/api/v1/incidents?state=settled&limit=200', { token })).body.items.find(({ id }: { id: string }) => id === ending.id)).toMatchObject({ openEscalation: { id: lapse, reason: 'hold_ending' } });
    expect((await stage.ask('POST', `/api/v1/incidents/${ending.id}/escalations/${lapse}/acknowledgement`, { token, body: {} })).status).toBeLessThan(300);
    expect(await called()).toEqual([live.id]);
  });

  it('gives nothing of incidents outside the scope, whatever is asked', async () => {
    const { incident } = (await stage.report('boxing-op')).body;
    const socket = await stage.connect('liangshan-op');
    const missed = await socket.emitWithAck('resume', { incidents: { [incident.id]: 0 }, since: new Date(0 + 946_684_800_000).toISOString() });
    expect(missed.facts.filter((fact: { incidentId: string }) => fact.incidentId === incident.id)).toEqual([]);
    expect(await socket.emitWithAck('watch', { incidentId: incident.id })).toMatchObject({ error: { code: 'not_found', zh: expect.any(String), en: expect.any(String) } });
  });

  it.each([
    ['watch', undefined], ['watch', { incidentId: 1 }], ['watch', 'x'], ['watch', []], ['unwatch', {}], ['resume', {}], ['resume', null], ['resume', { incidents: {}, since: 'yesterday' }], ['resume', { incidents: { x: 1 }, since: '2026-01-01T00:00:00Z' }],
    ['resume', { incidents: { '01a20a68-a6af-71bc-b9b4-9a5b35861319': -1 }, since: '2026-01-01T00:00:00Z' }], ['resume', { incidents: Object.fromEntries(Array.from({ length: 501 }, () => [randomUUID(), 0])), since: '2026-01-01T00:00:00Z' }],
  ])('refuses a malformed %s', async (event, message) => {
    const socket = await stage.connect('liangshan-op');
    expect(await socket.timeout(5_000).emitWithAck(event, message)).toMatchObject({ error: { code: 'invalid' } });
  });

  it('limits messages and watched incidents of one connection', async () => {
    const socket = await stage.connect('jining-cmd');
    const { incident } = (await stage.report('liangshan-op')).body;
    expect(await socket.emitWithAck('watch', { incidentId: incident.id })).toEqual({ ok: true });
    expect(await socket.emitWithAck('unwatch', { incidentId: incident.id })).toEqual({ ok: true });
    const answers = await Promise.all(Array.from({ length: 100 }, () => socket.emitWithAck('time', {})));
    expect(answers.filter((answer) => answer.error?.code === 'too_many').length).toBeGreaterThan(20);
    const other = await stage.connect('jining-cmd');
    expect(Date.parse((await other.emitWithAck('time', {})).serverTime)).toBeGreaterThan(0);
  });

  it('tells a clerk of the own institution’s instructions and nothing else', async () => {
    const clerk = await stage.connect('shiqiao-clerk');
    const { incident } = (await stage.report('liangshan-op', { transfers: [transfer({ institutionCode: HAND_BANK }), transfer()] })).body;
    const told = heard<any>(clerk, 'facts', () => true);
    const { instructionId } = await instruct(stage, incident, 0);
    await instruct(stage, incident, 1);
    const push = await told;
    expect(push.summaries).toEqual([]);
    expect(push.facts.map((fact: { type: string; data: { instructionId: string } }) => [fact.type, fact.data.instructionId])).toEqual([['instruction.planned', instructionId]]);
  });

  it('brings summaries along with the facts: of those that somebody listens to, the same as asked for afterwards', async () => {
    const ours = (await stage.report('liangshan-op')).body.incident;
    const theirs = (await stage.report('boxing-op')).body.incident;
    await stage.sql("insert into escalations (id, incident_id, instruction_id, from_level, to_level, reason, raised_at) values ($1, $2, null, null, 'county', 'bank_silent', now())", [randomUUID(), ours.id]);
    await stage.sql("update incidents set stopped_at = now(), sent_at = now() - interval '1 second' where id = $1", [ours.id]);
    const carriedTo = async (paths: readonly string[]) => {
      const { select, parameter } = summariesRider(() => paths);
      const asked = parameter();
      return asked && carriedSummaries((await readJournal(stage.ledger().sql, JOURNAL_START, 10_000, null, { select, parameter: asked })).carried ?? []);
    };
    const county = await carriedTo([ours.organPath, '999999999999/']);
    expect(county?.get(ours.id)).toEqual((await readSummaries(stage.ledger().sql, [ours.id])).get(ours.id));
    expect(county?.get(ours.id)).toMatchObject({ openEscalation: { reason: 'bank_silent' }, stoppedAt: expect.any(String), money: { lostFen: 100_000 } });
    expect(county?.has(theirs.id)).toBe(false);
    const province = await carriedTo([`${ours.organPath.split('/')[0]}/`]);
    expect([province?.has(ours.id), province?.has(theirs.id)]).toEqual([true, true]);
    expect(await carriedTo(['999999999999/'])).toEqual(new Map());
    expect(await carriedTo([])).toBeNull();
  });
});
