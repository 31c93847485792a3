import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { describeWithKafka, freshDatabase, type FreshDatabase } from '../../../../test/infrastructure';
import { IncidentWriter } from '../../contract/incident-writer';
import { Rails } from '../../contract/rails';
import { SeenFacts } from '../../contract/seen-facts';
import { openFactRelay } from '../open-fact-stream';

describeWithKafka('messages that are no facts', (kafka) => {
  let database: FreshDatabase;
  let rails: Rails;
  let brokers: string[];
  const topic = `facts-${randomUUID()}`;

  beforeAll(async () => {
    [database, brokers] = await Promise.all([freshDatabase(), kafka.brokers().then((list) => list.split(','))]);
    rails = await Rails.lay({ databaseUrl: database.url, kafkaBrokers: brokers, topic });
  }, 90_000);
  afterAll(async () => {
    await rails.close();
    await database.drop();
  }, 30_000);

  it('go to the table and the topic of dead letters with their reason, while facts of the same partition flow', async () => {
    const relay = openFactRelay(rails.settings('relay'));
    await relay?.start();
    const seen = new SeenFacts();
    await rails.open().share('planner', seen.handler());
    const writer = new IncidentWriter(rails.ledger);
    const incident = await writer.open(3);
    await seen.until(() => seen.of(incident).includes(1));

    const client = new Kafka({ brokers, logLevel: logLevel.NOTHING });
    const producer = client.producer();
    await producer.connect();
    await producer.send({ topic, messages: [{ key: 'x', partition: 3, value: 'garbage' }, { key: incident, partition: 3, value: null }] });
    await writer.tell([incident]);
    await seen.until(() => seen.of(incident).includes(2));

    const letters = await rails.deadLetters();
    expect(letters.map(({ reader, source, reason, raw }) => [reader, source, reason, raw.toString()])).toEqual([
      ['planner', `${topic}/3/1`, 'the value is not a JSON object', 'garbage'],
      ['planner', `${topic}/3/2`, 'the message has no value', ''],
    ]);
    expect(seen.order.filter(({ incidentId }) => incidentId === incident).map(({ seq }) => seq)).toEqual([1, 2]);

    const dead = await nextMessages(client, `${topic}-dead`, 2);
    expect(dead).toEqual([
      { value: 'garbage', reason: 'the value is not a JSON object', source: `${topic}/3/1` },
      { value: null, reason: 'the message has no value', source: `${topic}/3/2` },
    ]);
    await producer.disconnect();
    await relay?.close();
  }, 60_000);

  it('carries the envelope with the trace context of the request that made the fact', async () => {
    const relay = openFactRelay(rails.settings('relay'));
    await relay?.start();
    const seen = new SeenFacts();
    await rails.open().tail(seen.handler());
    const writer = new IncidentWriter(rails.ledger);
    const incident = await writer.open(5);
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await writer.tell([incident], 'traced', traceparent);
    await seen.until(() => seen.hasAll(writer.written));
    expect(seen.order.map((fact) => fact.traceparent)).toEqual([null, traceparent]);
    await relay?.close();
  }, 60_000);
});

async function nextMessages(client: Kafka, topic: string, count: number): Promise<{ value: string | null; reason: string | undefined; source: string | undefined }[]> {
  const consumer = client.consumer({ groupId: `look-${randomUUID()}`, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const found: { value: string | null; reason: string | undefined; source: string | undefined }[] = [];
  await new Promise<void>((resolve, reject) => {
    consumer.run({ eachMessage: async ({ message }) => {
      found.push({ value: message.value?.toString() ?? null, reason: message.headers?.['reason']?.toString(), source: message.headers?.['source']?.toString() });
      if (found.length === count) resolve();
    } }).catch(reject);
  });
  await consumer.disconnect();
  return found;
}
