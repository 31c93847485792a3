import { JOURNAL_START, type JournalCursor, type Sql } from '#ledger';

/** Where the position of a reader is kept. */
export interface CursorStore {
  load(partitions: readonly number[]): Promise<Map<number, JournalCursor>>;
  save(partitions: readonly number[], cursor: JournalCursor): Promise<void>;
}

/** A group's positions, in the table stream_cursors: they outlive every member. */
export class GroupCursors implements CursorStore {
  constructor(private readonly sql: Sql, private readonly group: string) {}

  async load(partitions: readonly number[]): Promise<Map<number, JournalCursor>> {
    const rows = await this.sql.rows<{ partition: number; cursor: string }>('select partition, cursor from stream_cursors where reader = $1 and partition = any($2::int[])', [this.group, partitions]);
    const saved = new Map(rows.map((row) => [row.partition, JSON.parse(row.cursor) as JournalCursor]));
    return new Map(partitions.map((partition) => [partition, saved.get(partition) ?? JOURNAL_START]));
  }

  async save(partitions: readonly number[], cursor: JournalCursor): Promise<void> {
    await this.sql.rows(
      `insert into stream_cursors (reader, partition, cursor) select $1, partition, $3 from unnest($2::int[]) as partition
       on conflict (reader, partition) do update set cursor = excluded.cursor, updated_at = now()`,
      [this.group, [...partitions].sort((a, b) => a - b), JSON.stringify(cursor)],
    );
  }
}

/** A tail's positions: they live as long as the process. */
export class TailCursors implements CursorStore {
  private readonly cursors: Map<number, JournalCursor>;

  constructor(partitions: readonly number[], start: JournalCursor) {
    this.cursors = new Map(partitions.map((partition) => [partition, start]));
  }

  async load(partitions: readonly number[]): Promise<Map<number, JournalCursor>> {
    return new Map([...this.cursors].filter(([partition]) => partitions.includes(partition)));
  }

  async save(partitions: readonly number[], cursor: JournalCursor): Promise<void> {
    for (const partition of partitions) this.cursors.set(partition, cursor);
  }
}
