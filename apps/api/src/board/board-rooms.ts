import { pathsAbove, type Fact } from '#domain';

/** Names of the rooms that sockets sit in. */
export const organRoom = (path: string): string => `organ:${path}`;
export const isOrganRoom = (room: string): boolean => room.startsWith('organ:');
export const pathOfOrganRoom = (room: string): string => room.slice('organ:'.length);
export const incidentRoom = (id: string): string => `incident:${id}`;
export const institutionRoom = (code: string): string => `institution:${code}`;

/**
 * The facts that each room is to hear; the order of the batch is kept.
 * @param guests paths of the other organs that hear of an incident, by incident
 */
export function sortIntoRooms(facts: readonly Fact[], guests: ReadonlyMap<string, readonly string[]> = new Map()): Map<string, Fact[]> {
  const rooms = new Map<string, Fact[]>();
  const put = (room: string, fact: Fact): void => {
    const heard = rooms.get(room);
    if (heard) heard.push(fact);
    else rooms.set(room, [fact]);
  };
  for (const fact of facts) {
    for (const path of pathsHearing(fact, guests)) put(organRoom(path), fact);
    const institution = instructedInstitution(fact);
    if (institution !== undefined) put(institutionRoom(institution), fact);
  }
  return rooms;
}

/** A receiver hears also of the fact that makes it a guest, and of the one that ends that. */
function pathsHearing(fact: Fact, guests: ReadonlyMap<string, readonly string[]>): Iterable<string> {
  const others = [...(guests.get(fact.incidentId) ?? []), ...('toOrganPath' in fact.data ? [fact.data.toOrganPath] : [])];
  return others.length === 0 ? pathsAbove(fact.organPath) : new Set([fact.organPath, ...others].flatMap(pathsAbove));
}

/** A clerk hears of the instructions to the own institution, and of nothing else in the incident. */
function instructedInstitution(fact: Fact): string | undefined {
  return 'instructionId' in fact.data && 'institutionCode' in fact.data ? (fact.data.institutionCode ?? undefined) : undefined;
}
