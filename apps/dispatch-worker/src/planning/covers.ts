import type { Fact, FactType } from '#domain';
import type { Sql } from '#ledger';

/** Facts after which other incidents' transfers that rely on the same stop must be looked at again. */
const CHANGES_COVER: ReadonlySet<FactType> = new Set(['instruction.done', 'instruction.partly_done', 'instruction.refused', 'instruction.withdrawn', 'hold.lapsed', 'hold.extended', 'hold.released', 'hold.converted']);

/** Refusals that concern the transfer named in the message and not the account: another victim's transfer may well be accepted. */
const REFUSED_FOR_THE_TRANSFER = ['mismatch', 'transaction_not_found', 'papers_missing'];

/** The incidents, other than the facts' own, whose transfers are spoken for by an instruction that these facts changed. */
export async function incidentsCoveredBy(sql: Sql, facts: readonly Fact[]): Promise<string[]> {
  const changed = facts.filter((fact) => CHANGES_COVER.has(fact.type) && 'instructionId' in fact.data && typeof fact.data.instructionId === 'string');
  if (changed.length === 0) return [];
  const rows = await sql.rows<{ incident_id: string }>(
    `select distinct t.incident_id from unnest($1::uuid[], $2::uuid[]) as changed(instruction_id, incident_id)
     join transfers t on t.covered_by = changed.instruction_id and t.incident_id <> changed.incident_id`,
    [changed.map((fact) => (fact.data as { instructionId: string }).instructionId), changed.map((fact) => fact.incidentId)]);
  return rows.map((row) => row.incident_id);
}

/**
 * Transfers that relied on another transfer's stop, which was withdrawn or refused for a reason of that other transfer only, need an
 * instruction of their own now. Returns how many.
 */
export async function releaseCovers(sql: Sql, incidentIds: readonly string[]): Promise<number> {
  const rows = await sql.rows(
    `update transfers set needs_plan = true, covered_by = null from instructions i
     where transfers.incident_id = any($1::uuid[]) and i.id = transfers.covered_by and i.transfer_id <> transfers.id
       and (i.state = 'withdrawn' or (i.state = 'refused' and i.refusal = any($2::text[]))) returning transfers.id`, [incidentIds, REFUSED_FOR_THE_TRANSFER]);
  return rows.length;
}
