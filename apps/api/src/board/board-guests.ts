import type { Fact } from '#domain';
import type { Sql } from '#ledger';

/** Facts that change who else hears of an incident. */
const CHANGING: ReadonlySet<Fact['type']> = new Set(['hand_over.offered', 'hand_over.accepted', 'hand_over.declined', 'hand_over.withdrawn']);

/** Which other organs' desks hear of an incident. Kept in memory, because every push asks: few incidents have guests, and each change is a fact that comes by here. */
export class BoardGuests {
  private readonly byIncident = new Map<string, readonly string[]>();

  /** Paths of the organs, by incident. */
  get paths(): ReadonlyMap<string, readonly string[]> {
    return this.byIncident;
  }

  /** Reads all of them; to be called once the facts come by, so that no change is missed between. */
  async load(sql: Sql): Promise<void> {
    await this.read(sql, null);
  }

  /** Reads anew what these facts changed; costs nothing where they are about something else. */
  async follow(sql: Sql, facts: readonly Fact[]): Promise<void> {
    const changed = new Set(facts.filter((fact) => CHANGING.has(fact.type)).map((fact) => fact.incidentId));
    if (changed.size > 0) await this.read(sql, [...changed]);
  }

  private async read(sql: Sql, incidentIds: readonly string[] | null): Promise<void> {
    const rows = await sql.rows<{ incident_id: string; paths: string[] }>(
      "select incident_id, array_agg(distinct to_organ_path) as paths from hand_overs where state in ('offered', 'accepted') and ($1::uuid[] is null or incident_id = any($1::uuid[])) group by 1", [incidentIds]);
    for (const id of incidentIds ?? []) this.byIncident.delete(id);
    for (const row of rows) this.byIncident.set(row.incident_id, row.paths);
  }
}
