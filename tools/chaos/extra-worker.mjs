import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../project.mjs';

const READY_WITHIN_MS = 40_000;

/**
 * One more dispatch worker beside the system's own, with an environment of its own: a crash point, a database behind a proxy, a clock that steps.
 * Nobody brings it back when it dies. Resolves when it is ready (or has died, which a crash point may do at once).
 */
export async function startExtraWorker(system, guardian, extra = {}, name = 'extra-worker') {
  const log = openSync(join(system.logsDir, `${name}.log`), 'a');
  const child = fork(join(ROOT, 'dist/apps/dispatch-worker/src/main.js'), [], {
    cwd: ROOT, detached: true, stdio: ['ignore', log, log, 'ipc'],
    env: {
      ...process.env, DATABASE_URL: system.databaseUrl, BANK_SECRETS_FILE: join(system.dataDir, 'bank-secrets.json'), BANK_DOOR_URL: system.url, WORKER_PORT: '0',
      ...(system.kafkaBrokers ? { KAFKA_BROKERS: system.kafkaBrokers } : { KAFKA_BROKERS: '' }), ...extra,
    },
  });
  closeSync(log);
  guardian.watch(child.pid, 'SIGKILL');
  const worker = { pid: child.pid, diedAt: undefined, url: undefined };
  worker.exited = new Promise((resolve) => child.once('exit', () => {
    worker.diedAt = Date.now();
    guardian.forget(child.pid);
    resolve();
  }));
  worker.kill = (signal = 'SIGKILL') => {
    child.kill(signal);
    return worker.exited;
  };
  let timer;
  await Promise.race([
    new Promise((resolve) => child.on('message', (message) => {
      if (message?.type !== 'ready') return;
      worker.url = message.url;
      resolve();
    })),
    worker.exited,
    new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`${name} is not ready in time, see ${system.logsDir}`)), READY_WITHIN_MS); }),
  ]).finally(() => clearTimeout(timer));
  return worker;
}
