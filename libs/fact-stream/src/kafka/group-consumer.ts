import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { Delivery } from '../delivery/deliver-facts';
import type { DeadLetterOffice } from './dead-letter-office';
import { JointDelivery } from './joint-delivery';
import { OffsetCommits } from './offset-commits';
import { insistOnBatch, type PartitionBatch, readBatches } from './partition-batch';

/**
 * A killed member is noticed by the broker after its session timeout: 6 s is the least that a broker in its default settings admits
 * (`group.min.session.timeout.ms`), so a takeover on Kafka takes up to about 7 s, where PostgreSQL needs less than one.
 */
const SESSION_MS = 6_000;
const HEARTBEAT_EVERY_MS = 500;
/**
 * How long a broker may hold a fetch back while nothing is there; facts are sent the moment they arrive. kafkajs's own 5 s would delay every
 * rebalance and every stop; with 50 ms an idle system spent a twentieth of a core on asking in vain.
 */
const FETCH_WAIT_MS_MAX = 250;

/**
 * One life of a consumer in a group: from the join to a crash or to `stop`. Batches are handled inside kafkajs's own loop; one that fails
 * leaves it for a *detour* (its partition paused, tried again beside the loop), because kafkajs fetches nothing new from a broker
 * until every partition's batch is through, and a poisonous fact would hold up all of them.
 */
export class GroupConsumer {
  private readonly consumer: Consumer;
  private readonly crashed = new AbortController();
  private readonly detours = new Map<number, Promise<void>>();
  /** Aborted at every rebalance: what is on a detour then belongs to whoever gets the partition. */
  private tenure = new AbortController();
  private assigned: readonly number[] = [];
  private readonly firstTries: JointDelivery;
  private readonly commits: OffsetCommits;
  /** Of the latest batch. Not consumer.commitOffsets, which does nothing once the consumer is stopping: the last batch would come again after every restart. */
  private commitOffsets: EachBatchPayload['commitOffsetsIfNecessary'] | null = null;

  /**
   * @param places where to read on, by partition, and kept up to date: a tail's own memory, so it commits nothing. Null for a group, whose committed offsets count.
   */
  constructor(
    kafka: Kafka, private readonly topic: string, groupId: string, private readonly delivery: Delivery, private readonly office: DeadLetterOffice,
    private readonly places: Map<number, string> | null,
  ) {
    this.consumer = kafka.consumer({
      groupId, sessionTimeout: SESSION_MS, heartbeatInterval: HEARTBEAT_EVERY_MS, rebalanceTimeout: 30_000, maxWaitTimeInMs: FETCH_WAIT_MS_MAX, allowAutoTopicCreation: false,
    });
    this.firstTries = new JointDelivery(delivery, office);
    this.commits = new OffsetCommits(async (offsets) => {
      await this.commitOffsets?.({ topics: [{ topic, partitions: [...offsets].map(([partition, offset]) => ({ partition, offset })) }] });
    }, delivery.logger);
  }

  /** Aborted when the consumer has crashed; its reason is the fault. */
  get lost(): AbortSignal {
    return this.crashed.signal;
  }

  get partitions(): readonly number[] {
    return this.assigned;
  }

  /** Connects, joins the group and starts to handle; resolves with the first assignment (or when the consumer is lost). */
  async start(): Promise<void> {
    const { GROUP_JOIN, REBALANCING, CRASH } = this.consumer.events;
    const joined = new Promise<void>((resolve) => {
      this.crashed.signal.addEventListener('abort', () => resolve(), { once: true });
      this.consumer.on(GROUP_JOIN, ({ payload }) => {
        this.endTenure();
        this.commits.forget();
        this.assigned = [...(payload.memberAssignment[this.topic] ?? [])].sort((a, b) => a - b);
        // Still inside the join, before the first fetch: nothing is read from anywhere else.
        for (const [partition, offset] of this.places ?? []) this.consumer.seek({ topic: this.topic, partition, offset });
        resolve();
      });
    });
    this.consumer.on(REBALANCING, () => {
      this.endTenure();
      // Goes out before the request to join, on the same connection: whoever gets a partition reads on from here.
      void this.commits.flush();
    });
    this.consumer.on(CRASH, ({ payload }) => this.crashed.abort(payload.error));
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [this.topic], fromBeginning: true });
    await this.consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: 16, eachBatch: (payload) => this.eachBatch(payload) });
    await joined;
  }

  /** Leaves the group; resolves when no handler is in flight any more. */
  async stop(): Promise<void> {
    this.tenure.abort();
    if (!this.lost.aborted) await this.commits.close();
    await this.consumer.disconnect();
    await Promise.all(this.detours.values());
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { partition, messages } = payload.batch;
    const { tenure } = this;
    const heart = setInterval(() => void payload.heartbeat().catch((fault) => this.delivery.logger.warn({ err: fault, partition }, 'a heartbeat was refused')), HEARTBEAT_EVERY_MS);
    this.commitOffsets = payload.commitOffsetsIfNecessary;
    try {
      // The detour of an earlier tenure may still be in its handler.
      await this.detours.get(partition);
      for (const batch of readBatches(partition, messages)) {
        if (!payload.isRunning() || payload.isStale() || this.delivery.signal.aborted) break;
        const handled = await this.firstTries.tryOnce(batch);
        // Another broker's answer made the member join anew meanwhile: whose the partition is now, nobody here knows.
        if (this.tenure !== tenure) return;
        if (!handled) return this.detour(batch);
        payload.resolveOffset(batch.lastOffset);
        this.reach(batch);
      }
      // The last word before the group is left.
      if (this.delivery.signal.aborted) await this.commits.flush();
    } finally {
      clearInterval(heart);
    }
  }

  private reach({ partition, nextOffset }: PartitionBatch): void {
    if (this.places) this.places.set(partition, nextOffset);
    else this.commits.note(partition, nextOffset);
  }

  private detour(batch: PartitionBatch): void {
    if (this.delivery.signal.aborted) return;
    const place = { topic: this.topic, partition: batch.partition };
    this.consumer.pause([{ topic: this.topic, partitions: [batch.partition] }]);
    const signal = AbortSignal.any([this.delivery.signal, this.tenure.signal]);
    const detour = insistOnBatch(batch, { ...this.delivery, signal }, this.office)
      .then((outcome) => {
        if (outcome === 'stopped' || signal.aborted) return;
        this.reach(batch);
        this.consumer.seek({ ...place, offset: batch.nextOffset });
        this.consumer.resume([{ topic: this.topic, partitions: [batch.partition] }]);
      })
      // A partition that stays paused cannot go on: a new life begins, from the offsets that are committed.
      .catch((fault) => this.crashed.abort(fault))
      .finally(() => this.detours.delete(batch.partition));
    this.detours.set(batch.partition, detour);
  }

  private endTenure(): void {
    this.tenure.abort();
    this.tenure = new AbortController();
    const paused = this.consumer.paused().flatMap(({ partitions }) => partitions);
    if (paused.length > 0) this.consumer.resume([{ topic: this.topic, partitions: paused }]);
  }
}
