import { Client } from 'pg';
import { BEHIND_LOCK_CLASS, PRESENCE_LOCK_CLASS } from '#ledger';
import { DEFAULT_ADMISSION } from '../src/admission/admission';
import { ApiStage, transfer, type Answer } from './api.stage';

const POLL_MS = 100;

describe('the door under overload', () => {
  let stage: ApiStage;
  let other: Client;
  beforeAll(async () => {
    stage = await ApiStage.open();
    other = new Client({ connectionString: stage.database.url });
    await other.connect();
    await stage.login('liangshan-op');
  }, 60_000);
  afterAll(async () => {
    await other.end();
    await stage.close();
  });

  /** Reports until the answer is the wanted one. */
  async function until(status: number): Promise<Answer> {
    for (;;) {
      const answer = await stage.report('liangshan-op');
      if (answer.status === status) return answer;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  it('says 429 with Retry-After while those inside wait too long, keeps every one it let in, and opens at once afterwards', async () => {
    await other.query('begin');
    await other.query('lock table incidents in exclusive mode');
    const refusals: Answer[] = [];
    const all: Promise<Answer>[] = [];
    // A slow machine may take longer to send sixty than the first of them may wait: how many are let in is the machine's affair.
    while (refusals.length === 0) {
      all.push(stage.report('liangshan-op').then((answer) => (answer.status === 429 && refusals.push(answer), answer)));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(refusals[0]).toMatchObject({ status: 429, body: { code: 'too_many_requests', detail: expect.stringContaining('未录入') } });
    expect(Number(refusals[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    // Told before the login is looked at: a storm of strangers is turned away as cheaply.
    expect((await fetch(`${stage.api.url}/api/v1/incidents`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status).toBe(429);
    await other.query('commit');
    const statuses = (await Promise.all(all)).map(({ status }) => status);
    const kept = statuses.filter((status) => status === 201);
    expect(new Set(statuses)).toEqual(new Set([201, 429]));
    expect(kept.length).toBeGreaterThan(DEFAULT_ADMISSION.insideIgnored);
    expect(await stage.sql('select count(*)::int as kept from incidents')).toEqual([{ kept: kept.length }]);
    expect((await stage.report('liangshan-op')).status).toBe(201);
  }, 30_000);

  it('counts what waits for the workers too, but not when there is none: a report must be written down', async () => {
    for (let i = 0; i < 4; i += 1) await stage.report('liangshan-op', { transfers: Array.from({ length: 50 }, () => transfer()) });
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect((await stage.report('liangshan-op')).status).toBe(201);
    await other.query('select pg_advisory_lock($1, 1)', [PRESENCE_LOCK_CLASS]);
    expect((await until(429)).headers.get('retry-after')).toMatch(/^\d+$/);
    await stage.sql('update transfers set needs_plan = false');
    expect((await until(201)).status).toBe(201);
  }, 30_000);

  it('counts what is planned and not sent while every worker says that it is behind; otherwise it waits for its institution', async () => {
    for (const n of [50, 50, 1]) await stage.report('liangshan-op', { transfers: Array.from({ length: n }, () => transfer()) });
    await stage.sql(`insert into instructions (id, incident_id, incident_number, transfer_id, kind, institution_code, account_number, account_kind, amount_fen, organ_code, state, due_at, planned_at, state_at)
      select overlay(t.id::text placing '01900000-0000' from 1 for 13)::uuid, t.incident_id, 'N', t.id, 'stop', t.institution_code, t.account_number, t.account_kind, t.amount_fen, '370832000000', 'planned', now(), now(), now() from transfers t where t.needs_plan`);
    await stage.sql('update transfers set needs_plan = false');
    await other.query('select pg_advisory_lock($1, 1)', [BEHIND_LOCK_CLASS]);
    expect((await until(429)).headers.get('retry-after')).toBe('30');
    await other.query('select pg_advisory_lock($1, 2)', [PRESENCE_LOCK_CLASS]);
    expect((await until(201)).status).toBe(201);
  }, 30_000);
});
