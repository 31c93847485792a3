import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { EMPTY_DETAILS, type Organ } from '#domain';
import { applicationDataSource, CHAIN_START, Ledger, readMissedFacts, SystemClock, type Sql } from '#ledger';
import { freshDatabase, type FreshDatabase } from '../../../../test/infrastructure';
import type { OrganUser } from '../auth/desk-user';
import type { Resume } from './board-messages.dto';
import { ResumeBoard } from './resume-board';
import { resumeTogether, RESUME_LIMITS, type Missed } from './resume-together';

const LOOK_BACK_MS = 20_000;
const ORGANS = [['110100000000', '11/1101'], ['110101000000', '11/1101/110101'], ['110102000000', '11/1101/110102'], ['120101000000', '12/1201/120101']] as const;
const INCIDENTS = 16;
const LONG_AGO = new Date('2026-01-01T00:00:00Z');
const FAR_OFF = new Date('2999-01-01T00:00:00Z');
const clock = new SystemClock();

/** The real books with random histories: what consoles are told together is held against what the books say. */
describe('consoles of one organ that come back at once', () => {
  let database: FreshDatabase;
  let dataSource: DataSource;
  let owner: Client;
  let ledger: Ledger;
  let ids: string[];

  beforeAll(async () => {
    database = await freshDatabase();
    dataSource = await applicationDataSource({ url: database.url, poolSizeMax: 10, applicationName: 'resume-spec' }).initialize();
    ledger = new Ledger(dataSource, clock);
    owner = new Client({ connectionString: database.url });
    await owner.connect();
    // Which hold is handed over plays no part here, only to whom.
    await owner.query('alter table hand_overs drop constraint hand_overs_hold_id_fkey');
    for (const [code, path] of ORGANS) await owner.query("insert into organs (code, name, level, path) values ($1, $1, 'county', $2)", [code, path]);
    ids = await Promise.all(Array.from({ length: INCIDENTS }, (_, i) => open(i % ORGANS.length)));
  }, 30_000);
  afterAll(async () => {
    await owner.end();
    await dataSource.destroy();
    await database.drop();
  });

  async function open(organ: number): Promise<string> {
    const [organCode, organPath] = ORGANS[organ] as (typeof ORGANS)[number];
    const id = randomUUID();
    await ledger.commit([], async (transaction) => {
      transaction.open({
        id, number: `T-${id}`, organCode, organPath, createdBy: 'test', reportedAt: transaction.at, enteredAt: transaction.at, state: 'live', version: 1, details: EMPTY_DETAILS, level: 'county',
        transferredAt: null, sentAt: null, receivedAt: null, stoppedAt: null, money: { lostFen: 0, controlledFen: 0, inFlightFen: 0, cashedOutFen: 0, untracedFen: 0, returnedFen: 0 },
        openInstructions: 0, uncertainInstructions: 0, humanTasks: 0, watchAt: null, factCount: 0, lastHash: CHAIN_START,
      });
      transaction.append(word(id), null);
    });
    return id;
  }
  const word = (incidentId: string) => ({ incidentId, type: 'incident.enriched', data: { changed: { narrative: 'x' } }, actor: 'test' }) as const;
  const tell = (id: string, times = 1): Promise<unknown> => ledger.commit([id], async (transaction) => { for (let i = 0; i < times; i += 1) transaction.append(word(id), null); });
  async function handOver(incident: number, organ: number, state: string): Promise<void> {
    const ended = state === 'offered' ? [null, null, null] : ['li', new Date(), ['declined', 'withdrawn'].includes(state) ? 'no' : null];
    await owner.query(
      `insert into hand_overs (id, hold_id, incident_id, from_organ_code, to_organ_code, to_organ_path, reason, offered_by, offered_at, state, ended_by, ended_at, end_reason)
       values ($1, $2, $3, $4, $5, $6, 'x', 'zhang', now(), $7, $8, $9, $10)`,
      [randomUUID(), randomUUID(), ids[incident], ORGANS[(organ + 1) % ORGANS.length]?.[0], ORGANS[organ]?.[0], ORGANS[organ]?.[1], state, ...ended]);
  }
  /** What one console is told when nobody else asks: the books read for it alone. */
  async function alone(organPath: string, resume: Resume, limits: typeof RESUME_LIMITS): Promise<Missed> {
    const since = new Date(resume.since.getTime() - LOOK_BACK_MS);
    const guests = "select incident_id from hand_overs where state in ('offered', 'accepted') and to_organ_path like $1 || '%'";
    const sees = `(organ_path like $1 || '%' or id in (${guests}))`;
    const { rows } = await owner.query<{ id: string; fact_count: number }>(`select id, fact_count from incidents where ${sees} and (id = any($2::uuid[]) or last_fact_at >= $3)`, [organPath, [...resume.lastSeqs.keys()], since]);
    const missing = rows.reduce((sum, { id, fact_count: count }) => sum + Math.max(0, count - (resume.lastSeqs.get(id) ?? 0)), 0);
    if (rows.length > limits.touchedIncidentsMax || missing > limits.missedFactsMax) return { facts: [], resync: true };
    return { facts: await readMissedFacts(ledger.sql, new Map(rows.map(({ id }) => [id, resume.lastSeqs.get(id) ?? 0])), 100_000), resync: false };
  }
  async function counts(): Promise<Map<string, number>> {
    return new Map((await ledger.sql.rows<{ id: string; fact_count: number }>('select id, fact_count from incidents')).map((row) => [row.id, row.fact_count]));
  }

  const index = fc.nat(INCIDENTS - 1);
  const moment = fc.integer({ min: 0, max: 50 });
  const history = fc.record({
    path: fc.constantFrom('11', '11/1101', '11/1101/110101', '12/1201/120101', '13'),
    grown: fc.array(fc.tuple(index, fc.integer({ min: 1, max: 4 })), { maxLength: 5 }),
    moved: fc.array(fc.tuple(moment, fc.constantFrom(0, 1, 999)), { minLength: INCIDENTS, maxLength: INCIDENTS }),
    handOvers: fc.array(fc.tuple(index, fc.nat(ORGANS.length - 1), fc.constantFrom('offered', 'accepted', 'declined', 'withdrawn')), { maxLength: 4 }),
    consoles: fc.array(fc.record({ known: fc.dictionary(index.map(String), fc.integer({ min: -1, max: 12 })), stranger: fc.boolean(), since: moment }), { minLength: 1, maxLength: 9 }),
    limits: fc.record({ missedFactsMax: fc.constantFrom(0, 10, 40, 1_000), touchedIncidentsMax: fc.constantFrom(1, 4, 8, 2_000), sharedFactsMax: fc.constantFrom(0, 10, 50, 10_000) }),
  });

  /** One console of the last organ is behind with an incident of the first that was offered to it: chance alone seldom tells a guest anything. */
  const guest: typeof history extends fc.Arbitrary<infer History> ? History : never = {
    path: '12/1201/120101', grown: [[0, 2]], moved: Array.from({ length: INCIDENTS }, () => [0, 0]), handOvers: [[0, 3, 'offered']],
    consoles: [{ known: { 0: 2 }, stranger: false, since: 0 }], limits: { missedFactsMax: 1_000, touchedIncidentsMax: 2_000, sharedFactsMax: 10_000 },
  };
  /** The same, and more incidents touched than such a console is told one by one. */
  const tooMuch = { ...guest, limits: { ...guest.limits, touchedIncidentsMax: 1 } };

  it('are told together what each would be told alone', async () => {
    const seen = { resync: 0, told: 0, guests: 0 };
    await fc.assert(fc.asyncProperty(history, async ({ path, grown, moved, handOvers, consoles, limits }) => {
      for (const [incident, times] of grown) await tell(ids[incident] as string, times);
      const start = Date.parse('2026-11-25T00:00:00.000Z');
      for (const [i, [ms, us]] of moved.entries()) await owner.query("update incidents set last_fact_at = $2::timestamptz + $3 * interval '1 microsecond' where id = $1", [ids[i], new Date(start + ms), us]);
      await owner.query('delete from hand_overs');
      await handOvers.reduce((before, [incident, organ, state]) => before.then(() => handOver(incident, organ, state).catch((fault: { code: string }) => { if (fault.code !== '23505') throw fault; })), Promise.resolve());
      const now = await counts();
      const resumes = consoles.map(({ known, stranger, since }): Resume => ({
        // Counted from the end: mostly current, some far behind, one ahead of the books.
        lastSeqs: new Map([...Object.entries(known).map(([i, behind]): [string, number] => [ids[Number(i)] as string, Math.max(0, (now.get(ids[Number(i)] as string) ?? 0) - behind)]), ...(stranger ? [[randomUUID(), 0] as [string, number]] : [])]),
        since: new Date(start + LOOK_BACK_MS + since),
      }));
      const told = new Map<number, Missed>();
      await resumeTogether(ledger.sql, path, resumes, (place, missed) => {
        expect(told.has(place)).toBe(false);
        told.set(place, missed);
      }, limits);
      for (const [place, resume] of resumes.entries()) {
        const expected = await alone(path, resume, limits);
        expect(told.get(place)).toEqual(expected);
        seen.resync += Number(expected.resync);
        seen.told += expected.facts.length;
        seen.guests += expected.facts.filter((fact) => !fact.organPath.startsWith(path)).length;
      }
    }), { numRuns: 60, examples: [[guest], [tooMuch]] });
    // The histories were such that everything happened.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  }, 120_000);

  it('miss nothing that is committed while they ask, and hear of nothing out of their sight', async () => {
    await owner.query('delete from hand_overs');
    await handOver(3, 1, 'offered');
    const scope = ids.filter((_, i) => i % ORGANS.length === 1 || i === 3);
    const board = new ResumeBoard(ledger, clock);
    let writing = true;
    const writers = Promise.all(ids.map(async (id) => { while (writing) await tell(id); }));
    try {
      for (let round = 0; round < 6; round += 1) {
        await Promise.all(Array.from({ length: 60 }, async (_, i) => {
          const before = await counts();
          const lastSeqs = new Map(scope.slice(0, i % 6).map((id) => [id, Math.max(0, (before.get(id) ?? 0) - (i % 4))]));
          const { facts, resync } = await board.run({ lastSeqs, since: LONG_AGO }, deskOf(1));
          const after = await counts();
          expect(resync).toBe(false);
          for (const id of ids) {
            const seqs = facts.filter(({ incidentId }) => incidentId === id).map(({ seq }) => seq);
            const first = (lastSeqs.get(id) ?? 0) + 1;
            expect(seqs).toEqual(scope.includes(id) ? seqs.map((_seq, place) => first + place) : []);
            if (!scope.includes(id)) continue;
            expect(first - 1 + seqs.length).toBeGreaterThanOrEqual(before.get(id) ?? 0);
            expect(first - 1 + seqs.length).toBeLessThanOrEqual(after.get(id) ?? 0);
          }
        }));
      }
    } finally {
      writing = false;
      await writers;
    }
  }, 120_000);

  it('share a handful of reads, and none that began before they asked', async () => {
    let reads = 0;
    const [holding, held] = signal();
    const [released, release] = signal();
    const board = boardOn(async (read) => {
      reads += 1;
      const rows = await read();
      if (reads > 1) return rows;
      held();
      await released;
      return rows;
    });
    const id = ids[1] as string;
    const last = (await counts()).get(id) ?? 0;
    const ask = () => board.run({ lastSeqs: new Map([[id, last]]), since: FAR_OFF }, deskOf(1));
    const first = ask();
    await holding;
    await tell(id);
    const others = Array.from({ length: 200 }, ask);
    release();
    expect((await first).facts).toEqual([]);
    for (const { facts } of await Promise.all(others)) expect(facts.map(({ seq }) => seq)).toEqual([last + 1]);
    // One for the first, then heads and facts for each fifty.
    expect(reads).toBe(1 + 2 * (200 / 50));
  });

  it('who shared a read that failed is told so; who asks afterwards is served', async () => {
    let reads = 0;
    const board = boardOn((read) => ((reads += 1) === 2 ? Promise.reject(new Error('connection lost')) : read()));
    const ask = () => board.run({ lastSeqs: new Map(), since: FAR_OFF }, deskOf(1));
    const outcomes = await Promise.allSettled([ask(), ask(), ask()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await ask()).toMatchObject({ facts: [], resync: false });
  });

  /** A board whose statements pass through `around`. */
  function boardOn(around: (read: () => Promise<unknown[]>) => Promise<unknown[]>): ResumeBoard {
    const sql: Sql = { rows: <Row>(statement: string, parameters?: readonly unknown[]) => around(() => ledger.sql.rows(statement, parameters)) as Promise<Row[]> };
    return new ResumeBoard({ sql } as Ledger, clock);
  }
});

function signal(): [happens: Promise<void>, happened: () => void] {
  let happened: () => void = () => undefined;
  return [new Promise((resolve) => { happened = resolve; }), () => happened()];
}

function deskOf(organ: number): OrganUser {
  const [code, path] = ORGANS[organ] as (typeof ORGANS)[number];
  const place: Organ = { code, name: code, level: 'county', path };
  return { id: randomUUID(), login: 'zhang', name: 'zhang', role: 'operator', organ: place, institution: null, disabled: false };
}
