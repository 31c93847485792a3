import type { Fact, FactType } from '#domain';
import type { Sql } from '#ledger';

/** Facts after which other incidents' transfers that rely on the same stop must be looked at again. */
const CHANGES_COVER: ReadonlySet<FactType> = new Set(['instruction.done', 'instruction.partly_done', 'instruction.refused', 'instruction.withdrawn', 'hold.lapsed', 'hold.extended', 'hold.released', 'hold.converted', 'hold.took_effect']);

/** Refusals that say where an account's money went; within one incident its transfers into the account share that trail. */
const TRAIL_SHARED = ['moved_on', 'cashed_out', 'already_stopped'];

/** The incidents, other than the facts' own, whose transfers are spoken for by an instruction that these facts changed, or which they are joined into. */
export async function incidentsCoveredBy(sql: Sql, facts: readonly Fact[]): Promise<string[]> {
  const changed = facts.filter((fact) => CHANGES_COVER.has(fact.type) && 'instructionId' in fact.data && typeof fact.data.instructionId === 'string');
  if (changed.length === 0) return [];
  const rows = await sql.rows<{ incident_id: string }>(
    `select distinct t.incident_id from unnest($1::uuid[], $2::uuid[]) as changed(instruction_id, incident_id)
     join transfers t on t.covered_by = changed.instruction_id and t.incident_id <> changed.incident_id
     union select i.joined_into from incidents i where i.id = any($2::uuid[]) and i.joined_into is not null`,
    [changed.map((fact) => (fact.data as { instructionId: string }).instructionId), changed.map((fact) => fact.incidentId)]);
  return rows.map((row) => row.incident_id);
}

/**
 * Transfers that relied on another transfer's stop, which was withdrawn or refused, need an instruction of their own now: a refusal speaks of
 * the transfer that was named in it, and the institution can say more about another one. Only within one incident is the trail shared that a
 * refusal brings. A payment told again in a joined incident is one payment: what was refused to it there was refused. Returns how many.
 */
export async function releaseCovers(sql: Sql, incidentIds: readonly string[]): Promise<number> {
  const rows = await sql.rows(
    `update transfers set needs_plan = true, covered_by = null from instructions i
     where transfers.incident_id = any($1::uuid[]) and i.id = transfers.covered_by and i.transfer_id <> transfers.id and transfers.duplicate_of is null
       and (i.state = 'withdrawn' or (i.state = 'refused' and (i.incident_id <> transfers.incident_id or i.refusal <> all($2::text[]))
            and not exists (select from transfers again where again.id = i.transfer_id and again.duplicate_of = transfers.id))) returning transfers.id`,
    [incidentIds, TRAIL_SHARED]);
  return rows.length;
}
