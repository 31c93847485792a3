import { journalNow } from '#ledger';
import { ALL_PARTITIONS } from '../partitions';
import { type CursorStore, TailCursors } from './cursor-store';
import type { JournalFollower } from './journal-follower';
import { PostgresSubscription } from './postgres-subscription';
import type { StreamSession } from './stream-session';

/** Follows all partitions from the moment of opening; its position lives in this process and outlives its sessions. */
export class TailSubscription extends PostgresSubscription {
  protected readonly group = null;
  private cursors: TailCursors | null = null;

  protected get reader(): string {
    return `tail:${this.settings.clientName}`;
  }

  protected async cursorsOn(session: StreamSession): Promise<CursorStore> {
    this.cursors ??= new TailCursors(ALL_PARTITIONS, await journalNow(session.sql));
    return this.cursors;
  }

  protected async begin(_session: StreamSession, follower: JournalFollower): Promise<void> {
    await follower.take(ALL_PARTITIONS);
  }
}
