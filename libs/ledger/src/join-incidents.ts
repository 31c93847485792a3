import type { SamePair } from '#domain';
import { accountIncidents } from './account-incidents';
import type { LedgerTransaction } from './ledger-transaction';
import { leaveReturnsWithVictim } from './pay-back';

export interface JoinWritten { readonly joinedIncidentId: string; readonly intoIncidentId: string; readonly actor: string; readonly traceparent: string | null }

/**
 * Writes a permitted join (`permitJoin`): marks, money and facts of both incidents. Both must be locked by the transaction. What was not yet
 * planned of the payments told again is not planned any more; a message that has not gone out is withdrawn by the worker, who hears the fact.
 */
export async function joinIncidents(transaction: LedgerTransaction, join: JoinWritten & { readonly same: readonly SamePair[]; readonly reason: string | null }): Promise<void> {
  const { joinedIncidentId, intoIncidentId, same } = join;
  const [joined, into] = [transaction.head(joinedIncidentId), transaction.head(intoIncidentId)];
  await transaction.sql.rows('update incidents set joined_into = $2 where id = $1', [joinedIncidentId, intoIncidentId]);
  await transaction.sql.rows('update incidents set joined_count = joined_count + 1 where id = $1', [intoIncidentId]);
  joined.joinedInto = intoIncidentId;
  into.joinedCount = (into.joinedCount ?? 0) + 1;
  if (same.length > 0) {
    await transaction.sql.rows(
      'update transfers set duplicate_of = batch.same_as, needs_plan = false from unnest($2::uuid[], $3::uuid[]) as batch(id, same_as) where transfers.id = batch.id and incident_id = $1',
      [joinedIncidentId, same.map((pair) => pair.transferId), same.map((pair) => pair.sameAsTransferId)]);
  }
  const data = { joinedIncidentId, joinedNumber: joined.number, intoIncidentId, intoNumber: into.number, same, reason: join.reason };
  for (const incidentId of [joinedIncidentId, intoIncidentId]) transaction.append({ incidentId, type: 'incident.joined', actor: join.actor, data }, join.traceparent);
  // The joined one gives its share of a hold back before the other takes what is free.
  await accountIncidents(transaction, [joinedIncidentId, intoIncidentId], join.actor);
  joined.watchAt = into.watchAt = transaction.at;
}

/**
 * Takes a join apart: every mark goes, both count by themselves again. A payment nobody was asked about on its own account, or whose message
 * was withdrawn for the join, waits for a plan again; what another stop speaks for stays so. What was returned stays with who got it. Both incidents
 * must be locked.
 */
export async function unjoinIncidents(transaction: LedgerTransaction, join: JoinWritten & { readonly reason: string }): Promise<void> {
  const { joinedIncidentId, intoIncidentId } = join;
  const [joined, into] = [transaction.head(joinedIncidentId), transaction.head(intoIncidentId)];
  const apart = await transaction.sql.rows<{ id: string; same_as: string }>(
    `update transfers t set duplicate_of = null, covered_by = case when told.over then null else t.covered_by end,
            needs_plan = t.institution_code is not null and (t.covered_by is null or told.over)
     from (select d.id, d.duplicate_of as same_as, coalesce(i.state = 'withdrawn', false) as over from transfers d left join instructions i on i.id = d.covered_by
           where d.incident_id = $1 and d.duplicate_of is not null) told
     where t.id = told.id returning t.id, told.same_as`, [joinedIncidentId]);
  const same = apart.map((row) => ({ transferId: row.id, sameAsTransferId: row.same_as }));
  await leaveReturnsWithVictim(transaction.sql, joinedIncidentId, intoIncidentId, same);
  await giveBackShares(transaction, [joinedIncidentId, intoIncidentId]);
  await transaction.sql.rows('update incidents set joined_into = null where id = $1', [joinedIncidentId]);
  await transaction.sql.rows('update incidents set joined_count = joined_count - 1 where id = $1', [intoIncidentId]);
  joined.joinedInto = null;
  into.joinedCount = (into.joinedCount ?? 0) - 1;
  const data = { joinedIncidentId, joinedNumber: joined.number, intoIncidentId, intoNumber: into.number, same, reason: join.reason };
  for (const incidentId of [joinedIncidentId, intoIncidentId]) transaction.append({ incidentId, type: 'incident.unjoined', actor: join.actor, data }, join.traceparent);
  await accountIncidents(transaction, [intoIncidentId, joinedIncidentId], join.actor);
  joined.watchAt = into.watchAt = transaction.at;
}

/** Both let go of what secured them, holds of the other's stops among it, and take anew what is theirs; nobody can step in between, the holds are locked. */
async function giveBackShares(transaction: LedgerTransaction, incidentIds: readonly string[]): Promise<void> {
  const holds = await transaction.sql.rows<{ id: string }>(
    'select id from holds where instruction_id in (select covered_by from transfers where incident_id = any($1::uuid[]) and covered_by is not null) order by id for update', [incidentIds]);
  await transaction.sql.rows(
    `with given as (delete from hold_allocations where incident_id = any($1::uuid[]) and hold_id = any($2::uuid[]) returning hold_id, fen)
     update holds set allocated_fen = allocated_fen - back.fen from (select hold_id, sum(fen) as fen from given group by 1) back where holds.id = back.hold_id`, [incidentIds, holds.map((hold) => hold.id)]);
}
