import type { Fact } from '#domain';
import type { QueryClient } from '@tanstack/react-query';
import { api } from '../../api/endpoints';
import type { IncidentSummary } from '../../api/contract';
import { applySummaries, type IncidentsPage } from './apply-summaries';
import { mergeFacts, sortFacts } from './fact-gap';
import { keys } from './query-keys';
import { createRefresher } from './refresh';

/** What the board knows of each incident, and how pushes reach the screen's caches. */
export class BoardCache {
  /** Number of the last fact known, per incident. */
  readonly known = new Map<string, number>();
  readonly refresh: (key: readonly unknown[]) => void;
  private readonly filling = new Set<string>();

  /** `whole`: this desk hears every fact of its incidents; a bank hears only those of its own instructions, so it has no run of numbers to keep. */
  constructor(private readonly client: QueryClient, private readonly whole: boolean) {
    this.refresh = createRefresher(client);
  }

  /** An answer over HTTP told how far an incident is. */
  heard(incidentId: string, seq: number): void {
    this.known.set(incidentId, Math.max(seq, this.known.get(incidentId) ?? 0));
  }

  /** Takes a push; tells how many of its facts were new. */
  take(pushed: readonly Fact[], summaries: readonly IncidentSummary[] = []): number {
    if (!this.whole) {
      if (pushed.length) this.refresh(keys.allBankDesk);
      return pushed.length;
    }
    const { fresh, gaps } = sortFacts(this.known, pushed);
    for (const incidentId of new Set(fresh.map((fact) => fact.incidentId))) this.show(incidentId, fresh.filter((fact) => fact.incidentId === incidentId));
    for (const gap of gaps) void this.fill(gap.incidentId, gap.after);
    if (fresh.some((fact) => fact.type.startsWith('instruction.appr') || fact.type === 'instruction.withdrawn')) this.refresh(keys.approvals);
    this.showSummaries(summaries);
    this.followHandOvers(pushed);
    return fresh.length;
  }

  /** Who declines, or whose offer is withdrawn, does not see the incident any more: the lists are read again. */
  private followHandOvers(pushed: readonly Fact[]): void {
    if (!pushed.some((fact) => fact.type.startsWith('hand_over.'))) return;
    this.refresh(keys.handOvers);
    if (pushed.some((fact) => fact.type === 'hand_over.declined' || fact.type === 'hand_over.withdrawn')) this.refresh(keys.allIncidents);
  }

  private show(incidentId: string, facts: readonly Fact[]): void {
    const have = this.client.getQueryData<Fact[]>(keys.facts(incidentId));
    if (have) this.client.setQueryData(keys.facts(incidentId), mergeFacts(have, facts));
    // A first reading may be under way that has not seen these yet.
    else this.refresh(keys.facts(incidentId));
    this.refresh(keys.incident(incidentId));
  }

  private showSummaries(summaries: readonly IncidentSummary[]): void {
    if (!summaries.length) return;
    for (const [key, page] of this.client.getQueriesData<IncidentsPage>({ queryKey: keys.allIncidents })) {
      const [, state, q] = key as ReturnType<typeof keys.incidents>;
      if (page) this.client.setQueryData(key, applySummaries(page, summaries, state, q !== ''));
    }
  }

  private async fill(incidentId: string, after: number): Promise<void> {
    if (this.filling.has(incidentId)) return;
    this.filling.add(incidentId);
    try {
      const { fresh } = sortFacts(this.known, await api.factsAfter(incidentId, after));
      this.show(incidentId, fresh);
    } catch {
      // Still behind: `known` was not moved on, so the next push or reconnect finds the same gap again.
    } finally {
      this.filling.delete(incidentId);
    }
  }

  /** Too much was missed to be told piece by piece. */
  forget(): void {
    this.known.clear();
    void this.client.invalidateQueries();
  }
}
