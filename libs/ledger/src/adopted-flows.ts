import type { Sql } from './sql';

/** A transfer of a joined incident, as the incident joined into needs it. `incident_id` is the latter's. */
export interface AdoptedRow {
  incident_id: string; id: string; parent_transfer_id: string | null; amount_fen: string; institution_code: string | null; account_number: string;
  cashed_out_fen: string; returned_fen: string; covered_by: string | null; open: boolean; awaits_person: boolean;
  /** The incident's own transfer that this one tells again; null for what lies below such a one. */
  same_as: string | null;
}

/**
 * What joined incidents know of these incidents' payments: the payments told again, which carry no money of their own (amount 0), and
 * everything that was found below them. In the flow they stand beside the payment they repeat, in the same account, and share what is
 * known of it: an answer to the later report's stop counts for the earlier report, and nothing is copied or moved.
 */
export function readAdopted(sql: Sql, incidentIds: readonly string[]): Promise<AdoptedRow[]> {
  return sql.rows<AdoptedRow>(
    `with recursive told_again as (
       select own.incident_id as into_id, own.institution_code as into_institution, own.account_number as into_account, own.id as same_as, t.id, t.incident_id, 0::bigint as amount_fen, null::uuid as parent_transfer_id
       from transfers own join transfers t on t.duplicate_of = own.id where own.incident_id = any($1::uuid[])
       union all
       select above.into_id, null, null, null, t.id, t.incident_id, t.amount_fen, above.id
       from transfers t join told_again above on t.incident_id = above.incident_id and t.parent_transfer_id = above.id)
     select a.into_id as incident_id, a.id, a.parent_transfer_id, a.amount_fen, coalesce(a.into_institution, t.institution_code) as institution_code, coalesce(a.into_account, t.account_number) as account_number,
            t.cashed_out_fen, t.returned_fen, t.covered_by, false as awaits_person, a.same_as,
            t.needs_plan or (t.covered_by is null and t.duplicate_of is null) or coalesce(i.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered'), false) as open
     from told_again a join transfers t on t.id = a.id left join instructions i on i.id = t.covered_by order by a.id`, [incidentIds]);
}
