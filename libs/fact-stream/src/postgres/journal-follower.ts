import type { Fact } from '#domain';
import { type JournalCursor, type JournalPage, type JournalRider, PARTITION_COUNT, readJournal, type Sql } from '#ledger';
import { backOff } from '../delivery/backoff';
import { crashPoint } from '../delivery/crash-point';
import { type Delivery, deliverFacts } from '../delivery/deliver-facts';
import { FACT_BATCH_MAX, type FactRider } from '../fact-stream.port';
import { byPartition } from '../partitions';
import type { CursorStore } from './cursor-store';

interface Place {
  cursor: JournalCursor;
  /** The last wake that a complete read has answered; a place with an older one is read again. */
  answeredWake: number;
  busy: boolean;
  /** Aborted when the partition is to be given back. */
  readonly leaving: AbortController;
  /** Called when the place is no longer busy. */
  whenIdle: (() => void) | null;
}

/** Answered by no read yet. */
const NO_WAKE = -1;

/** Where a reader stands is saved so long after it moved, in milliseconds: saving behind every batch cost as much as reading it. */
const SAVE_AFTER_MS = 100;

/**
 * Follows the journal for the partitions it was given. Partitions that stand at the same cursor travel in one *lane*: one read, one call of
 * the handler, one save. A lane that meets a fault falls apart into its partitions, so that a poisonous one holds up nobody else; places
 * find together again when the journal is quiet for a moment, because their cursors are equal then.
 */
export class JournalFollower {
  private readonly places = new Map<number, Place>();
  private readonly lanes = new Set<Promise<void>>();
  private wakes = 0;
  /** Positions reached and not saved yet. A crash before makes their facts come again, which every handler bears. */
  private readonly unsaved = new Map<number, JournalCursor>();
  private saving: NodeJS.Timeout | undefined;

  constructor(
    private readonly sql: Sql,
    private readonly cursors: CursorStore,
    private readonly delivery: Delivery,
    /** Told when reading or saving failed: the session is of no use any more. */
    private readonly onFault: (fault: unknown) => void,
    private readonly rider?: FactRider,
  ) {}

  get partitions(): readonly number[] {
    return [...this.places.keys()];
  }

  /** Where each partition stands. */
  get positions(): ReadonlyMap<number, JournalCursor> {
    return new Map([...this.places].map(([partition, place]) => [partition, place.cursor]));
  }

  /** Starts following partitions from where their reader stood. */
  async take(partitions: readonly number[]): Promise<void> {
    for (const [partition, cursor] of await this.cursors.load(partitions)) {
      this.places.set(partition, { cursor, answeredWake: NO_WAKE, busy: false, leaving: new AbortController(), whenIdle: null });
    }
    this.wake();
  }

