import type { DataSource, QueryRunner } from 'typeorm';
import type { Clock, Fact } from '#domain';
import { lockHeads } from './incident-head';
import { LedgerTransaction } from './ledger-transaction';
import { leaveTogether, sqlOf, type Sql, type SqlClient } from './sql';

export interface Committed<Result> {
  readonly result: Result;
  /** What this commit told, in order. */
  readonly facts: readonly Omit<Fact, 'position'>[];
}

/** The books. The only way to change state: in one transaction, with the facts that tell it, on incidents locked for it. */
export class Ledger {
  constructor(private readonly dataSource: DataSource, private readonly clock: Clock) {}

  /** Statements outside a transaction, for reading. */
  readonly sql: Sql = {
    rows: <Row>(statement: string, parameters?: readonly unknown[]): Promise<Row[]> => this.connected((client) => sqlOf(client).rows<Row>(statement, parameters)),
  };

  /** The same for searches: planned for the very values that are given, because the filters decide which index is right. */
  readonly searching: Sql = {
    rows: <Row>(statement: string, parameters?: readonly unknown[]): Promise<Row[]> => this.inTransaction(async (sql) => {
      const [, rows] = await Promise.all([sql.rows("select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'on', true)"), sql.rows<Row>(statement, parameters)]);
      return rows;
    }),
  };

  /**
   * Locks the incidents, lets `work` decide and write, then writes heads and facts, and commits. Nothing is kept when it throws.
   * No caller may wait for a bank, a socket or Kafka inside `work`.
   */
  commit<Result>(incidentIds: readonly string[], work: (transaction: LedgerTransaction) => Promise<Result>): Promise<Committed<Result>> {
    return this.commitReading(incidentIds, () => Promise.resolve(), work);
  }

  /** As `commit`; `read` needs nothing but the locks, so its statements are sent right behind them and share their way. */
  commitReading<Read, Result>(incidentIds: readonly string[], read: (sql: Sql) => Promise<Read>, work: (transaction: LedgerTransaction, read: Read) => Promise<Result>): Promise<Committed<Result>> {
    return this.inTransaction(async (sql, underWay) => {
      const [heads, found] = await Promise.all([lockHeads(sql, incidentIds), read(sql)]);
      const transaction = new LedgerTransaction(sql, heads, this.clock.now(), underWay);
      const result = await work(transaction, found);
      return { result, facts: transaction.flush() };
    });
  }

  /**
   * As `commit`, on incidents that are chosen inside the transaction. `choose` must lock what it gives with `for update skip locked`, so that
   * it waits for nobody: whoever dies lets go of what was chosen in that moment, and another worker chooses it.
   */
  commitChosen<Result>(choose: (sql: Sql) => Promise<readonly string[]>, work: (transaction: LedgerTransaction) => Promise<Result>): Promise<Committed<Result>> {
    return this.inTransaction(async (sql, underWay) => {
      const transaction = new LedgerTransaction(sql, await lockHeads(sql, await choose(sql)), this.clock.now(), underWay);
      const result = await work(transaction);
      return { result, facts: transaction.flush() };
    });
  }

  /** One transaction on tables that carry no facts (claims, cursors, keys). */
  transact<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    return this.inTransaction((sql) => work(sql));
  }

  /**
   * The beginning travels with the first statement and the commit with the last ones. A statement that fails makes the server answer
   * all that follow with "aborted" and the commit with a rollback, so nothing can be half done; the first fault is the one that is thrown.
   */
  private inTransaction<Result>(work: (sql: Sql, underWay: Promise<unknown>[]) => Promise<Result>): Promise<Result> {
    return this.connected(async (client) => {
      leaveTogether(client);
      const underWay: Promise<unknown>[] = [client.query('start transaction')];
      underWay[0]?.catch(() => undefined); // thrown by firstFault
      let result: Result;
      let unsent: unknown;
      try {
        result = await work(sqlOf(client, (fault) => (unsent ??= fault)), underWay);
        if (unsent !== undefined) throw unsent;
      } catch (fault) {
        const rolledBack = client.query('rollback').catch(() => undefined);
        const first = await firstFault(underWay);
        await rolledBack;
        throw first?.fault ?? fault;
      }
      leaveTogether(client);
      const committed = client.query('commit');
      const first = await firstFault([...underWay, committed]);
      if (first) throw first.fault;
      if (((await committed) as { command: string }).command !== 'COMMIT') throw new Error('the database rolled the transaction back');
      return result;
    });
  }

  private async connected<Result>(work: (client: SqlClient) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await work(await connect(runner));
    } finally {
      await runner.release();
    }
  }
}

/** No connection was had in time, so nothing was sent. It has Node's code, because node-postgres and its pool give none and whoever decides by codes would take it for a bug. */
export class NoConnectionError extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(cause: unknown) {
    super('no connection to the books in time', { cause });
  }
}

async function connect(runner: Pick<QueryRunner, 'connect'>): Promise<SqlClient> {
  try {
    return (await runner.connect()) as SqlClient;
  } catch (fault) {
    throw (fault as { code?: unknown } | null)?.code === undefined ? new NoConnectionError(fault) : fault;
  }
}

async function firstFault(answers: readonly Promise<unknown>[]): Promise<{ readonly fault: unknown } | undefined> {
  for (const answer of await Promise.allSettled(answers)) if (answer.status === 'rejected') return { fault: answer.reason };
  return undefined;
}
