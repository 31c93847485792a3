import type { Ledger } from '#ledger';
import type { FactStream, StreamLogger } from './fact-stream.port';
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
  return new PostgresFactStream(settings);
}
