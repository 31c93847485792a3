import { join, resolve } from 'node:path';
import { startGuardian } from './process/guardian.mjs';
import { ROOT } from './project.mjs';
import { keepKafka } from './system/broker.mjs';
import { openDataFolder } from './system/data-folder.mjs';
import { keepPostgres } from './system/database.mjs';
import { demoUsers } from './system/demo-users.mjs';
import { builtPrograms } from './system/programs.mjs';
import { readSettings } from './system/settings.mjs';
import { demoInstitutions, startPrograms } from './system/start-programs.mjs';

export { StartFailure } from './start-failure.mjs';

/** How long each may take to end, in ms, in the order of ending; together under the 5 s that Ctrl-C promises. */
const GRACE_MS = { workers: 1_600, api: 1_000, simulator: 500, kafka: 900, postgres: 900 };

/**
 * Starts a whole copy of the system from built programs: database, broker if wanted, simulator, migrations, seed, api, workers.
 * Used by `npm start`, `npm run demo` and the tests alike. Types and meaning of every option: system.d.mts.
 */
export async function startSystem(options = {}) {
  const report = options.onReport ?? (() => undefined);
  const step = interruptible(options.onStep ?? ((_, work) => work()), options.signal);
  const env = { ...process.env, ...options.env };
  const settings = await readSettings(options, env);
  const programs = builtPrograms(options.programsRoot ?? ROOT);
  const data = await openDataFolder(resolve(options.dataDir ?? env.DATA_DIR ?? join(ROOT, '.data')));
  const guardian = startGuardian();
  data.keepGuardian(guardian.pid);
  const running = { postgres: undefined, kafka: undefined, simulator: undefined, api: undefined, workers: [] };
  let ending;
  const stop = () => (ending ??= endEverything(running, data, guardian));
  try {
    const context = { env, settings, programs, data, guardian, report, step, running, echo: options.echo };
    await startInfrastructure(context);
    await startPrograms(context);
    data.keepPorts();
  } catch (error) {
    await stop();
    throw error;
  }
  return describeSystem({ running, data, settings, env, stop });
}

/** A step ends at once when the start is called off; what it was about to start is left to the guardian. */
function interruptible(step, signal) {
  const calledOff = new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  calledOff.catch(() => undefined);
  return (label, work) => Promise.race([step(label, work), calledOff]);
}

async function startInfrastructure({ env, settings, data, guardian, report, step, running }) {
  data.bankSecretsFile(demoInstitutions().map(({ code }) => code));
  const database = async () => {
    if (env.DATABASE_URL) return;
    running.postgres = await step('PostgreSQL（内嵌 embedded）', () => keepPostgres({ data, guardian, report }));
    if (running.postgres.moved) report({ kind: 'moved', name: 'postgres', where: running.postgres.moved });
  };
  const broker = async () => {
    if (!settings.kafka || env.KAFKA_BROKERS) return;
    const onProgress = (line) => report({ kind: 'note', line });
    running.kafka = await step('Apache Kafka', () => keepKafka({ data, guardian, report, onProgress, env }));
  };
  const outcomes = await Promise.allSettled([database(), broker()]);
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

/** Workers first so that nothing new is asked of banks, the database last so that everybody can finish writing. */
async function endEverything(running, data, guardian) {
  const { workers, api, simulator, kafka, postgres } = running;
  await Promise.all(workers.map((worker) => worker.stop(GRACE_MS.workers)));
  await api?.stop(GRACE_MS.api);
  await Promise.all([simulator?.stop(GRACE_MS.simulator), kafka?.stop(GRACE_MS.kafka)]);
  await postgres?.stop(GRACE_MS.postgres);
  guardian.dismiss();
  data.release();
}

function describeSystem({ running, data, settings, env, stop }) {
  const { workers, api, simulator, kafka, postgres } = running;
  const all = [postgres, kafka, simulator, api, ...workers].filter(Boolean);
  return {
    url: api.url,
    simulatorUrl: simulator.url,
    workerUrls: workers.map((worker) => worker.url),
    databaseUrl: postgres?.url ?? env.DATABASE_URL,
    kafkaBrokers: kafka?.brokers ?? env.KAFKA_BROKERS ?? undefined,
    dataDir: data.path,
    logsDir: join(data.path, 'logs'),
    demoUsers: settings.production ? [] : demoUsers(),
    children: Object.fromEntries(all.map((child) => [child.name, child])),
    stop,
  };
}
