import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { startKafka } from '../../tools/kafka.mjs';
import { ensureDatabase, OWNER } from '../../tools/postgres/databases.mjs';
import { startPostgres } from '../../tools/postgres/start-postgres.mjs';

/** One cluster for the run; `answer` is what specs learn. The account may create databases and is no superuser. */
export async function startTestPostgres({ folder, guardian }) {
  chmodSync(folder, 0o711);
  const password = randomBytes(12).toString('hex');
  const postgres = await startPostgres({ dataDir: folder, password, throwAway: true, guardian, logFile: join(folder, 'postgres.log') });
  await ensureDatabase(postgres.urlFor('postgres'), { database: 'dispatcher', password });
  return { answer: { url: postgres.urlFor('dispatcher', OWNER), superuserUrl: postgres.urlFor('postgres') }, stop: () => postgres.stop(500) };
}

/** One broker for the run. */
export async function startTestKafka({ guardian }) {
  const kafka = await startKafka({ guardian, onProgress: (line) => process.stderr.write(`${line}\n`) });
  return { answer: { brokers: kafka.brokers }, stop: () => kafka.stop() };
}
