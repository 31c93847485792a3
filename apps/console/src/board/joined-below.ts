import type { IncidentSummary } from '../api/contract';

/** A joined incident stands right below the one it is joined into, where that one is in the list too; else in its own place. */
export function joinedBelow(incidents: readonly IncidentSummary[]): IncidentSummary[] {
  const shown = new Set(incidents.map((incident) => incident.id));
  const hangs = (incident: IncidentSummary): boolean => incident.joinedInto !== null && shown.has(incident.joinedInto.id);
  return incidents.filter((incident) => !hangs(incident)).flatMap((incident) => [incident, ...incidents.filter((other) => hangs(other) && other.joinedInto?.id === incident.id)]);
}
