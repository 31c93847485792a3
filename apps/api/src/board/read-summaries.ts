import type { FactRider } from '#fact-stream';
import type { Sql } from '#ledger';
import { SUMMARY_COLUMNS, toSummary, type IncidentSummary, type SummaryRow } from './incident-summary';

/** Present summaries of these incidents, by id. */
export async function readSummaries(sql: Sql, incidentIds: Iterable<string>): Promise<Map<string, IncidentSummary>> {
  return byId(await sql.rows<SummaryRow>(`select ${SUMMARY_COLUMNS} from incidents i where i.id = any($1::uuid[])`, [[...new Set(incidentIds)]]));
}

/**
 * The summaries that a push will want, brought along by the read of the facts themselves: of the incidents within these organs' scopes.
 * @param listening paths of the organs whose desks somebody sits at, asked before each read; nothing is read where nobody listens
 */
export function summariesRider(listening: () => readonly string[]): FactRider {
  return {
    select: `select ${SUMMARY_COLUMNS} from incidents i
      where i.id = any(array(select distinct incident_id from told where exists (select from unnest($4::text[]) as listening(path) where starts_with(told.organ_path, listening.path))))`,
    parameter: () => {
      const paths = listening();
      return paths.length > 0 ? paths : null;
    },
  };
}

/** What the rider brought, by id. */
export function carriedSummaries(carried: readonly unknown[]): Map<string, IncidentSummary> {
  return byId(carried as readonly SummaryRow[]);
}

function byId(rows: readonly SummaryRow[]): Map<string, IncidentSummary> {
  return new Map(rows.map((row) => [row.id, toSummary(row)]));
}
