import { pathsAbove, type Fact } from '#domain';

/** Names of the rooms that sockets sit in. */
export const organRoom = (path: string): string => `organ:${path}`;
export const incidentRoom = (id: string): string => `incident:${id}`;
export const institutionRoom = (code: string): string => `institution:${code}`;

/** The facts that each room is to hear; the order of the batch is kept. */
export function sortIntoRooms(facts: readonly Fact[]): Map<string, Fact[]> {
  const rooms = new Map<string, Fact[]>();
  const put = (room: string, fact: Fact): void => {
    const heard = rooms.get(room);
    if (heard) heard.push(fact);
    else rooms.set(room, [fact]);
  };
  for (const fact of facts) {
    for (const path of pathsAbove(fact.organPath)) put(organRoom(path), fact);
    const institution = instructedInstitution(fact);
    if (institution !== undefined) put(institutionRoom(institution), fact);
  }
  return rooms;
}

/** A clerk hears of the instructions to the own institution, and of nothing else in the incident. */
function instructedInstitution(fact: Fact): string | undefined {
  return 'instructionId' in fact.data && 'institutionCode' in fact.data ? (fact.data.institutionCode ?? undefined) : undefined;
}
