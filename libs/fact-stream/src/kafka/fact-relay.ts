import type { Kafka, Producer } from 'kafkajs';
import type { Fact } from '#domain';
import { partitionOf } from '#ledger';
import type { SubscriptionHealth, Subscription } from '../fact-stream.port';
import { crashPoint } from '../delivery/crash-point';
import { PostgresFactStream } from '../postgres/postgres-fact-stream';
import type { SubscriptionSettings } from '../postgres/postgres-subscription';
import { ensureTopics } from './ensure-topics';
import { ENVELOPE_CONTENT_TYPE, encodeEnvelope } from './fact-envelope';
import { FactNotPublished, isFaultOfTheMessage } from './fact-not-published';

/** The relay's name as a reader of the journal. */
export const RELAY_GROUP = 'kafka-relay';

/**
 * Publishes the journal to Kafka. It is a group of the PostgreSQL rails whose handler is a producer: every dispatch-worker starts one, they
 * share the journal's partitions by advisory locks, take over from one that dies within a second, and save the cursor after the broker's
 * acknowledgement. So each fact is published at least once, in order per incident; a fact may be there twice after a crash.
 */
export class FactRelay {
  private producer: Promise<Producer> | null = null;
  private readonly journal: PostgresFactStream;
  private subscription: Subscription | null = null;

  constructor(settings: Omit<SubscriptionSettings, 'handler' | 'wishes'>, private readonly kafka: Kafka, private readonly topic: string) {
    this.journal = new PostgresFactStream(settings);
  }

  /** Resolves when the relay reads the journal; a broker that is away is retried until `close`. */
  async start(): Promise<void> {
    this.subscription = await this.journal.share(RELAY_GROUP, (facts) => this.publish(facts));
  }

  /** `waitingFacts` are those not yet published in this relay's partitions. */
  async health(): Promise<SubscriptionHealth | null> {
    return (await this.journal.health()).subscriptions[0] ?? null;
  }

  async close(): Promise<void> {
    await this.subscription?.close();
    await this.journal.close();
    await this.discardProducer();
  }

  private async publish(facts: readonly Fact[]): Promise<void> {
    try {
      const producer = await (this.producer ??= this.connectProducer());
      await producer.sendBatch({
        acks: -1,
        topicMessages: [{
          topic: this.topic,
          messages: facts.map((fact) => ({
            key: fact.incidentId, partition: partitionOf(fact.incidentId), value: encodeEnvelope(fact), headers: { 'content-type': ENVELOPE_CONTENT_TYPE },
          })),
        }],
      });
      crashPoint('relay_published');
    } catch (fault) {
      // An idempotent producer that lost an answer may number the next batch wrongly: a new one begins with a clean count.
      await this.discardProducer();
      if (isFaultOfTheMessage(fault)) throw fault;
      throw new FactNotPublished(fault);
    }
  }

  private async connectProducer(): Promise<Producer> {
    await ensureTopics(this.kafka, this.topic);
    const producer = this.kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
    await producer.connect();
    return producer;
  }

  private async discardProducer(): Promise<void> {
    const producer = this.producer;
    this.producer = null;
    // One that never came to stand has nothing to close; its fault went to whoever awaited it.
    await producer?.then((standing) => standing.disconnect()).catch(() => undefined);
  }
}
