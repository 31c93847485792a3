import type { Kafka } from 'kafkajs';
import { PARTITION_COUNT } from '#ledger';

export const FACTS_TOPIC = 'incident-facts';

/** Where messages go that could not be parsed. */
export function deadTopicOf(topic: string): string {
  return `${topic}-dead`;
}

/**
 * Creates the topics where they are missing. The facts' topic never forgets: a new group must be able to read from the start.
 * Throws when it exists with another number of partitions, because order per incident hangs on it.
 */
export async function ensureTopics(kafka: Kafka, topic: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const { brokers } = await admin.describeCluster();
    const replicationFactor = Math.min(3, brokers.length);
    const configEntries = [{ name: 'retention.ms', value: '-1' }];
    await admin.createTopics({
      waitForLeaders: true,
      topics: [
        { topic, numPartitions: PARTITION_COUNT, replicationFactor, configEntries },
        { topic: deadTopicOf(topic), numPartitions: 1, replicationFactor, configEntries },
      ],
    });
    const metadata = await admin.fetchTopicMetadata({ topics: [topic] });
    const found = metadata.topics[0]?.partitions.length;
    if (found !== PARTITION_COUNT) throw new Error(`topic ${topic} has ${found} partitions, it must have ${PARTITION_COUNT}`);
  } finally {
    await admin.disconnect();
  }
}
