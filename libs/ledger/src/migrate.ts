import { ownerDataSource } from './data-source';

/** Brings the books up to date; several callers at once wait for each other. Returns the names of the migrations that ran. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const dataSource = ownerDataSource(databaseUrl);
  await dataSource.initialize();
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('select pg_advisory_lock(7000, 1)');
    const ran = await dataSource.runMigrations();
    return ran.map((migration) => migration.name);
  } finally {
    await runner.query('select pg_advisory_unlock(7000, 1)');
    await runner.release();
    await dataSource.destroy();
  }
}
