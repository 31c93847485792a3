import { freshDatabase, type FreshDatabase } from '../../../../test/infrastructure';
import { IncidentWriter } from '../../contract/incident-writer';
import { Rails } from '../../contract/rails';
import { SeenFacts, upTo } from '../../contract/seen-facts';
import type { FactHandler, ReadingWishes, Subscription } from '../fact-stream.port';
import { PostgresFactStream } from './postgres-fact-stream';

/** Longer than any test: what comes then was not brought by the sweep. */
const NEVER_MS = 3_600_000;
/** The writer opens an incident with `incident.enriched` by a person; this wants what the worker says. */
const OF_WORKER: ReadingWishes = { wakes: (hint) => hint.type === 'incident.enriched' && !hint.byPerson };

describe('how a subscription on PostgreSQL reads', () => {
  let database: FreshDatabase;
  let rails: Rails;
  let writer: IncidentWriter;
  const streams: PostgresFactStream[] = [];

  beforeEach(async () => {
    database = await freshDatabase();
    rails = await Rails.lay({ databaseUrl: database.url, kafkaBrokers: null });
    writer = new IncidentWriter(rails.ledger);
  }, 20_000);
  afterEach(async () => {
    await Promise.all(streams.splice(0).map((stream) => stream.close()));
    await rails.close();
    await database.drop();
  }, 20_000);

  const ways: readonly (readonly [string, (stream: PostgresFactStream, handler: FactHandler, wishes: ReadingWishes) => Promise<Subscription>])[] = [
    ['a group', (stream, handler, wishes) => stream.share('planner', handler, wishes)], ['a tail', (stream, handler, wishes) => stream.tail(handler, wishes)],
  ];
  function open(sweepEveryMs?: number): PostgresFactStream {
    const stream = new PostgresFactStream({ ...rails.settings('stream'), sweepEveryMs });
    streams.push(stream);
    return stream;
  }
  /** One that is woken by everything: when it has seen a commit, the notification is through to every session. */
  async function witness(): Promise<SeenFacts> {
    const seen = new SeenFacts();
    await open(NEVER_MS).tail(seen.handler());
    return seen;
  }
  /** Notes the facts, and how many came at once. */
  function noting(): { seen: SeenFacts; batches: number[]; handler: FactHandler } {
    const [seen, batches] = [new SeenFacts(), [] as number[]];
    return { seen, batches, handler: seen.handler(async (facts) => void batches.push(facts.length)) };
  }

  it.each(ways)('%s is woken at once by what it wants, and gets with it, in order and once, what it slept through', async (_name, begin) => {
    const watching = await witness();
    const { seen, batches, handler } = noting();
    await begin(open(NEVER_MS), handler, OF_WORKER);
    const ids = [await writer.open(), await writer.open()] as const;
    for (let round = 0; round < 5; round += 1) {
      await writer.tell(ids);
      await watching.until(() => watching.hasAll(writer.written));
    }
    expect(seen.order).toEqual([]);
    await writer.tell([ids[1]], 'wanted', null, 'worker');
    await seen.until(() => seen.hasAll(writer.written));
    expect(batches).toEqual([13]);
    await writer.tell([ids[0]], 'wanted', null, 'worker');
    await seen.until(() => seen.hasAll(writer.written));
    expect([seen.of(ids[0]), seen.of(ids[1])]).toEqual([upTo(7), upTo(7)]);
    expect(seen.breaches).toEqual([]);
  });

  it.each(ways)('%s gets what it sleeps through by the sweep, in order and once, while eight writers commit at once', async (_name, begin) => {
    const seen = new SeenFacts();
    await begin(open(), seen.handler(), { wakes: (hint) => OF_WORKER.wakes!(hint) });
    const ids = await writer.openEverywhere();
    await Promise.all(Array.from({ length: 8 }, async (_, w) => {
      for (let round = 0; round < 10; round += 1) await writer.tell([ids[(w * 3 + round) % 16] as string], 'more', null, round % 4 === 0 ? 'worker' : 'test');
    }));
    await writer.tell([ids[0] as string]);
    await seen.until(() => seen.hasAll(writer.written));
    for (const [id, count] of writer.written) expect(seen.of(id)).toEqual(upTo(count));
    expect(seen.breaches).toEqual([]);
  });

  it('a notification that says nothing wakes everybody', async () => {
    const seen = new SeenFacts();
    await open(NEVER_MS).tail(seen.handler(), { wakes: () => false });
    await writer.open();
    await rails.ledger.sql.rows("select pg_notify('facts', '')");
    await seen.until(() => seen.hasAll(writer.written));
  });

  it('what was slept through is read by the next session, when this one is lost', async () => {
    const watching = await witness();
    const seen = new SeenFacts();
    const stream = open(NEVER_MS);
    await stream.share('planner', seen.handler(), { wakes: () => false });
    await writer.open();
    await watching.until(() => watching.hasAll(writer.written));
    expect(seen.order).toEqual([]);
    await rails.cutSessions();
    await seen.until(() => seen.hasAll(writer.written));
  });

  it('one read answers all notifications of one turn', async () => {
    let reads = 0;
    const seen = new SeenFacts();
    const parameter = (): null => {
      reads += 1;
      return null;
    };
    await open(NEVER_MS).tail(seen.handler(), { rider: { select: 'select 1', parameter } });
    const id = await writer.open();
    await seen.until(() => seen.hasAll(writer.written));
    const before = reads;
    await rails.ledger.commit([id], async (transaction) => {
      transaction.append({ incidentId: id, type: 'incident.enriched', data: { changed: {} }, actor: 'test' }, null);
      await transaction.sql.rows("select pg_notify('facts', n::text) from generate_series(1, 20) n");
    });
    await seen.until(() => seen.of(id).length === 2);
    await writer.tell([id]);
    await seen.until(() => seen.of(id).length === 3);
    expect(reads - before).toBe(2);
  });

  it.each(ways)('%s gets with the facts what its rider asks of them, from the very snapshot that the facts are from', async (_name, begin) => {
    interface Carried { id: string; fact_count: number; wanted: number }
    const seen = new SeenFacts();
    const wrong: unknown[] = [];
    let batches = 0;
    const handler = seen.handler(async () => undefined);
    await begin(open(), async (facts, carried) => {
      batches += 1;
      const last = new Map(facts.map((fact) => [fact.incidentId, fact.seq]));
      const told = new Map((carried as readonly Carried[] | undefined)?.map((row) => [row.id, row.fact_count]));
      if (JSON.stringify([...last].sort()) !== JSON.stringify([...told].sort()) || (carried as Carried[]).some((row) => row.wanted !== 7)) wrong.push({ last, carried });
      return handler(facts);
    }, { rider: { select: 'select i.id, i.fact_count, $4::int[] as wanted_all, ($4::int[])[1] as wanted from incidents i where i.id in (select incident_id from told)', parameter: () => [7] } });
    const ids = await writer.openEverywhere();
    await Promise.all(Array.from({ length: 8 }, async (_, w) => {
      for (let round = 0; round < 15; round += 1) await writer.tell([ids[(w * 2 + round) % 16] as string]);
    }));
    await seen.until(() => seen.hasAll(writer.written));
    expect(batches).toBeGreaterThan(1);
    expect(wrong).toEqual([]);
  });

  it('a rider stays at home when it has nothing to ask, in a backlog, and when a batch is tried again', async () => {
    const ids = await writer.openEverywhere();
    for (let round = 0; round < 35; round += 1) await writer.tell(ids);
    const came: (readonly unknown[] | undefined)[] = [];
    const seen = new SeenFacts();
    let wanted: readonly unknown[] | null = [];
    let failures = 0;
    const noted = seen.handler(async () => undefined);
    await open(NEVER_MS).share('planner', async (facts, carried) => {
      came.push(carried);
      if (failures > 0) {
        failures -= 1;
        throw new Error('not yet');
      }
      return noted(facts);
    }, { rider: { select: 'select seq from told where type <> all($4::text[]) order by seq', parameter: () => wanted } });
    const next = async (): Promise<typeof came> => {
      await seen.until(() => seen.hasAll(writer.written));
      return came.splice(0);
    };
    expect((await next()).every((carried) => carried === undefined)).toBe(true);
    await writer.tell([ids[0] as string]);
    expect(await next()).toEqual([[{ seq: 37 }]]);
    failures = 1;
    await writer.tell([ids[0] as string]);
    expect(await next()).toEqual([[{ seq: 38 }], undefined]);
    wanted = null;
    await writer.tell([ids[0] as string]);
    expect(await next()).toEqual([undefined]);
  });

  it('a rider that fails over one fact keeps nobody from the others', async () => {
    const came: unknown[] = [];
    const seen = new SeenFacts();
    const noted = seen.handler();
    await open(NEVER_MS).share('planner', async (facts, carried) => {
      came.push(carried);
      return noted(facts);
    }, { rider: { select: "select (data->'changed'->>'narrative')::int as n from told where type <> all($4::text[])", parameter: () => [] } });
    const id = await writer.open();
    for (const narrative of ['1', 'no number', '3']) {
      await seen.until(() => seen.hasAll(writer.written));
      await writer.tell([id], narrative);
    }
    await seen.until(() => seen.hasAll(writer.written));
    expect(came).toEqual([undefined, [{ n: 1 }], undefined, [{ n: 3 }]]);
    expect(seen.of(id)).toEqual(upTo(4));
    expect(rails.said.filter(({ message }) => message.includes('no database session'))).toEqual([]);
  });
});
