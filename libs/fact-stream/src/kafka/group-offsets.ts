import type { Admin, Kafka } from 'kafkajs';
import { LAG_COUNT_MAX, type StreamLogger } from '../fact-stream.port';

async function asAdmin<Result>(kafka: Kafka, work: (admin: Admin) => Promise<Result>, retries?: number): Promise<Result> {
  const admin = kafka.admin(retries === undefined ? {} : { retry: { retries } });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** The end of each partition as it is now: where the next message will stand. */
export function endsOf(kafka: Kafka, topic: string): Promise<Map<number, string>> {
  return asAdmin(kafka, async (admin) => new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, high])));
}

/** Removes a tail's group; one that stays behind is forgotten by the broker after its own retention (7 days). */
export async function deleteGroup(kafka: Kafka, groupId: string, logger: StreamLogger): Promise<void> {
  try {
    await asAdmin(kafka, (admin) => admin.deleteGroups([groupId]));
  } catch (fault) {
    logger.warn({ err: fault, groupId }, 'the group of a closed tail could not be deleted');
  }
}

/** How many messages of these partitions the reader has not handled; null when the broker does not say. Places: as GroupConsumer's. */
export async function waitingMessages(kafka: Kafka, topic: string, groupId: string, partitions: readonly number[], places: ReadonlyMap<number, string> | null): Promise<number | null> {
  try {
    return await asAdmin(kafka, async (admin) => {
      const [ends, reached] = await Promise.all([admin.fetchTopicOffsets(topic), places ?? committedBy(admin, topic, groupId)]);
      const waiting = ends.filter(({ partition }) => partitions.includes(partition)).map((end) => Number(end.high) - Math.max(Number(reached.get(end.partition) ?? 0), Number(end.low)));
      return Math.min(LAG_COUNT_MAX, waiting.reduce((sum, count) => sum + count, 0));
    }, 0);
  } catch {
    return null; // the caller shows "unknown"; the consumer's own state says that the broker is away
  }
}

async function committedBy(admin: Admin, topic: string, groupId: string): Promise<Map<number, string>> {
  const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
  return new Map(committed?.partitions.map(({ partition, offset }) => [partition, offset]));
}
