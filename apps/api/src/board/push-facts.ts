import { Injectable, Logger } from '@nestjs/common';
import type { Fact } from '#domain';
import { FactStream, type Subscription } from '#fact-stream';
import { Ledger } from '#ledger';
import { ApiMetrics } from '../health/api-metrics';
import { BoardGuests } from './board-guests';
import { isOrganRoom, sortIntoRooms } from './board-rooms';
import type { IncidentSummary } from './incident-summary';
import { carriedSummaries, readSummaries, summariesRider } from './read-summaries';

export interface FactsPush { readonly facts: readonly Fact[]; readonly summaries: readonly IncidentSummary[] }
/** Puts one message into one room. */
export type Emit = (room: string, push: FactsPush) => void;
/** Which rooms have somebody in them. */
export interface Listeners {
  in(room: string): boolean;
  /** Paths of the organs whose rooms have somebody in them. */
  organPaths(): readonly string[];
}

/** Station 6: every committed fact goes to the desks that may see it: one message per batch and room. */
@Injectable()
export class PushFacts {
  private readonly logger = new Logger('PushFacts');
  private readonly guests = new BoardGuests();
  private subscription: Subscription | undefined;

  constructor(private readonly stream: FactStream, private readonly ledger: Ledger, private readonly metrics: ApiMetrics) {}

  async start(emit: Emit, listeners: Listeners): Promise<void> {
    const wishes = { rider: summariesRider(() => listeners.organPaths()) };
    this.subscription = await this.stream.tail((facts, carried) => this.push(facts, carried ?? [], emit, listeners), wishes);
    await this.guests.load(this.ledger.sql);
    this.logger.log('the board follows the journal');
  }

  async stop(): Promise<void> {
    await this.subscription?.close();
  }

  private async push(facts: readonly Fact[], carried: readonly unknown[], emit: Emit, listeners: Listeners): Promise<void> {
    this.metrics.noteFacts(facts);
    const told = sortIntoRooms(facts, this.guests.paths);
    await this.guests.follow(this.ledger.sql, facts);
    const rooms = [...told].filter(([room]) => listeners.in(room));
    if (rooms.length === 0) return;
    const heard = new Set(rooms.filter(([room]) => isOrganRoom(room)).flatMap(([, told]) => told.map((fact) => fact.incidentId)));
    const summaries = await this.summariesOf(heard, carried);
    for (const [room, told] of rooms) {
      const ids = isOrganRoom(room) ? [...new Set(told.map((fact) => fact.incidentId))] : [];
      emit(room, { facts: told, summaries: ids.flatMap((id) => summaries.get(id) ?? []) });
      this.metrics.factsPushed.inc(told.length);
    }
  }

  /**
   * From the snapshot of the facts or a later one, so a summary is never older than the facts it travels with. What did not come along
   * (a backlog; a guest of another organ; a desk that was opened meanwhile) is asked for.
   */
  private async summariesOf(heard: ReadonlySet<string>, carried: readonly unknown[]): Promise<ReadonlyMap<string, IncidentSummary>> {
    const summaries = carriedSummaries(carried);
    const missing = [...heard].filter((id) => !summaries.has(id));
    return missing.length === 0 ? summaries : new Map([...summaries, ...(await readSummaries(this.ledger.sql, missing))]);
  }
}
