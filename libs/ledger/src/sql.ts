import type { QueryRunner } from 'typeorm';

/** A place to run statements: a pool or one open transaction. Both give rows, whatever the statement was. */
export interface Sql {
  rows<Row>(statement: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** What we need of a node-postgres client. With `pipeline: true` statements travel without waiting for each other's answers, and are answered in order. */
export interface SqlClient {
  /** Not in its public types: the socket, so that statements can leave together. */
  readonly connection?: { readonly stream?: { cork?(): void; uncork?(): void } };
  query(statement: string): Promise<Answer | Answer[]>;
  query(statement: { readonly name: string; readonly text: string; readonly values: unknown[] }, told: (fault: unknown, answer: Answer) => void): void;
}
interface Answer { readonly rows: unknown[]; readonly command: string }

/** Runs statements on the connection of one TypeORM query runner, hence inside its transaction. */
export async function sqlOn(runner: Pick<QueryRunner, 'connect'>): Promise<Sql> {
  return sqlOf((await runner.connect()) as SqlClient);
}

/**
 * Statements are prepared once per connection under a name of their own: planning a small statement costs as much as running it.
 * The answer is asked for in the moment of the call, so statements that are started together share one way there and back.
 * @param onUnsent is told at once when a statement's values cannot be written down: the server will never hear of it, and must not hear of a commit behind it
 */
export function sqlOf(client: SqlClient, onUnsent: (fault: unknown) => void = () => undefined): Sql {
  return {
    rows: <Row>(statement: string, parameters: readonly unknown[] = []): Promise<Row[]> => {
      leaveTogether(client);
      const rows = new Promise<Row[]>((resolve, reject) => {
        let isSent = false;
        client.query({ name: nameOf(statement), text: statement, values: [...parameters] }, (fault, answer) => {
          if (!fault) return resolve(answer.rows as Row[]);
          if (!isSent) onUnsent(fault);
          reject(fault);
        });
        isSent = true;
      });
      return rows.catch(withCallersStack);
    },
  };
}

/** What a socket's callback brings leads nowhere: the way of whoever awaits says more. */
function withCallersStack(fault: unknown): never {
  if (fault instanceof Error) Error.captureStackTrace(fault);
  throw fault;
}

const corked = new WeakSet<object>();

/** What is sent in one turn of the event loop leaves in one system call instead of one for each statement: they were a fifth of a worker's time. */
export function leaveTogether({ connection }: SqlClient): void {
  const stream = connection?.stream;
  if (!stream?.cork || corked.has(stream)) return;
  corked.add(stream);
  stream.cork();
  process.nextTick(() => {
    corked.delete(stream);
    stream.uncork?.();
  });
}

const names = new Map<string, string>();

/** One name per text: our texts are few and never built out of values. */
function nameOf(statement: string): string {
  const known = names.get(statement);
  if (known !== undefined) return known;
  const name = `s${names.size + 1}`;
  names.set(statement, name);
  return name;
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
  const arrays = Object.entries(columns).map(([name, type]) => rows.map((row) => toColumn(row[name], type)));
  return sql.rows<Row>(insertText(table, columns, extra.onConflict ?? '', extra.returning ?? ''), arrays);
}

const insertTexts = new WeakMap<ColumnTypes, Map<string, string>>();

/** The same text for the same insert, made once: it is long, and the very same string is found again by its address. */
function insertText(table: string, columns: ColumnTypes, onConflict: string, returning: string): string {
  const known = insertTexts.get(columns) ?? new Map<string, string>();
  insertTexts.set(columns, known);
  const key = `${table} ${onConflict} ${returning}`;
  const text = known.get(key) ?? newInsertText(table, columns, onConflict, returning);
  known.set(key, text);
  return text;
}

function newInsertText(table: string, columns: ColumnTypes, onConflict: string, returning: string): string {
  const names = Object.keys(columns);
  const unnest = names.map((name, i) => `$${i + 1}::${arrayType(columns[name] as string)}`).join(', ');
  const select = names.map((name) => (columns[name] === 'jsonb' ? `${name}::jsonb` : name)).join(', ');
  return `insert into ${table} (${names.join(', ')}) select ${select} from unnest(${unnest}) as batch(${names.join(', ')})
     ${onConflict} ${returning && `returning ${returning}`}`;
}

// jsonb travels as text: node-postgres would turn a JavaScript array inside it into a PostgreSQL array.
function arrayType(type: string): string {
  return type === 'jsonb' ? 'text[]' : `${type}[]`;
}

function toColumn(value: unknown, type: string): unknown {
  if (value === undefined || value === null) return null;
  return type === 'jsonb' ? JSON.stringify(value) : value;
}
