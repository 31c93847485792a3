import type { IncidentDetails, IncidentState, MoneyAccount, OrganLevel } from '#domain';
import type { Sql } from './sql';

/** The row of an incident: what is read under lock before a change, and written back with the facts that tell the change. */
export interface IncidentHead {
  readonly id: string;
  readonly number: string;
  readonly organCode: string;
  readonly organPath: string;
  readonly createdBy: string;
  readonly reportedAt: Date;
  readonly enteredAt: Date;
  state: IncidentState;
  /** Raised by every change of the details; an editor must present the one it saw. */
  version: number;
  details: IncidentDetails;
  /** The highest level called so far. */
  level: OrganLevel;
  transferredAt: Date | null;
  sentAt: Date | null;
  receivedAt: Date | null;
  stoppedAt: Date | null;
  money: MoneyAccount;
  openInstructions: number;
  uncertainInstructions: number;
  humanTasks: number;
  /** When the watch must look at the incident again; null when nothing is due. */
  watchAt: Date | null;
  factCount: number;
  lastHash: Buffer;
  /** The incident that this one is joined into; absent on one that is being opened. Written by `joinIncidents` only. */
  joinedInto?: string | null;
  /** How many are joined into this one. */
  joinedCount?: number;
}

interface HeadRow {
  id: string; number: string; organ_code: string; organ_path: string; created_by: string; reported_at: Date; entered_at: Date; state: IncidentState; version: number;
  details: IncidentDetails; level: OrganLevel; transferred_at: Date | null; sent_at: Date | null; received_at: Date | null; stopped_at: Date | null;
  lost_fen: string; controlled_fen: string; in_flight_fen: string; cashed_out_fen: string; untraced_fen: string; returned_fen: string;
  open_instructions: number; uncertain_instructions: number; human_tasks: number; watch_at: Date | null; fact_count: number; last_hash: Buffer;
  joined_into: string | null; joined_count: number;
}

/** Listed, so that a prepared statement outlives a migration that adds a column. */
const HEAD_ROW_COLUMNS = `id, number, organ_code, organ_path, created_by, reported_at, entered_at, state, version, details, level, transferred_at, sent_at, received_at, stopped_at,
  lost_fen, controlled_fen, in_flight_fen, cashed_out_fen, untraced_fen, returned_fen, open_instructions, uncertain_instructions, human_tasks, watch_at, fact_count, last_hash, joined_into, joined_count`;

/** Locks incidents in the order of their ids, so that two transactions never wait for each other crosswise. */
export async function lockHeads(sql: Sql, incidentIds: readonly string[]): Promise<Map<string, IncidentHead>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await sql.rows<HeadRow>(`select ${HEAD_ROW_COLUMNS} from incidents where id = any($1::uuid[]) order by id for update`, [[...new Set(incidentIds)]]);
  return new Map(rows.map((row) => [row.id, toHead(row)]));
}

function toHead(row: HeadRow): IncidentHead {
  return {
    id: row.id, number: row.number, organCode: row.organ_code, organPath: row.organ_path, createdBy: row.created_by, reportedAt: row.reported_at, enteredAt: row.entered_at,
    state: row.state, version: row.version, details: row.details, level: row.level,
    transferredAt: row.transferred_at, sentAt: row.sent_at, receivedAt: row.received_at, stoppedAt: row.stopped_at,
    money: moneyOfRow(row),
    openInstructions: row.open_instructions, uncertainInstructions: row.uncertain_instructions, humanTasks: row.human_tasks, watchAt: row.watch_at,
    factCount: row.fact_count, lastHash: row.last_hash, joinedInto: row.joined_into, joinedCount: row.joined_count,
  };
}

/** The money account as the incident's row holds it; bigint columns arrive as text. */
export function moneyOfRow(row: { lost_fen: string; controlled_fen: string; in_flight_fen: string; cashed_out_fen: string; untraced_fen: string; returned_fen: string }): MoneyAccount {
  return {
    lostFen: Number(row.lost_fen), controlledFen: Number(row.controlled_fen), inFlightFen: Number(row.in_flight_fen),
    cashedOutFen: Number(row.cashed_out_fen), untracedFen: Number(row.untraced_fen), returnedFen: Number(row.returned_fen),
  };
}

/** One line per column that a change may write: column name, PostgreSQL type, value. */
export const HEAD_COLUMNS: readonly (readonly [name: string, type: string, value: (head: IncidentHead) => unknown])[] = [
  ['state', 'text', (h) => h.state], ['version', 'int', (h) => h.version], ['details', 'jsonb', (h) => h.details], ['level', 'text', (h) => h.level],
  ['transferred_at', 'timestamptz', (h) => h.transferredAt], ['sent_at', 'timestamptz', (h) => h.sentAt], ['received_at', 'timestamptz', (h) => h.receivedAt], ['stopped_at', 'timestamptz', (h) => h.stoppedAt],
  ['lost_fen', 'bigint', (h) => h.money.lostFen], ['controlled_fen', 'bigint', (h) => h.money.controlledFen], ['in_flight_fen', 'bigint', (h) => h.money.inFlightFen],
  ['cashed_out_fen', 'bigint', (h) => h.money.cashedOutFen], ['untraced_fen', 'bigint', (h) => h.money.untracedFen], ['returned_fen', 'bigint', (h) => h.money.returnedFen],
  ['open_instructions', 'int', (h) => h.openInstructions], ['uncertain_instructions', 'int', (h) => h.uncertainInstructions], ['human_tasks', 'int', (h) => h.humanTasks],
  ['watch_at', 'timestamptz', (h) => h.watchAt], ['fact_count', 'int', (h) => h.factCount], ['last_hash', 'bytea', (h) => h.lastHash],
];
