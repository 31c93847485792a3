import * as fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { verifyJournal } from '#ledger';
import { freshDatabase, type FreshDatabase } from '../../../test/infrastructure';
import type { Answered } from '../src/idempotency/answered-before';
import type { ReportedBody } from '../src/intake/report';
import { FlightCounter } from './flight-counter';
import { ReportDesk, reportOf } from './report-writing.stage';

const KEYS = 4;

/** One request: to which api, by whom, under which key, with which content. The rest of its wave comes at the same time. */
interface Submission { readonly desk: number; readonly actor: string; readonly key: number; readonly content: string }

const submission: fc.Arbitrary<Submission> = fc.record({ desk: fc.nat({ max: 1 }), actor: fc.constantFrom('wang', 'li'), key: fc.nat({ max: KEYS * 3 }), content: fc.constantFrom('a', 'a', 'a', 'b') });
const waves = fc.array(fc.array(submission, { minLength: 1, maxLength: 14, size: 'max' }), { minLength: 1, maxLength: 4 });

/** Reports are written down once for each key, whoever sends it, however often, and whatever else is in the batch. */
describe('writing reports down', () => {
  let database: FreshDatabase;
  let desks: ReportDesk[];
  beforeAll(async () => {
    database = await freshDatabase();
    desks = [await ReportDesk.open(database.url), await ReportDesk.open(database.url)];
    await desks[0]?.furnish();
  }, 60_000);
  afterAll(async () => {
    for (const desk of desks) await desk.close();
    await database.drop();
  });
  const sql = <Row>(statement: string, parameters: unknown[] = []): Promise<Row[]> => (desks[0] as ReportDesk).ledger.sql.rows<Row>(statement, parameters);

  it('fresh, repeated, conflicting keys, in one batch or in two apis at once: one incident a key, and every answer is the first one', () =>
    fc.assert(fc.asyncProperty(waves, async (all) => {
      const run = randomUUID();
      // The lower keys are often met again; each of the higher ones is a key of its own.
      const keyOf = (one: Submission, wave: number, i: number): string => `${run}-${one.key < KEYS ? one.key : `${one.key}-${wave}-${i}`}`;
      const answers = new Map<string, { readonly content: string; readonly answer: Answered<ReportedBody> }[]>();
      for (const [wave, submissions] of all.entries()) {
        await Promise.all(submissions.map(async (one, i) => {
          const key = keyOf(one, wave, i);
          const answer = await (desks[one.desk] as ReportDesk).write(reportOf({ actor: one.actor, key, content: one.content }));
          const id = `${one.actor} ${key}`;
          answers.set(id, [...(answers.get(id) ?? []), { content: one.content, answer }]);
        }));
      }
      const stored = new Map((await sql<{ owner: string; ids: string[]; content: string; transfers: number; facts: number }>(
        `select created_by || ' ' || (details->>'callNumber') as owner, array_agg(id::text) as ids, min(details->>'narrative') as content,
                sum((select count(*) from transfers t where t.incident_id = i.id))::int as transfers, sum((select count(*) from journal j where j.incident_id = i.id))::int as facts
         from incidents i where details->>'callNumber' like $1 group by 1`, [`${run}-%`])).map((row) => [row.owner, row]));
      expect(new Set(stored.keys())).toEqual(new Set(answers.keys()));
      for (const [owner, given] of answers) {
        const incident = stored.get(owner);
        expect(incident).toMatchObject({ ids: [expect.any(String)], transfers: 1, facts: 2 });
        expect(given.filter(({ answer }) => answer.status === 201 && !answer.replayed)).toHaveLength(1);
        for (const { content, answer } of given) {
          expect(answer.status).toBe(content === incident?.content ? 201 : 422);
          if (answer.status === 201) expect(answer.body).toMatchObject({ incident: { id: incident?.ids[0], details: { narrative: content } } });
        }
      }
      const numbers = await sql<{ number: string }>('select number from incidents');
      expect(new Set(numbers.map(({ number }) => number)).size).toBe(numbers.length);
    }), { numRuns: 60 }).then(async () => expect((await verifyJournal((desks[0] as ReportDesk).ledger.sql)).faults).toEqual([])), 120_000);

  it('the ordinary report is one trip to the database; a repeated one takes the careful way and finds its answer', async () => {
    const counter = await FlightCounter.open(database.url);
    const desk = await ReportDesk.open(counter.url, { connections: 1 });
    try {
      const first = reportOf();
      await desk.write(first);
      counter.reset();
      await desk.write(reportOf());
      expect(counter.flights).toBe(1);
      expect(await desk.write({ ...reportOf({ key: first.requestKey.key }) })).toMatchObject({ replayed: true, status: 201, body: { incident: { id: first.id } } });
      expect(counter.flights).toBeGreaterThan(2);
    } finally {
      await desk.close();
      await counter.close();
    }
  });

  it('a batch that breaks on something else than a key says so, one by one: the good ones are stored, the bad one is not', async () => {
    const [desk] = desks as [ReportDesk];
    const bad = reportOf();
    const good = [reportOf(), reportOf()];
    const broken = { ...bad, transfers: bad.transfers.map((transfer) => ({ ...transfer, columns: { ...transfer.columns, amount_fen: 0 } })) };
    const results = await Promise.allSettled([good[0], broken, good[1]].map((report) => desk.write(report as typeof bad)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { code: '23514' } });
    const keys = await sql<{ key: string }>('select key from idempotency_keys where key = any($1::text[])', [[bad, ...good].map((report) => report.requestKey.key)]);
    expect(new Set(keys.map(({ key }) => key))).toEqual(new Set(good.map((report) => report.requestKey.key)));
  });

  it('a rival under the same key that has not committed yet is waited for: after its rollback the report is written, after its commit it is not', async () => {
    const [desk] = desks as [ReportDesk];
    const rival = new Client({ connectionString: database.url });
    await rival.connect();
    try {
      for (const ending of ['rollback', 'commit']) {
        const report = reportOf();
        await rival.query('begin');
        await rival.query('insert into idempotency_keys (actor, key, request_hash, status, body) values ($1, $2, $3, 201, $4)', [report.user.login, report.requestKey.key, report.requestKey.hash, { incident: 'the rival\'s' }]);
        const written = desk.write(report);
        await untilSomebodyWaits(rival);
        await rival.query(ending);
        expect(await written).toMatchObject(ending === 'commit' ? { replayed: true, body: { incident: 'the rival\'s' } } : { replayed: false, body: { incident: { id: report.id } } });
        expect(await sql('select 1 from incidents where id = $1', [report.id])).toHaveLength(ending === 'commit' ? 0 : 1);
      }
    } finally {
      await rival.end();
    }
  });
});

/** Until another session waits for what this one holds. */
async function untilSomebodyWaits(holder: Client): Promise<void> {
  for (;;) {
    const { rows } = await holder.query<{ waits: boolean }>('select exists (select 1 from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))) as waits');
    if (rows[0]?.waits) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
