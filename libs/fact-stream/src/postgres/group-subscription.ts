import { BALANCE_EVERY_MS, GroupMembership } from './group-membership';
import { type CursorStore, GroupCursors } from './cursor-store';
import type { JournalFollower } from './journal-follower';
import { PostgresSubscription, type SubscriptionSettings } from './postgres-subscription';
import type { StreamSession } from './stream-session';

/** A member of a group: follows the partitions whose locks its session holds, from the group's saved cursors. */
export class GroupSubscription extends PostgresSubscription {
  constructor(settings: SubscriptionSettings, protected readonly group: string) {
    super(settings);
  }

  protected get reader(): string {
    return this.group;
  }

  protected async cursorsOn(session: StreamSession): Promise<CursorStore> {
    return new GroupCursors(session.sql, this.group);
  }

  protected async begin(session: StreamSession, follower: JournalFollower): Promise<void> {
    const membership = new GroupMembership(session.sql, this.group, follower);
    await membership.join();
    const rounds = setInterval(() => void membership.balance().catch((fault) => session.lose(fault)), BALANCE_EVERY_MS);
    session.lost.addEventListener('abort', () => clearInterval(rounds), { once: true });
  }
}
