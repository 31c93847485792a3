import type { QueryRunner } from 'typeorm';

/** A place to run statements: a pool or one open transaction. Both give rows, whatever the statement was. */
export interface Sql {
  rows<Row>(statement: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** Runs statements on one TypeORM query runner, hence inside its transaction. */
export function sqlOn(runner: Pick<QueryRunner, 'query'>): Sql {
  return {
    async rows<Row>(statement: string, parameters: readonly unknown[] = []): Promise<Row[]> {
      const result = await runner.query(statement, [...parameters], true);
      return result.records as Row[];
    },
  };
}

/** The PostgreSQL type of each column of a batch insert. */
export type ColumnTypes = Readonly<Record<string, string>>;

/**
 * Inserts a whole batch with one statement (`unnest` of one array per column), which costs a fraction of a statement per row.
 * Returns the rows that were really inserted, as `returning` names them; rows that met `onConflict` are left out.
 */
export async function insertBatch<Row>(
  sql: Sql, table: string, columns: ColumnTypes, rows: readonly Readonly<Record<string, unknown>>[],
  extra: { readonly onConflict?: string; readonly returning?: string } = {},
): Promise<Row[]> {
  if (rows.length === 0) return [];
  const names = Object.keys(columns);
  const arrays = names.map((name) => rows.map((row) => toColumn(row[name], columns[name] as string)));
  const unnest = names.map((name, i) => `$${i + 1}::${arrayType(columns[name] as string)}`).join(', ');
  const select = names.map((name) => (columns[name] === 'jsonb' ? `${name}::jsonb` : name)).join(', ');
  return sql.rows<Row>(
    `insert into ${table} (${names.join(', ')}) select ${select} from unnest(${unnest}) as batch(${names.join(', ')})
     ${extra.onConflict ?? ''} ${extra.returning ? `returning ${extra.returning}` : ''}`,
    arrays,
  );
}

// jsonb travels as text: node-postgres would turn a JavaScript array inside it into a PostgreSQL array.
function arrayType(type: string): string {
  return type === 'jsonb' ? 'text[]' : `${type}[]`;
}

function toColumn(value: unknown, type: string): unknown {
  if (value === undefined || value === null) return null;
  return type === 'jsonb' ? JSON.stringify(value) : value;
}
