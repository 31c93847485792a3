import type { Ledger } from '#ledger';
import type { FactStream, StreamLogger } from './fact-stream.port';
import { FACTS_TOPIC } from './kafka/ensure-topics';
import { FactRelay } from './kafka/fact-relay';
import { kafkaClient } from './kafka/kafka-client';
import { KafkaFactStream } from './kafka/kafka-fact-stream';
import { PostgresFactStream } from './postgres/postgres-fact-stream';

export interface FactStreamSettings {
  /** The books: the journal, cursors and dead letters. */
  readonly ledger: Ledger;
  /** For the dedicated sessions: a direct connection, not through a transaction-pooling proxy. */
  readonly databaseUrl: string;
  /** `host:port` of each broker: the stream is Kafka then. Null: PostgreSQL carries the facts itself. */
  readonly kafkaBrokers: readonly string[] | null;
  /** Kafka only: the topic, when it is not `incident-facts`; dead letters go to the topic of that name with `-dead` behind it. */
  readonly topic?: string;
  /** Names this process in logs, in pg_stat_activity and at the broker. */
  readonly clientName: string;
  readonly logger: StreamLogger;
}

/** Chooses the rails. Nothing is connected before the first subscription. */
export function openFactStream(settings: FactStreamSettings): FactStream {
  const { kafkaBrokers, clientName, logger, topic = FACTS_TOPIC } = settings;
  if (kafkaBrokers === null) return new PostgresFactStream(settings);
  return new KafkaFactStream({ ledger: settings.ledger, kafka: kafkaClient(kafkaBrokers, clientName, logger), topic, clientName, logger });
}

/**
 * What every dispatch-worker starts beside its stream: with Kafka, the relay that fills the topic from the journal (any number may run, they
 * share the work); on PostgreSQL there is nothing to relay, and the answer is null. Call `start`, and `close` at the end.
 */
export function openFactRelay(settings: FactStreamSettings): FactRelay | null {
  const { kafkaBrokers, clientName, logger, topic = FACTS_TOPIC } = settings;
  return kafkaBrokers === null ? null : new FactRelay(settings, kafkaClient(kafkaBrokers, `${clientName}-relay`, logger), topic);
}
