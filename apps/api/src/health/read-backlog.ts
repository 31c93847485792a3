import type { Sql } from '#ledger';

/** Open instructions by state, from live incidents only: the ended ones are many and of no interest here. */
export async function readBacklog(sql: Sql): Promise<Map<string, number>> {
  const rows = await sql.rows<{ state: string; count: number }>(
    `select n.state, count(*)::int as count from incidents i join instructions n on n.incident_id = i.id
     where i.open_instructions > 0 and n.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered') group by 1`);
  return new Map(rows.map((row) => [row.state, row.count]));
}
