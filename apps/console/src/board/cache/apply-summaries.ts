import type { IncidentListName, IncidentSummary } from '../../api/contract';

export interface IncidentsPage { items: IncidentSummary[]; next: string | null; serverTime: string }

/**
 * A page of incidents after a push: known ones are replaced unless the pushed summary is older, new ones that belong to the list come in,
 * and those that belong there no more leave. A search result only takes what it already shows.
 */
export function applySummaries(page: IncidentsPage, pushed: readonly IncidentSummary[], list: IncidentListName, searching: boolean): IncidentsPage {
  const byId = new Map(page.items.map((item) => [item.id, item]));
  for (const summary of pushed) {
    const have = byId.get(summary.id);
    if (have && have.lastSeq > summary.lastSeq) continue;
    if (!belongs(summary, list)) byId.delete(summary.id);
    else if (have || !searching) byId.set(summary.id, summary);
  }
  return { ...page, items: [...byId.values()] };
}

function belongs(summary: IncidentSummary, list: IncidentListName): boolean {
  return list === 'called' ? summary.openEscalation !== null : summary.state === list;
}
