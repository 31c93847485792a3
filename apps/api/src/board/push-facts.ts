import { Injectable, Logger } from '@nestjs/common';
import type { Fact } from '#domain';
import { FactStream, type Subscription } from '#fact-stream';
import { Ledger } from '#ledger';
import { ApiMetrics } from '../health/api-metrics';
import { BoardGuests } from './board-guests';
import { sortIntoRooms } from './board-rooms';
import type { IncidentSummary } from './incident-summary';
import { readSummaries } from './read-summaries';

export interface FactsPush { readonly facts: readonly Fact[]; readonly summaries: readonly IncidentSummary[] }
/** Puts one message into one room. */
export type Emit = (room: string, push: FactsPush) => void;
/** Which rooms have somebody in them. */
export type HasListeners = (room: string) => boolean;

/** Station 6: every committed fact goes to the desks that may see it: one message per batch and room. */
@Injectable()
export class PushFacts {
  private readonly logger = new Logger('PushFacts');
  private readonly guests = new BoardGuests();
  private subscription: Subscription | undefined;

  constructor(private readonly stream: FactStream, private readonly ledger: Ledger, private readonly metrics: ApiMetrics) {}

  async start(emit: Emit, hasListeners: HasListeners): Promise<void> {
    this.subscription = await this.stream.tail((facts) => this.push(facts, emit, hasListeners));
    await this.guests.load(this.ledger.sql);
    this.logger.log('the board follows the journal');
  }

  async stop(): Promise<void> {
    await this.subscription?.close();
  }

  private async push(facts: readonly Fact[], emit: Emit, hasListeners: HasListeners): Promise<void> {
    this.metrics.noteFacts(facts);
    const told = sortIntoRooms(facts, this.guests.paths);
    await this.guests.follow(this.ledger.sql, facts);
    const rooms = [...told].filter(([room]) => hasListeners(room));
    if (rooms.length === 0) return;
    const heard = new Set(rooms.filter(([room]) => room.startsWith('organ:')).flatMap(([, told]) => told.map((fact) => fact.incidentId)));
    // Read after the facts were committed, so a summary is never older than the facts it travels with.
    const summaries = heard.size === 0 ? new Map<string, IncidentSummary>() : await readSummaries(this.ledger.sql, heard);
    for (const [room, told] of rooms) {
      const ids = room.startsWith('organ:') ? [...new Set(told.map((fact) => fact.incidentId))] : [];
      emit(room, { facts: told, summaries: ids.flatMap((id) => summaries.get(id) ?? []) });
      this.metrics.factsPushed.inc(told.length);
    }
  }
}
