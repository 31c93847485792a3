import type { Fact } from '#domain';
import type { FactHint } from '#ledger';

/**
 * Handles a batch of 1 to `FACT_BATCH_MAX` facts, in the order of their numbers within each incident. May be called concurrently for
 * different partitions, never for the same one. The facts count as handled when the promise resolves; until then they may come again
 * (to this process or another), so a handler upserts by natural key (`incidentId`, `seq`) and returns. A rejection is retried, see FactStream.
 * @param carried what the subscription's rider brought along with these facts; undefined whenever it did not travel (a backlog, a retry, a
 * fault of its own, Kafka, nothing wanted), so a handler that needs it must be able to ask for itself
 */
export type FactHandler = (facts: readonly Fact[], carried?: readonly unknown[]) => Promise<void>;

/** How a subscription reads. All of it is for speed alone: the handler gets the same facts, in the same order, whatever is wished for here, and Kafka grants none of it. */
export interface ReadingWishes {
  /**
   * Whether facts that a notification hints at are worth a read at once. The others are slept through: they are read with the next wake, or
   * by the sweep 250 ms later, and so is whatever was hinted at wrongly. Left out: everything wakes.
   */
  readonly wakes?: (hint: FactHint) => boolean;
  readonly rider?: FactRider;
}

/** A question about the facts of a read that travels in the very statement that reads them, and is answered from the same snapshot. */
export interface FactRider {
  /** One SQL `select` from `told`, which has the journal's columns and the facts read; `$4` is the parameter, which it must use. Its rows arrive as JSON objects. */
  readonly select: string;
  /** Asked before each read. Null: nothing needs to be carried now. */
  readonly parameter: () => readonly unknown[] | null;
}

/** The most facts that one call of a handler gets. */
export const FACT_BATCH_MAX = 500;

export interface Subscription {
  /** Stops delivering, waits for handlers in flight (up to `CLOSE_WAIT_MS_MAX`), saves the position and leaves the group. Never rejects; may be called twice. */
  close(): Promise<void>;
}

/** How one subscription is doing, for /health/ready and the metrics. */
export interface SubscriptionHealth {
  /** The group's name; null for a tail. */
  readonly group: string | null;
  /** False while the database session (or the broker's group membership) is lost; nothing is delivered then, and nothing gets lost. */
  readonly connected: boolean;
  /** The partitions (0 to 15) that this process reads now. A tail reads all of them. */
  readonly partitions: readonly number[];
  /** Facts committed and not handled yet in these partitions, counted up to `LAG_COUNT_MAX`; null when it cannot be known now. */
  readonly waitingFacts: number | null;
  /** Facts that this subscription has put into the table `dead_letters` since it was opened. */
  readonly deadLetters: number;
}

export interface StreamHealth {
  readonly kind: 'postgres' | 'kafka';
  /** True when every subscription is connected. */
  readonly connected: boolean;
  readonly subscriptions: readonly SubscriptionHealth[];
}

/** Above this the count of waiting facts stops: "many" is enough to know. */
export const LAG_COUNT_MAX = 10_000;

/** How long `close` waits for a handler in flight, in milliseconds. */
export const CLOSE_WAIT_MS_MAX = 4_000;

/**
 * The rails: carries the journal's facts to every reader, at least once and in order per incident. Two adapters, one contract suite.
 *
 * A handler that rejects gets the batch again after a pause, then the facts one by one. While the fault is a transient one (database or
 * broker unreachable, deadlock: see `isTransientFault`) it is retried for ever with backoff; any other fault of a single fact is tried
 * five times, then the fact is written to `dead_letters` with its reason and the stream goes on with the next one.
 */
export abstract class FactStream {
  /**
   * Joins a group: its members (any number of processes) share the facts, each of which is handled at least once by one member. A new group
   * starts at the beginning of the journal; a known one resumes where it stood. When a member dies, others take its partitions over
   * (within 2 s on PostgreSQL). Resolves when the group is joined; unreachable infrastructure is retried until `close`.
   */
  abstract share(group: string, handler: FactHandler, wishes?: ReadingWishes): Promise<Subscription>;

  /**
   * Sees every fact committed after the returned promise has resolved (and perhaps a few that were committed shortly before), whoever else
   * reads. No gap as long as the process lives, also over reconnects; facts may repeat after one. Unreachable infrastructure is retried until `close`.
   */
  abstract tail(handler: FactHandler, wishes?: ReadingWishes): Promise<Subscription>;

  abstract health(): Promise<StreamHealth>;

  /** Closes all subscriptions, then the connections. Never rejects; may be called twice. */
  abstract close(): Promise<void>;
}

/** What the stream tells its operators; a pino logger fits. */
export interface StreamLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
