import { createHash } from 'node:crypto';
import { PARTITION_COUNT, type Sql } from '#ledger';

/** How often members look at each other, in milliseconds: a dead one's partitions are free at once and taken within this time. */
export const BALANCE_EVERY_MS = 500;

/** Beside the locks 0 to 15 of the partitions: every member holds this one, shared; counting its holders counts the members. */
const MEMBER_LOCK = PARTITION_COUNT;

/** The partitions that this member reads. */
export interface HeldPartitions {
  readonly partitions: readonly number[];
  take(partitions: readonly number[]): Promise<void>;
  release(partition: number): Promise<void>;
}

/** The first key of the group's advisory locks: 31 bits of a hash, so that groups do not meet each other (nor the migration's lock 7000). */
export function lockClassOf(group: string): number {
  return createHash('sha256').update(`fact-stream:${group}`).digest().readUInt32BE(0) & 0x7fff_ffff;
}

/**
 * One member of a group, told by session advisory locks: they end with the session, so a member killed with SIGKILL frees its partitions
 * the moment the operating system closes its socket. Each member holds its fair share, ceil(16 / members), gives back what is above
 * it and takes what is free.
 */
export class GroupMembership {
  private readonly lockClass: number;
  private balancing: Promise<void> | null = null;

  constructor(private readonly sql: Sql, group: string, private readonly held: HeldPartitions) {
    this.lockClass = lockClassOf(group);
  }

  async join(): Promise<void> {
    await this.sql.rows('select pg_advisory_lock_shared($1, $2)', [this.lockClass, MEMBER_LOCK]);
    await this.balance();
  }

  /** Takes what is due and gives back what is not. One at a time: a call during another joins it. */
  balance(): Promise<void> {
    this.balancing ??= this.balanceOnce().finally(() => { this.balancing = null; });
    return this.balancing;
  }

  private async balanceOnce(): Promise<void> {
    const { members, locked, self } = await this.look();
    const share = Math.ceil(PARTITION_COUNT / Math.max(1, members));
    const surplus = this.held.partitions.slice(share);
    if (surplus.length > 0) await Promise.all(surplus.map((partition) => this.giveBack(partition)));
    else await this.takeFree(share - this.held.partitions.length, locked, self);
  }

  private async look(): Promise<{ members: number; locked: ReadonlySet<number>; self: number }> {
    const rows = await this.sql.rows<{ key: string; holders: number; self: number }>(
      `select objid::text as key, count(distinct pid)::int as holders, pg_backend_pid() as self from pg_locks
       where locktype = 'advisory' and granted and objsubid = 2 and classid = $1::int::oid
         and database = (select oid from pg_database where datname = current_database()) group by objid`,
      [this.lockClass],
    );
    const holders = new Map(rows.map((row) => [Number(row.key), row.holders]));
    return { members: holders.get(MEMBER_LOCK) ?? 1, locked: new Set(holders.keys()), self: rows[0]?.self ?? 0 };
  }

  private async giveBack(partition: number): Promise<void> {
    await this.held.release(partition);
    await this.sql.rows('select pg_advisory_unlock($1, $2)', [this.lockClass, partition]);
  }

  private async takeFree(wanted: number, locked: ReadonlySet<number>, self: number): Promise<void> {
    if (wanted <= 0) return;
    // Members start at different places, so that they seldom reach for the same one.
    const turned = Array.from({ length: PARTITION_COUNT }, (_, i) => (self + i) % PARTITION_COUNT);
    const free = turned.filter((partition) => !locked.has(partition)).slice(0, wanted);
    if (free.length === 0) return;
    const rows = await this.sql.rows<{ partition: number }>('select partition from unnest($2::int[]) as partition where pg_try_advisory_lock($1, partition)', [this.lockClass, free]);
    // The cursors are read after the locks are held: whoever held them before has saved all it will ever save.
    if (rows.length > 0) await this.held.take(rows.map((row) => row.partition));
  }
}
