import { randomUUID } from 'node:crypto';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { describeWithKafka, freshDatabase, type FreshDatabase } from '../../../../test/infrastructure';
import { IncidentWriter } from '../../contract/incident-writer';
import { Rails } from '../../contract/rails';
import { SeenFacts } from '../../contract/seen-facts';
import { openFactRelay } from '../open-fact-stream';

const ROUNDS = 5;

describeWithKafka('what readers on Kafka ask of broker and handler', (kafka) => {
  let database: FreshDatabase;
  let rails: Rails;
  let relay: ReturnType<typeof openFactRelay>;
  let admin: Admin;
  const topic = `facts-${randomUUID()}`;

  beforeAll(async () => {
    const [fresh, brokers] = await Promise.all([freshDatabase(), kafka.brokers().then((list) => list.split(','))]);
    database = fresh;
    rails = await Rails.lay({ databaseUrl: database.url, kafkaBrokers: brokers, topic });
    relay = openFactRelay(rails.settings('relay'));
    await relay?.start();
    admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
  }, 90_000);
  afterAll(async () => {
    await relay?.close();
    await admin.disconnect();
    await rails.close();
    await database.drop();
  }, 30_000);

  it('facts of many partitions, told in one commit, come in a few calls; a group says where it stands, a tail keeps it to itself', async () => {
    const seen = { planner: new SeenFacts(), tail: new SeenFacts() };
    const calls = { planner: 0, tail: 0 };
    const counted = (reader: 'planner' | 'tail') => seen[reader].handler(async () => { calls[reader] += 1; });
    const stream = rails.open('board');
    await stream.share('planner', counted('planner'));
    await stream.tail(counted('tail'));

    const writer = new IncidentWriter(rails.ledger);
    const ids = await writer.openEverywhere();
    const allSeen = (): Promise<void[]> => Promise.all([seen.planner, seen.tail].map((reader) => reader.until(() => reader.hasAll(writer.written))));
    await allSeen();
    Object.assign(calls, { planner: 0, tail: 0 });
    for (let round = 0; round < ROUNDS; round += 1) {
      await writer.tell(ids);
      await allSeen();
    }
    // One call a partition would be 16 each round.
    expect(calls.planner).toBeLessThan(ROUNDS * 8);
    expect(calls.tail).toBeLessThan(ROUNDS * 8);

    const { groups } = await admin.listGroups();
    const tail = groups.find(({ groupId }) => groupId.startsWith(`${topic}.tail:`));
    expect(await committed(tail?.groupId as string)).toEqual([]);
    await stream.close();
    expect(await committed(`${topic}.planner`)).toEqual(ids.map(() => String(1 + ROUNDS)));
  }, 60_000);

  /** The offsets that the broker knows of a group, of partitions that have one. */
  async function committed(groupId: string): Promise<string[]> {
    const [facts] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return (facts?.partitions ?? []).map(({ offset }) => offset).filter((offset) => offset !== '-1');
  }
});
