import type { Sql } from '#ledger';

/** Facts by which a person enters what a stop rests on: that person is not the second pair of eyes on it. */
const ENTERING = ['transfer.added', 'transfer.corrected', 'transfer.second_stop_allowed', 'transfer.resend_asked'];

/** Logins of all who entered or put right the account that a stop is about. */
export async function enteredBy(sql: Sql, incidentId: string, transferId: string): Promise<string[]> {
  const rows = await sql.rows<{ actor: string }>("select distinct actor from journal where incident_id = $1 and type = any($2::text[]) and data->>'transferId' = $3", [incidentId, ENTERING, transferId]);
  return rows.map(({ actor }) => actor);
}
