import type { IncidentSummary } from '../api/contract';

export interface IncidentsPage { items: IncidentSummary[]; next: string | null; serverTime: string }

/**
 * A page of incidents after a push: known ones are replaced unless the pushed summary is older, new ones of that state come in,
 * and those that changed state leave. A search result only takes what it already shows.
 */
export function applySummaries(page: IncidentsPage, pushed: readonly IncidentSummary[], state: 'live' | 'settled', searching: boolean): IncidentsPage {
  const byId = new Map(page.items.map((item) => [item.id, item]));
  for (const summary of pushed) {
    const have = byId.get(summary.id);
    if (have && have.lastSeq > summary.lastSeq) continue;
    if (summary.state !== state) byId.delete(summary.id);
    else if (have || !searching) byId.set(summary.id, summary);
  }
  return { ...page, items: [...byId.values()] };
}
