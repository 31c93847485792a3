import { applicationDataSource } from '../data-source';
import { sqlOn, type Sql } from '../sql';

/** What a verifier needs is not set; the message says what, in both languages. */
export class NotConfigured extends Error {}

/**
 * The main of a program that checks the books: a line for each fault, then the verdict as JSON. Ends with 0 (sound), 1 (faults found),
 * 2 (the check itself failed) or 78 (not configured).
 * @param verifier is called before the database is opened and may throw `NotConfigured`
 */
export function runVerification<Fault>(name: string, verifier: () => (sql: Sql) => Promise<{ readonly faults: readonly Fault[] }>, tell: (fault: Fault) => string): void {
  verification(verifier, name, tell).then(
    (code) => { process.exitCode = code; },
    (fault: unknown) => {
      process.stderr.write(`${name}: ${fault instanceof Error ? fault.message : String(fault)}\n`);
      process.exitCode = fault instanceof NotConfigured ? 78 : 2;
    },
  );
}

async function verification<Fault>(verifier: () => (sql: Sql) => Promise<{ readonly faults: readonly Fault[] }>, name: string, tell: (fault: Fault) => string): Promise<number> {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new NotConfigured('DATABASE_URL 未设置 / is not set');
  const verify = verifier();
  const dataSource = applicationDataSource({ url, poolSizeMax: 1, applicationName: name.replace(':', '-') });
  await dataSource.initialize();
  const runner = dataSource.createQueryRunner();
  try {
    const verdict = await verify(await sqlOn(runner));
    for (const fault of verdict.faults) process.stderr.write(`✗ ${tell(fault)}\n`);
    process.stdout.write(`${JSON.stringify(verdict)}\n`);
    return verdict.faults.length === 0 ? 0 : 1;
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
}
