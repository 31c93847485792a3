import type { Fact } from '#domain';
import type { Sql } from '../sql';

/**
 * Where a reader of the journal stands. Positions become visible out of order: a transaction that took position 3 may commit after
 * the one that took 4, and a reader that remembers "4" would step over 3 for ever. So a reader remembers a *snapshot* of PostgreSQL:
 * the next read gives what is visible now and was not visible then, which is exactly what was committed in between.
 * - `from`: everything visible in this snapshot has been read.
 * - `to` and `after`: while a large backlog is read page by page, the far end of it and the last position read.
 */
export interface JournalCursor {
  readonly from: string;
  readonly to: string | null;
  readonly after: number;
}

/** Before the first transaction that any cluster ever assigns. */
export const JOURNAL_START: JournalCursor = { from: '3:3:', to: null, after: 0 };

export interface JournalPage {
  /** In commit order; within one incident always in the order of its numbers. */
  readonly facts: Fact[];
  readonly cursor: JournalCursor;
  /** True when more is known to be waiting: read again at once. */
  readonly more: boolean;
  /** The rider's rows, from the very snapshot that the facts are from; null when it did not come along, as with a page of a backlog. */
  readonly carried: readonly unknown[] | null;
}

/** What a reader wants to know about the facts of a page, brought along with them instead of being asked for afterwards. */
export interface JournalRider {
  /** One `select` from `told`, which has the journal's columns and the facts of the page; `$4` is the parameter, which it must use. Its rows arrive as JSON objects: moments are text, numbers are numbers. */
  readonly select: string;
  readonly parameter: readonly unknown[];
}

/** The share of incidents that a reader wants; 16 partitions by the last byte of the incident's id. */
export const PARTITION_COUNT = 16;
export function partitionOf(incidentId: string): number {
  return Number.parseInt(incidentId.slice(-2), 16) % PARTITION_COUNT;
}

const COLUMNS = 'incident_id, seq, position, type, data, actor, at, organ_path, traceparent, hash';
const IN_PARTITIONS = '($2::int[] is null or (get_byte(uuid_send(incident_id), 15) % 16) = any($2::int[]))';

interface JournalRow {
  incident_id: string | null; seq: number; position: string; type: string; data: unknown; actor: string; at: Date;
  organ_path: string; traceparent: string | null; hash: Buffer; snapshot?: string; /** Null for no rows. */ carried?: unknown[] | null;
}

/** Reads what was committed since the cursor, at most `limit` facts. Partitions: null for all. */
export async function readJournal(sql: Sql, cursor: JournalCursor, limit: number, partitions: readonly number[] | null, rider: JournalRider | null = null): Promise<JournalPage> {
  return cursor.to === null ? readNew(sql, cursor, limit, partitions, rider) : readBacklog(sql, cursor, cursor.to, limit, partitions);
}

async function readNew(sql: Sql, cursor: JournalCursor, limit: number, partitions: readonly number[] | null, rider: JournalRider | null): Promise<JournalPage> {
  // The snapshot comes from the very statement that reads, so that both see the same commits. What the rider carries comes with the first fact.
  const rows = await sql.rows<JournalRow>(
    `with told as materialized (
       select ${COLUMNS} from journal
       where tx >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(tx, $1::pg_snapshot) and ${IN_PARTITIONS}
       limit $3)
     select s.snapshot, ${rider ? `case when told.position is not null and row_number() over (order by told.position) = 1 then (select json_agg(row_to_json(one)) from (${rider.select}) one) end as carried, ` : ''}told.*
     from (select pg_current_snapshot()::text as snapshot) s left join told on true order by told.position`,
    [cursor.from, partitions, limit + 1, ...(rider ? [rider.parameter] : [])],
  );
  const snapshot = rows[0]?.snapshot as string;
  const found = rows.filter((row) => row.incident_id !== null);
  if (found.length <= limit) return { facts: found.map(toFact), cursor: { from: snapshot, to: null, after: 0 }, more: false, carried: rider && (found[0]?.carried ?? []) };
  // "offset 0": otherwise the least position is looked for from the beginning of the journal.
  const [low] = await sql.rows<{ low: string }>('select coalesce(min(position), 1) - 1 as low from (select position from journal where tx >= pg_snapshot_xmin($1::pg_snapshot) offset 0) unread', [cursor.from]);
  return readBacklog(sql, { from: cursor.from, to: snapshot, after: Number(low?.low ?? 0) }, snapshot, limit, partitions);
}

async function readBacklog(sql: Sql, cursor: JournalCursor, to: string, limit: number, partitions: readonly number[] | null): Promise<JournalPage> {
  const rows = await sql.rows<JournalRow>(
    `select ${COLUMNS} from journal
     where position > $4 and tx >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(tx, $1::pg_snapshot)
       and pg_visible_in_snapshot(tx, $5::pg_snapshot) and ${IN_PARTITIONS}
     order by position limit $3`,
    [cursor.from, partitions, limit, cursor.after, to],
  );
  const facts = rows.map(toFact);
  if (rows.length < limit) return { facts, cursor: { from: to, to: null, after: 0 }, more: true, carried: null };
  return { facts, cursor: { ...cursor, to, after: Number(rows[rows.length - 1]?.position) }, more: true, carried: null };
}

/** The cursor of a reader that wants only what is committed from now on. */
export async function journalNow(sql: Sql): Promise<JournalCursor> {
  const [row] = await sql.rows<{ snapshot: string }>('select pg_current_snapshot()::text as snapshot');
  return { from: row?.snapshot as string, to: null, after: 0 };
}

/** The facts of one incident after a number, in order. */
export async function readIncidentFacts(sql: Sql, incidentId: string, afterSeq: number, limit: number): Promise<Fact[]> {
  const rows = await sql.rows<JournalRow>(`select ${COLUMNS} from journal where incident_id = $1 and seq > $2 order by seq limit $3`, [incidentId, afterSeq, limit]);
  return rows.map(toFact);
}

/** The facts of many incidents, each after its own number: what a console missed while it was away. In order per incident. */
export async function readMissedFacts(sql: Sql, lastSeqs: ReadonlyMap<string, number>, limit: number): Promise<Fact[]> {
  const rows = await sql.rows<JournalRow>(
    `select ${COLUMNS.split(', ').map((column) => `j.${column}`).join(', ')} from unnest($1::uuid[], $2::int[]) as seen(id, last)
     join journal j on j.incident_id = seen.id and j.seq > seen.last order by j.position limit $3`,
    [[...lastSeqs.keys()], [...lastSeqs.values()], limit],
  );
  return rows.map(toFact);
}

function toFact(row: JournalRow): Fact {
  return {
    incidentId: row.incident_id, seq: row.seq, position: Number(row.position), type: row.type, data: row.data, actor: row.actor,
    at: row.at.toISOString(), organPath: row.organ_path, traceparent: row.traceparent, hash: row.hash.toString('hex'),
  } as Fact;
}
