import { DataSource } from 'typeorm';
import { APPLICATION_ROLE } from './migrations/0001-the-books.migration';
import { MIGRATIONS } from './migrations';
import { SCHEMAS } from './schemas';

export interface DataSourceSettings {
  readonly url: string;
  readonly poolSizeMax: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
}

/**
 * The application's data source: connections act under the application role, which cannot change the journal.
 * `enable_seqscan=off`: a queue statement that was planned while its table was empty otherwise keeps its sequential scan.
 * `enable_hashjoin=off`, `enable_mergejoin=off`: likewise; a few rows are looked up by index, never whole tables held against each other.
 * `force_generic_plan`: a queue's statements always want the same plan, and planning them anew for each batch cost a third of the database's time.
 */
export function applicationDataSource(settings: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres', url: settings.url, entities: SCHEMAS, synchronize: false, installExtensions: false, applicationName: settings.applicationName,
    poolSize: settings.poolSizeMax,
    // Statements that do not need each other's answers share one way to the server and back.
    extra: { pipeline: true, options: `-c role=${APPLICATION_ROLE} -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan -c statement_timeout=15000 -c idle_in_transaction_session_timeout=15000`, connectionTimeoutMillis: 5000, keepAlive: true },
  });
}

/** The owner's data source, for migrations and seeding only. */
export function ownerDataSource(url: string): DataSource {
  return new DataSource({ type: 'postgres', url, entities: SCHEMAS, migrations: MIGRATIONS, migrationsTransactionMode: 'all', synchronize: false, installExtensions: false, poolSize: 2 });
}
