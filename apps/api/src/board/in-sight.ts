/** Incidents of which something was handed over, or is offered, to an organ at or below this path. @param path the placeholder of the asker's organ path */
export const sharedWith = (path: string): string => `select g.incident_id, g.state from hand_overs g where g.state in ('offered', 'accepted') and g.to_organ_path like ${path} || '%'`;

/**
 * Who sees the incident `i`: the desks of its organ and above ($2: the asker's organ path), and, as guests, those of an organ that has, or
 * is offered, the right to one of its holds. A guest reads all of it, and acts on that hold only. For reads by id; a list asks for the ids first.
 */
export const IN_SIGHT = `(i.organ_path like $2 || '%' or exists (select from hand_overs g where g.incident_id = i.id and g.state in ('offered', 'accepted') and g.to_organ_path like $2 || '%'))`;
