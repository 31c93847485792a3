import { type FactHandler, FactStream, type ReadingWishes, type StreamHealth, type Subscription } from '../fact-stream.port';
import { GroupSubscription } from './group-subscription';
import type { PostgresSubscription, SubscriptionSettings } from './postgres-subscription';
import { TailSubscription } from './tail-subscription';

/**
 * The embedded rails: readers follow the journal itself, woken by NOTIFY, with a 250 ms sweep behind it. Nothing to install.
 * Each subscription has one dedicated connection, which must be a real session (no transaction-pooling proxy between).
 */
export class PostgresFactStream extends FactStream {
  private readonly subscriptions = new Set<PostgresSubscription>();

  constructor(private readonly settings: Omit<SubscriptionSettings, 'handler' | 'wishes'>) {
    super();
  }

  share(group: string, handler: FactHandler, wishes: ReadingWishes = {}): Promise<Subscription> {
    return this.open(new GroupSubscription({ ...this.settings, handler, wishes }, group));
  }

  tail(handler: FactHandler, wishes: ReadingWishes = {}): Promise<Subscription> {
    return this.open(new TailSubscription({ ...this.settings, handler, wishes }));
  }

  async health(): Promise<StreamHealth> {
    const subscriptions = await Promise.all([...this.subscriptions].map((subscription) => subscription.health()));
    return { kind: 'postgres', connected: subscriptions.every((subscription) => subscription.connected), subscriptions };
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => this.end(subscription)));
  }

  private async open(subscription: PostgresSubscription): Promise<Subscription> {
    this.subscriptions.add(subscription);
    await subscription.open();
    return { close: () => this.end(subscription) };
  }

  private async end(subscription: PostgresSubscription): Promise<void> {
    await subscription.close();
    this.subscriptions.delete(subscription);
  }
}
