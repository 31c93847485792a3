import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../process/free-port.mjs';
import { runOnce } from '../process/run-once.mjs';
import { superviseProcess } from '../process/supervised-process.mjs';
import { ROOT } from '../project.mjs';

/** The fictional institutions of data/institutions.json. */
export function demoInstitutions() {
  return JSON.parse(readFileSync(join(ROOT, 'data', 'institutions.json'), 'utf8'));
}

/** The organs of data/organs-shandong.json. */
function demoOrgans() {
  return JSON.parse(readFileSync(join(ROOT, 'data', 'organs-shandong.json'), 'utf8'));
}

/** What every program of this copy is told; see the names in docker-compose.yml, which must be the same. */
function environmentForAll({ env, settings, data, running }) {
  const told = {
    ...env,
    DATABASE_URL: running.postgres?.url ?? env.DATABASE_URL,
    BANK_SECRETS_FILE: env.BANK_SECRETS_FILE ?? data.bankSecretsFile(demoInstitutions().map(({ code }) => code)),
    JWT_SECRET: env.JWT_SECRET ?? data.secrets.jwtSecret,
    POLICIES_FILE: env.POLICIES_FILE ?? join(ROOT, 'data', 'policies.json'),
    ANSWER_CODES_FILE: env.ANSWER_CODES_FILE ?? join(ROOT, 'data', 'answer-codes.json'),
    SIMULATOR_DATA_FILE: env.SIMULATOR_DATA_FILE ?? join(data.path, 'simulator.json'),
  };
  // Banks and verifiers are given public keys only; the private ones go to the workers alone, see below.
  const organKeys = env.ORGAN_KEYS_FILE ? undefined : data.organKeyFiles(demoOrgans().map(({ code }) => code));
  if (organKeys) told.ORGAN_PUBLIC_KEYS_FILE ??= organKeys.publicFile;
  const brokers = running.kafka?.brokers ?? env.KAFKA_BROKERS;
  if (brokers) told.KAFKA_BROKERS = brokers;
  if (settings.clockSpeed !== undefined) told.CLOCK_SPEED = String(settings.clockSpeed);
  return told;
}

/**
 * Simulator, migrations, seed, api, workers, in this order: each needs the address or the tables of the one before.
 * Ports left open (0) are those of the last start where they are still free, so that what banks and browsers were told stays true.
 */
export async function startPrograms(context) {
  const { settings, programs, data, step, running } = context;
  const env = environmentForAll(context);
  const supervise = (name, script, portVariable, port, extra = {}) => {
    const told = { ...env, ...extra, [portVariable]: String(port) };
    return superviseProcess({ ...context, name, addressMayMove: /^worker-/.test(name) && !settings.workerPort, script, portVariable, env: told, cwd: ROOT, logFile: data.logFile(name), echo: context.echo && ((line) => context.echo(name, line)) });
  };
  const portFor = (name, wanted) => wanted || freePort(data.ports[name], settings.host);
  const remember = (child) => (data.ports[child.name] = Number(new URL(child.url).port));

  running.simulator = supervise('simulator', programs.simulator, 'SIMULATOR_PORT', await portFor('simulator', settings.simulatorPort));
  await step('银行模拟器 bank simulator', () => running.simulator.start());
  remember(running.simulator);

  const once = (name, label, extra) =>
    step(label, () => runOnce({ name, script: programs[name], env: { ...env, ...extra }, cwd: ROOT, logFile: data.logFile(name) }));
  await once('migrate', '数据库迁移 migrations');
  await once('seed', '基础数据 reference data', { SIMULATOR_URL: running.simulator.url });

  running.api = supervise('api', programs.api, 'PORT', await portFor('api', settings.port));
  await step('接口与控制台 api and console', () => running.api.start());
  remember(running.api);

  const door = {
    ORGAN_KEYS_FILE: env.ORGAN_KEYS_FILE ?? data.organKeyFiles([]).file,
    BANK_DOOR_URL: env.BANK_DOOR_URL ?? `http://127.0.0.1:${new URL(running.api.url).port}`,
  };
  for (let number = 1; number <= settings.workers; number += 1) {
    const name = `worker-${number}`;
    running.workers.push(supervise(name, programs.worker, 'WORKER_PORT', await portFor(name, number === 1 && settings.workerPort), door));
  }
  await step(`调度进程 dispatch worker × ${settings.workers}`, () => Promise.all(running.workers.map((worker) => worker.start())));
  for (const worker of running.workers) remember(worker);
}
