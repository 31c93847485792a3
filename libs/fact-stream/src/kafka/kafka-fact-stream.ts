import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import type { Ledger } from '#ledger';
import { type FactHandler, FactStream, type StreamHealth, type StreamLogger, type Subscription } from '../fact-stream.port';
import { KafkaSubscription } from './kafka-subscription';

export interface KafkaStreamSettings {
  readonly ledger: Ledger;
  readonly kafka: Kafka;
  readonly topic: string;
  readonly clientName: string;
  readonly logger: StreamLogger;
}

/** The rails over Kafka: readers of the topic that `FactRelay` fills from the journal. */
export class KafkaFactStream extends FactStream {
  private readonly subscriptions = new Set<KafkaSubscription>();

  constructor(private readonly settings: KafkaStreamSettings) {
    super();
  }

  share(group: string, handler: FactHandler): Promise<Subscription> {
    return this.open(new KafkaSubscription({ ...this.settings, handler, group, groupId: `${this.settings.topic}.${group}`, reader: group }));
  }

  tail(handler: FactHandler): Promise<Subscription> {
    const reader = `tail:${this.settings.clientName}`;
    return this.open(new KafkaSubscription({ ...this.settings, handler, group: null, groupId: `${this.settings.topic}.${reader}.${randomUUID()}`, reader }));
  }

  async health(): Promise<StreamHealth> {
    const subscriptions = await Promise.all([...this.subscriptions].map((subscription) => subscription.health()));
    return { kind: 'kafka', connected: subscriptions.every((subscription) => subscription.connected), subscriptions };
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => this.end(subscription)));
  }

  private async open(subscription: KafkaSubscription): Promise<Subscription> {
    this.subscriptions.add(subscription);
    await subscription.open();
    return { close: () => this.end(subscription) };
  }

  private async end(subscription: KafkaSubscription): Promise<void> {
    await subscription.close();
    this.subscriptions.delete(subscription);
  }
}
