import type { Fact, FactType } from '#domain';
import type { LedgerTransaction } from '#ledger';
import { tellWithdrawn, type WithdrawnRow } from './tell-withdrawn';

const JOINS = ['incident.joined', 'incident.unjoined'] as const satisfies readonly FactType[];

/** Whether a fact, or what is hinted at, joins incidents or takes them apart. */
export function isJoin<Told extends { readonly type: FactType }>(told: Told): told is Extract<Told, { readonly type: (typeof JOINS)[number] }> {
  return (JOINS as readonly FactType[]).includes(told.type);
}

/** Both incidents of every join or un-join that a person told: they are looked at together. */
export function incidentsOfJoins(facts: readonly Fact[]): string[] {
  return facts.filter(isJoin).flatMap(({ data }) => [data.joinedIncidentId, data.intoIncidentId]);
}

/**
 * A payment told again is not asked about again: its stop, if it has certainly not gone out, is withdrawn. Whoever relied on it is planned
 * anew in the same commit. A stop that went out stays as it is; its answer counts for the incident joined into.
 */
export async function withdrawToldAgain(transaction: LedgerTransaction, incidentIds: readonly string[]): Promise<void> {
  const withdrawn = await transaction.sql.rows<WithdrawnRow>(
    `update instructions i set state = 'withdrawn', state_at = $2, due_at = null, needs_human = false, version = version + 1
     from transfers t where t.incident_id = any($1::uuid[]) and t.duplicate_of is not null and i.transfer_id = t.id and i.kind = 'stop'
       and (i.state = 'planned' and i.send_count = 0 or i.state = 'undelivered') and i.lease_owner is null
     returning i.id, i.incident_id, i.transfer_id, i.institution_code, i.traceparent`, [incidentIds, transaction.at]);
  tellWithdrawn(transaction, withdrawn, 'told_again');
}
