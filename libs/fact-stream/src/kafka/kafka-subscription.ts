import { setTimeout as pause } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import { backOff } from '../delivery/backoff';
import type { Delivery } from '../delivery/deliver-facts';
import { CLOSE_WAIT_MS_MAX, type FactHandler, type StreamLogger, type Subscription, type SubscriptionHealth } from '../fact-stream.port';
import type { Ledger } from '#ledger';
import { DeadLetterOffice } from './dead-letter-office';
import { ensureTopics } from './ensure-topics';
import { GroupConsumer } from './group-consumer';
import { deleteGroup, endsOf, waitingMessages } from './group-offsets';

export interface KafkaSubscriptionSettings {
  readonly ledger: Ledger;
  readonly kafka: Kafka;
  readonly topic: string;
  readonly groupId: string;
  /** The group's name for people; null for a tail, whose group lives as long as it. */
  readonly group: string | null;
  /** The name under which it puts facts aside. */
  readonly reader: string;
  readonly handler: FactHandler;
  readonly logger: StreamLogger;
}

/** Keeps a consumer alive: joins, and begins anew with a fresh one whenever it crashes, because kafkajs goes silent then. */
export class KafkaSubscription implements Subscription {
  private readonly closing = new AbortController();
  private announceStart: () => void = () => undefined;
  private readonly started = new Promise<void>((resolve) => { this.announceStart = resolve; });
  private readonly office: DeadLetterOffice;
  private consumer: GroupConsumer | null = null;
  private topicStands = false;
  /** A tail's own positions: they live as long as the process, over any number of consumers. */
  private places: Map<number, string> | null = null;
  private life: Promise<void> | null = null;

  constructor(private readonly settings: KafkaSubscriptionSettings) {
    this.office = new DeadLetterOffice(settings.ledger, settings.kafka, settings.topic, settings.reader, settings.logger);
  }

  /** Resolves when the group is joined for the first time. */
  async open(): Promise<void> {
    this.life = this.live();
    await this.started;
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return void (await this.life);
    this.closing.abort();
    this.announceStart();
    const tooLong = new AbortController();
    await Promise.race([this.life, pause(CLOSE_WAIT_MS_MAX, undefined, { signal: tooLong.signal }).catch(() => undefined)]);
    tooLong.abort();
    await this.office.close();
  }

  async health(): Promise<SubscriptionHealth> {
    const { kafka, topic, groupId, group } = this.settings;
    const partitions = this.consumer?.partitions ?? [];
    const connected = this.consumer !== null && !this.consumer.lost.aborted;
    return { group, connected, partitions, deadLetters: this.office.count, waitingFacts: connected ? await waitingMessages(kafka, topic, groupId, partitions, this.places) : null };
  }

  private async live(): Promise<void> {
    for (let failures = 0; !this.closing.signal.aborted; ) {
      const since = performance.now();
      try {
        await this.serve();
      } catch (fault) {
        this.settings.logger.warn({ err: fault, reader: this.settings.reader }, 'the fact stream has no place at the broker, joining again');
      }
      failures = performance.now() - since > PROVED_MS ? 1 : failures + 1;
      await backOff(failures, this.closing.signal);
    }
    if (this.places !== null) await deleteGroup(this.settings.kafka, this.settings.groupId, this.settings.logger);
  }

  /** Handles until the consumer crashes (rejects) or the subscription is closed (resolves), and no handler is in flight any more. */
  private async serve(): Promise<void> {
    const { kafka, topic, groupId } = this.settings;
    await this.prepare();
    const ended = new AbortController();
    const consumer = new GroupConsumer(kafka, topic, groupId, this.delivery(AbortSignal.any([this.closing.signal, ended.signal])), this.office, this.places);
    const over = AbortSignal.any([this.closing.signal, consumer.lost]);
    try {
      await consumer.start();
      if (!over.aborted) {
        this.consumer = consumer;
        this.announceStart();
        await new Promise<void>((resolve) => over.addEventListener('abort', () => resolve(), { once: true }));
      }
    } finally {
      this.consumer = null;
      ended.abort();
      await consumer.stop();
    }
    if (!this.closing.signal.aborted) throw consumer.lost.reason;
  }

  private async prepare(): Promise<void> {
    const { kafka, topic, group } = this.settings;
    if (!this.topicStands) await ensureTopics(kafka, topic);
    this.topicStands = true;
    // A tail starts at the end as it is now, not where a first fetch happens to find it later: nothing between may be missed.
    if (group === null) this.places ??= await endsOf(kafka, topic);
  }

  private delivery(signal: AbortSignal): Delivery {
    const { handler, logger, ledger } = this.settings;
    return {
      handler, logger, signal, bury: (fact, reason) => this.office.buryFact(fact, reason),
      reachable: () => ledger.sql.rows('select 1').then(() => true, (fault) => {
        logger.warn({ err: fault }, 'the database does not answer');
        return false;
      }),
    };
  }
}

/** A consumer that lasted this long was a good one, in milliseconds: the next try comes soon. */
const PROVED_MS = 5_000;
