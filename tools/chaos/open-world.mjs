import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startGuardian } from '../process/guardian.mjs';
import { startSystem } from '../system.mjs';
import { startExtraWorker } from './extra-worker.mjs';
import { Database } from './read-database.mjs';
import { Dice } from './seeded-dice.mjs';
import { SimulatedBanks } from './simulated-banks.mjs';
import { SteadyLoad } from './steady-load.mjs';
import { TcpProxy } from './tcp-proxy.mjs';

/** The bank between which and the workers the bad network lies. */
export const VICTIM_BANK = '999010000001';
/** The workers read the register of institutions this often. */
const REGISTER_EVERY_MS = 5_500;

/**
 * What the faults are given: the running system, the load and its clients, the banks' stage, the books, the bad network, and the list of
 * kills that takeovers are measured from. `close` leaves the machine as it was found.
 */
export async function openWorld({ seed, stream, short, rate, signal, say }) {
  const dice = new Dice(seed);
  const dataDir = mkdtempSync(join(tmpdir(), 'stop-payment-chaos-'));
  // The embedded database may run as another user than we do.
  chmodSync(dataDir, 0o711);
  const guardian = startGuardian();
  guardian.remove(dataDir);
  const closing = [() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }), () => guardian.dismiss()];
  const close = async () => {
    for (const work of closing.splice(0).reverse()) await work();
  };
  try {
    const reports = new Set();
    const system = await startSystem({
      dataDir, port: 0, workers: 2, kafka: stream === 'kafka', onReport: (report) => reports.forEach((listen) => listen(report)),
      env: { DATABASE_URL: undefined, NODE_ENV: undefined, PORT: undefined, WORKER_PORT: undefined, SIMULATOR_PORT: undefined, KAFKA_BROKERS: undefined, CRASH_POINT: undefined, LOG_LEVEL: 'warn', USER_REQUESTS_PER_SECOND_MAX: '100000' },
    });
    closing.push(() => system.stop());
    const database = new Database(system.databaseUrl);
    closing.push(() => database.close());
    const bankLine = new TcpProxy(addressOf(system.simulatorUrl));
    closing.push(() => bankLine.close());
    await bankLine.open();
    await database.rows('update institutions set base_url = replace(base_url, $1, $2) where code = $3', [system.simulatorUrl, `http://127.0.0.1:${bankLine.port}`, VICTIM_BANK]);
    await pause(REGISTER_EVERY_MS);
    const tokens = await Promise.all(['liangshan-op', 'boxing-op'].map((login) => tokenOf(system, login)));
    const load = new SteadyLoad({ url: system.url, tokens, dice: dice.branch('load'), perSecond: short ? Math.min(rate, 10) : rate, signal });
    closing.push(() => load.close());
    return {
      system, database, bankLine, load, dice, stream, short, say, guardian, tokens, close,
      banks: new SimulatedBanks(system.simulatorUrl),
      /** Moments (host clock, ms) at which a worker was killed. */
      kills: [],
      /** Moments at which leases were lost by another cause. */
      disturbances: [],
      workers: () => Object.values(system.children).filter(({ name }) => name.startsWith('worker-')),
      extraWorker: (env, name) => startExtraWorker(system, guardian, env, name),
      /** Calls back with every report of the launcher (died, back, failed) until the returned function is called. */
      onReport: (listen) => {
        reports.add(listen);
        return () => reports.delete(listen);
      },
      pause: (ms) => pause(ms, undefined, { signal }).catch(() => undefined),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export const addressOf = (url) => ({ host: new URL(url).hostname, port: Number(new URL(url).port) });

async function tokenOf({ url, demoUsers }, login) {
  const { password } = demoUsers.find((user) => user.login === login);
  const response = await fetch(`${url}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password }) });
  if (!response.ok) throw new Error(`login of ${login}: ${response.status}`);
  return (await response.json()).token;
}
