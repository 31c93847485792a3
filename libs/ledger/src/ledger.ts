import type { DataSource } from 'typeorm';
import type { Clock, Fact } from '#domain';
import { lockHeads } from './incident-head';
import { LedgerTransaction } from './ledger-transaction';
import { sqlOn, type Sql } from './sql';

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
    rows: async <Row>(statement: string, parameters?: readonly unknown[]): Promise<Row[]> => {
      const runner = this.dataSource.createQueryRunner();
      try {
        return await sqlOn(runner).rows<Row>(statement, parameters);
      } finally {
        await runner.release();
      }
    },
  };

  /**
   * Locks the incidents, lets `work` decide and write, then writes heads and facts, and commits. Nothing is kept when it throws.
   * No caller may wait for a bank, a socket or Kafka inside `work`.
   */
  async commit<Result>(incidentIds: readonly string[], work: (transaction: LedgerTransaction) => Promise<Result>): Promise<Committed<Result>> {
    return this.commitChosen(async () => incidentIds, work);
  }

  /**
   * As `commit`, on incidents that are chosen inside the transaction. `choose` must lock what it gives with `for update skip locked`, so that
   * it waits for nobody: whoever dies lets go of what was chosen in that moment, and another worker chooses it.
   */
  async commitChosen<Result>(choose: (sql: Sql) => Promise<readonly string[]>, work: (transaction: LedgerTransaction) => Promise<Result>): Promise<Committed<Result>> {
    const runner = this.dataSource.createQueryRunner();
    await runner.connect();
    try {
      await runner.startTransaction();
      const sql = sqlOn(runner);
      const transaction = new LedgerTransaction(sql, await lockHeads(sql, await choose(sql)), this.clock.now());
      const result = await work(transaction);
      const facts = await transaction.flush();
      await runner.commitTransaction();
      return { result, facts };
    } catch (fault) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw fault;
    } finally {
      await runner.release();
    }
  }

  /** One transaction on tables that carry no facts (claims, cursors, keys). */
  async transact<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    return this.dataSource.transaction((manager) => {
      const runner = manager.queryRunner;
      if (!runner) throw new Error('a TypeORM transaction always has a query runner');
      return work(sqlOn(runner));
    });
  }
}
