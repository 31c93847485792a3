import type { Fact } from '#domain';
import { IncidentWriter } from './incident-writer';
import { type Place, Rails } from './rails';
import { SeenFacts, upTo } from './seen-facts';

export interface RailsUnderTest {
  /** Makes a place: a fresh database and what else the adapter needs. */
  place(): Promise<Place & { remove(): Promise<void> }>;
  /** What must run beside the streams (Kafka's relay); null for nothing. */
  beside(rails: Rails): Promise<{ close(): Promise<void> } | null>;
  /** Within this time the partitions of a killed member must be served by others, in milliseconds. */
  readonly takeOverMsMax: number;
  /** How long one test may take, in milliseconds. */
  readonly testMsMax: number;
}

/** What every adapter of FactStream must keep. Both run exactly this. */
export function factStreamContract(name: string, underTest: RailsUnderTest): void {
  describe(`the fact stream's contract: ${name}`, () => {
    let place: Awaited<ReturnType<RailsUnderTest['place']>>;
    let rails: Rails;
    let writer: IncidentWriter;
    let beside: { close(): Promise<void> } | null;

    beforeEach(async () => {
      place = await underTest.place();
      rails = await Rails.lay(place);
      writer = new IncidentWriter(rails.ledger);
      beside = await underTest.beside(rails);
    }, underTest.testMsMax);

    afterEach(async () => {
      await beside?.close();
      await rails.close();
      await place.remove();
    }, underTest.testMsMax);

    const keeps = (promise: string, test: () => Promise<void>): void => it(promise, test, underTest.testMsMax);

    keeps('gives a group every fact, in order per incident, while eight writers commit at once', async () => {
      const seen = new SeenFacts();
      await rails.open().share('planner', seen.handler());
      const incidents = await writer.openEverywhere();
      await Promise.all(Array.from({ length: 8 }, async (_, w) => {
        for (let round = 0; round < 15; round += 1) await writer.tell([incidents[(w + round) % 16] as string, incidents[(w * 5 + round * 3 + 1) % 16] as string].filter((id, i, all) => all.indexOf(id) === i));
      }));
      await seen.until(() => seen.hasAll(writer.written));
      for (const [id, count] of writer.written) expect(seen.of(id)).toEqual(upTo(count));
      expect(seen.breaches).toEqual([]);
    });

    keeps('gives the same facts, whatever is wished for their reading', async () => {
      const shared = new SeenFacts();
      const tailed = new SeenFacts();
      const stream = rails.open();
      await stream.share('planner', shared.handler(), { wakes: () => false });
      await stream.tail(tailed.handler(), { wakes: () => false, rider: { select: 'select seq from told where seq = any($4::int[])', parameter: () => [1, 2] } });
      const incidents = await writer.openEverywhere();
      for (let round = 0; round < 3; round += 1) await writer.tell(incidents);
      for (const seen of [shared, tailed]) {
        await seen.until(() => seen.hasAll(writer.written));
        for (const [id, count] of writer.written) expect(seen.of(id)).toEqual(upTo(count));
        expect(seen.breaches).toEqual([]);
      }
    });

    keeps('gives a new group the whole journal from its start, a large backlog in batches', async () => {
      const incidents = await writer.openEverywhere();
      for (let round = 0; round < 80; round += 1) await writer.tell(incidents);
      const seen = new SeenFacts();
      await rails.open().share('late', seen.handler());
      await seen.until(() => seen.hasAll(writer.written));
      for (const [id, count] of writer.written) expect(seen.of(id)).toEqual(upTo(count));
      expect(seen.breaches).toEqual([]);
    });

    keeps('resumes a group where it stood', async () => {
      const before = new SeenFacts();
      const first = rails.open();
      await first.share('planner', before.handler());
      const incident = await writer.open();
      await before.until(() => before.hasAll(writer.written));
      await first.close();
      await writer.tell([incident]);
      const after = new SeenFacts();
      await rails.open().share('planner', after.handler());
      await after.until(() => after.hasAll(new Map([[incident, 1]])));
      expect(after.of(incident)).toEqual([2]);
    });

    keeps('brings a fact again when the handler had not finished with it', async () => {
      const first = rails.open();
      let reached: () => void = () => undefined;
      const handling = new Promise<void>((resolve) => { reached = resolve; });
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => { release = resolve; });
      await first.share('planner', async () => {
        reached();
        await held;
        throw new Error('killed in the middle');
      });
      const incident = await writer.open();
      await handling;
      const closed = first.close();
      release();
      await closed;
      const seen = new SeenFacts();
      await rails.open().share('planner', seen.handler());
      await seen.until(() => seen.hasAll(writer.written));
      expect(seen.of(incident)).toEqual([1]);
    });

    keeps('shares the partitions among members and takes over from one that is killed', async () => {
      const theirs = new SeenFacts();
      const child = await rails.fork('planner', (facts) => theirs.note(facts as Fact[]));
      const ours = new SeenFacts();
      const stream = rails.open();
      await stream.share('planner', ours.handler());
      await until(async () => (await stream.health()).subscriptions[0]?.partitions.length === 8);
      const incidents = await writer.openEverywhere();
      const bySomebody = (): boolean => incidents.every((id) => [...ours.of(id), ...theirs.of(id)].length > 0);
      await Promise.race([ours.until(bySomebody), theirs.until(bySomebody)]);
      expect(theirs.order.length).toBeGreaterThan(0);
      expect(ours.order.length).toBeGreaterThan(0);

      child.kill('SIGKILL');
      const killedAt = performance.now();
      await writer.tell(incidents);
      await ours.until(() => incidents.every((id) => ours.of(id).includes(2)));
      const tookMs = performance.now() - killedAt;
      expect(tookMs).toBeLessThan(underTest.takeOverMsMax);
      expect((await stream.health()).subscriptions[0]?.partitions).toHaveLength(16);
    });

    keeps('puts a fact aside that a handler cannot take, with its reason, while everything else flows', async () => {
      const incidents = await writer.openEverywhere();
      const [bad] = incidents as [string];
      const seen = new SeenFacts();
      const stream = rails.open();
      await stream.share('planner', seen.handler(async (facts) => {
        if (facts.some((fact) => fact.incidentId === bad && fact.seq === 2)) throw new TypeError('cannot take this one');
      }));
      await writer.tell(incidents);
      await writer.tell(incidents);
      const others = new Map([...writer.written].filter(([id]) => id !== bad));
      await seen.until(() => seen.hasAll(others) && seen.of(bad).includes(3));
      expect(new Set(seen.of(bad))).toEqual(new Set([1, 3]));
      const letters = await rails.deadLetters();
      expect(letters).toEqual([expect.objectContaining({ reader: 'planner', incident_id: bad, seq: 2, reason: 'TypeError: cannot take this one' })]);
      expect(JSON.parse(letters[0]!.raw.toString())).toMatchObject({ incidentId: bad, seq: 2, type: 'incident.enriched' });
      expect((await stream.health()).subscriptions[0]?.deadLetters).toBe(1);
    });

    keeps('never puts a fact aside because the database or a broker was away', async () => {
      const seen = new SeenFacts();
      let refusals = 7;
      await rails.open().share('planner', seen.handler(async () => {
        if (refusals-- > 0) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
      }));
      const incident = await writer.open();
      await seen.until(() => seen.hasAll(writer.written));
      expect(seen.of(incident)).toEqual([1]);
      expect(await rails.deadLetters()).toEqual([]);
    });

    keeps('shows every tail every fact from its opening on, once, in order', async () => {
      const old = await writer.open();
      const tails = [new SeenFacts(), new SeenFacts()] as const;
      for (const seen of tails) await rails.open('board').tail(seen.handler());
      const before = new Map(writer.written);
      const incidents = await writer.openEverywhere();
      await Promise.all(Array.from({ length: 8 }, async (_, w) => {
        for (let round = 0; round < 10; round += 1) await writer.tell([incidents[(w * 3 + round) % 16] as string]);
      }));
      await writer.tell([old]);
      for (const seen of tails) {
        const wanted = [...writer.written].filter(([id]) => !before.has(id));
        await seen.until(() => seen.hasAll(new Map(wanted)) && seen.of(old).includes(2));
        for (const [id, count] of wanted) expect(seen.of(id)).toEqual(upTo(count));
        expect(seen.breaches).toEqual([]);
      }
    });

    keeps('goes on without a gap when its database sessions are ended', async () => {
      const shared = new SeenFacts();
      const tailed = new SeenFacts();
      const stream = rails.open();
      await stream.share('planner', shared.handler());
      await stream.tail(tailed.handler());
      const incidents = await writer.openEverywhere();
      const all = (): boolean => shared.hasAll(writer.written) && tailed.hasAll(writer.written);
      await shared.until(() => shared.hasAll(writer.written));
      for (let cut = 0; cut < 3; cut += 1) {
        await until(async () => (await stream.health()).connected);
        const writing = Promise.all(incidents.map((id) => writer.tell([id])));
        expect(await rails.cutSessions()).toBeGreaterThan(0);
        await writing;
        await shared.until(() => shared.hasAll(writer.written));
        await tailed.until(all);
      }
      expect(shared.breaches).toEqual([]);
      for (const [id, count] of writer.written) {
        expect([...new Set(shared.of(id))]).toEqual(upTo(count));
        expect([...new Set(tailed.of(id))]).toEqual(upTo(count));
      }
    });

    keeps('says how it is doing', async () => {
      const seen = new SeenFacts();
      const stream = rails.open();
      await stream.share('planner', seen.handler());
      await writer.open();
      await seen.until(() => seen.hasAll(writer.written));
      await until(async () => (await stream.health()).subscriptions[0]?.waitingFacts === 0);
      const health = await stream.health();
      expect(health).toMatchObject({ connected: true, subscriptions: [{ group: 'planner', connected: true, deadLetters: 0, waitingFacts: 0 }] });
      expect(health.subscriptions[0]?.partitions).toEqual(Array.from({ length: 16 }, (_, i) => i));
      await stream.close();
      await stream.close();
      expect((await stream.health()).subscriptions).toEqual([]);
    });
  });
}

/** For conditions that announce themselves nowhere (health is asked, not told). */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
