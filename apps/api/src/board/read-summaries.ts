import type { Sql } from '#ledger';
import { SUMMARY_COLUMNS, toSummary, type IncidentSummary, type SummaryRow } from './incident-summary';

/** Present summaries of these incidents, by id. */
export async function readSummaries(sql: Sql, incidentIds: Iterable<string>): Promise<Map<string, IncidentSummary>> {
  const rows = await sql.rows<SummaryRow>(`select ${SUMMARY_COLUMNS} from incidents i where i.id = any($1::uuid[])`, [[...new Set(incidentIds)]]);
  return new Map(rows.map((row) => [row.id, toSummary(row)]));
}