  /** Stops following a partition; resolves when no handler works on it and its cursor is saved, or when the session is over. */
  async release(partition: number): Promise<void> {
    const place = this.places.get(partition);
    if (!place) return;
    place.leaving.abort();
    const { signal } = this.delivery;
    if (place.busy && !signal.aborted) {
      await new Promise<void>((resolve) => {
        place.whenIdle = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    if (signal.aborted) return;
    await this.save();
    this.places.delete(partition);
  }

  /** Says that the journal may have grown. Many wakes in one turn of the event loop, or during one read, cost one read. */
  wake(): void {
    this.wakes += 1;
    this.pump();
  }

  /**
   * Resolves when no handler is in flight any more. Nothing new starts once the delivery's signal is aborted.
   * @param keep saves the positions: for a reader whose session still stands
   */
  async settled(keep: boolean): Promise<void> {
    while (this.lanes.size > 0) await Promise.allSettled(this.lanes);
    clearTimeout(this.saving);
    if (keep) await this.save();
  }

  private pump(): void {
    if (this.delivery.signal.aborted) return;
    const ready = new Map<string, number[]>();
    for (const [partition, place] of this.places) {
      if (place.busy || place.leaving.signal.aborted || place.answeredWake === this.wakes) continue;
      place.busy = true;
      const key = JSON.stringify(place.cursor);
      ready.set(key, [...(ready.get(key) ?? []), partition]);
    }
    for (const partitions of ready.values()) {
      const lane = this.travel(partitions).catch((fault) => this.onFault(fault)).finally(() => this.lanes.delete(lane));
      this.lanes.add(lane);
    }
  }

  private async travel(partitions: readonly number[]): Promise<void> {
    // Notifications arrive several at a time; the read is sent when all of them have been heard, and answers them all.
    await Promise.resolve();
    const wake = this.wakes;
    const cursor = this.place(partitions[0] as number).cursor;
    const page = await this.read(cursor, partitions.length === PARTITION_COUNT ? null : partitions);
    const answered = page.more ? NO_WAKE : wake;
    if (this.delivery.signal.aborted) return;
    if (page.facts.length === 0 || (await this.tryOnce(page))) return this.arrive(partitions, page, answered);
    await backOff(1, this.delivery.signal);
    const facts = byPartition(page.facts);
    await Promise.all(partitions.map((partition) => this.travelAlone(partition, facts.get(partition) ?? [], page, answered)));
  }

  /** A rider that fails over one of the facts must not keep all others from being read: they come without it, and the handler asks for itself. */
  private async read(cursor: JournalCursor, partitions: readonly number[] | null): Promise<JournalPage> {
    const parameter = this.rider?.parameter() ?? null;
    const rider: JournalRider | null = this.rider && parameter ? { select: this.rider.select, parameter } : null;
    if (rider === null) return readJournal(this.sql, cursor, FACT_BATCH_MAX, partitions);
    try {
      return await readJournal(this.sql, cursor, FACT_BATCH_MAX, partitions, rider);
    } catch (fault) {
      this.delivery.logger.warn({ err: fault }, 'the journal could not be read with its rider, reading without');
      return readJournal(this.sql, cursor, FACT_BATCH_MAX, partitions);
    }
  }

  private async tryOnce({ facts, carried }: JournalPage): Promise<boolean> {
    try {
      await this.delivery.handler(facts, carried ?? undefined);
      return true;
    } catch (fault) {
      this.delivery.logger.warn({ err: fault, facts: facts.length }, 'a reader of facts failed, trying partition by partition');
      return false;
    }
  }

  private async travelAlone(partition: number, facts: readonly Fact[], page: JournalPage, answered: number): Promise<void> {
    const signal = AbortSignal.any([this.delivery.signal, this.place(partition).leaving.signal]);
    const outcome = facts.length === 0 ? 'handled' : await deliverFacts(facts, { ...this.delivery, signal });
    if (outcome === 'handled') return this.arrive([partition], page, answered);
    this.rest(partition);
  }

  private arrive(partitions: readonly number[], page: JournalPage, answeredWake: number): void {
    // A read that found nothing moves on in memory only: an idle system writes nothing.
    if (page.facts.length > 0) this.saveSoon(partitions, page.cursor);
    for (const partition of partitions) {
      Object.assign(this.place(partition), { cursor: page.cursor, answeredWake });
      this.rest(partition);
    }
    this.pump();
  }

  private saveSoon(partitions: readonly number[], cursor: JournalCursor): void {
    for (const partition of partitions) this.unsaved.set(partition, cursor);
    this.saving ??= setTimeout(() => {
      this.saving = undefined;
      this.save().catch((fault) => this.onFault(fault));
    }, SAVE_AFTER_MS);
  }

  private async save(): Promise<void> {
    crashPoint('before_offset');
    const reached = new Map<string, { readonly cursor: JournalCursor; readonly partitions: number[] }>();
    for (const [partition, cursor] of this.unsaved) {
      const key = JSON.stringify(cursor);
      const together = reached.get(key);
      if (together) together.partitions.push(partition);
      else reached.set(key, { cursor, partitions: [partition] });
    }
    this.unsaved.clear();
    for (const { cursor, partitions } of reached.values()) await this.cursors.save(partitions, cursor);
  }

  private rest(partition: number): void {
    const place = this.place(partition);
    place.busy = false;
    place.whenIdle?.();
  }

  private place(partition: number): Place {
    const place = this.places.get(partition);
    if (!place) throw new Error(`partition ${partition} is not followed here`);
    return place;
  }
}
