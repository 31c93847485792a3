import type { Fact, FactType } from '#domain';
import type { FactRider } from '#fact-stream';
import type { FactHint, Sql } from '#ledger';

/** Facts after which other incidents' transfers that rely on the same stop must be looked at again. */
const CHANGES_COVER: ReadonlySet<FactType> = new Set(['instruction.done', 'instruction.partly_done', 'instruction.refused', 'instruction.withdrawn', 'hold.lapsed', 'hold.extended', 'hold.released', 'hold.converted', 'hold.took_effect']);

/** Refusals that say where an account's money went; within one incident its transfers into the account share that trail. */
const TRAIL_SHARED = ['moved_on', 'cashed_out', 'already_stopped'];

/**
 * Whether facts that changed a stop are worth a look at once: others rely on it. Whoever begins to rely on a stop while its answer is being
 * recorded either holds the account's lock first, and the recording says so, or sees the answer itself.
 */
export function changesCover(hint: FactHint): boolean {
  return hint.reliedOn && CHANGES_COVER.has(hint.type);
}

/** The incidents, other than the facts' own, whose transfers are spoken for by an instruction that was changed, or which the changed one's incident is joined into. */
const coveredBy = (changed: string): string => `
  with changed as (${changed})
  select t.incident_id from changed join transfers t on t.covered_by = changed.instruction_id and t.incident_id <> changed.incident_id
  union select i.joined_into from changed join incidents i on i.id = changed.incident_id and i.joined_into is not null`;

/** The same question, asked with the read that brings the facts. */
export const COVERED_RIDER: FactRider = {
  select: coveredBy("select (data->>'instructionId')::uuid as instruction_id, incident_id from told where type = any($4::text[]) and data->>'instructionId' is not null"),
  parameter: () => [...CHANGES_COVER],
};

export interface CoveredRow { readonly incident_id: string }

/** The incidents that these facts may concern besides their own. */
export async function incidentsCoveredBy(sql: Sql, facts: readonly Fact[]): Promise<CoveredRow[]> {
  const changed = facts.filter((fact) => CHANGES_COVER.has(fact.type) && 'instructionId' in fact.data && typeof fact.data.instructionId === 'string');
  if (changed.length === 0) return [];
  return sql.rows<CoveredRow>(coveredBy('select * from unnest($1::uuid[], $2::uuid[]) as changed(instruction_id, incident_id)'),
    [changed.map((fact) => (fact.data as { instructionId: string }).instructionId), changed.map((fact) => fact.incidentId)]);
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
