import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { describeWithBrowser, describeWithKafka, type FreshDatabase, freshDatabase } from './index';

describe('the test PostgreSQL', () => {
  const made: FreshDatabase[] = [];
  afterAll(() => Promise.all(made.map((database) => database.drop())));

  it('gives each caller a migrated database of its own', async () => {
    made.push(...(await Promise.all([freshDatabase(), freshDatabase()])));
    const counts = await Promise.all(made.map(({ url }) => ask(url, 'select count(*)::int as n, current_database() as name, (select count(*)::int from pg_class where relname = $1) as tables from migrations', ['incidents'])));
    expect(counts.map(({ n }) => n as number)).toEqual([expect.any(Number), expect.any(Number)]);
    expect(counts.every(({ n, tables }) => (n as number) > 0 && tables === 1)).toBe(true);
    expect(new Set(counts.map(({ name }) => name)).size).toBe(2);
  }, 30_000);

  it('lets nobody work as superuser', async () => {
    const [database] = made;
    expect(await ask(database!.url, "select current_setting('is_superuser') as su")).toEqual({ su: 'off' });
  });
});

describeWithKafka('the test Kafka', (kafka) => {
  it('is a real broker that creates a topic and carries a message', async () => {
    const client = new Kafka({ brokers: (await kafka.brokers()).split(','), logLevel: logLevel.NOTHING });
    const admin = client.admin();
    const producer = client.producer();
    await Promise.all([admin.connect(), producer.connect()]);
    const topic = `infrastructure-${Date.now()}`;
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 2 }] });
    await producer.send({ topic, messages: [{ key: 'a', value: 'hello' }] });
    const offsets = await admin.fetchTopicOffsets(topic);
    expect(offsets.reduce((sum, { high }) => sum + Number(high), 0)).toBe(1);
    await admin.deleteTopics({ topics: [topic] });
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  }, 90_000);
});

describeWithBrowser('the test browser', (browser) => {
  it('renders a page', async () => {
    const page = await browser().newPage();
    await page.setContent('<h1>紧急止付</h1>');
    expect(await page.textContent('h1')).toBe('紧急止付');
    await page.close();
  }, 30_000);
});

async function ask(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql, values);
  await client.end();
  return rows[0] ?? {};
}
