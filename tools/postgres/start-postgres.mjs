import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../process/free-port.mjs';
import { StartFailure } from '../start-failure.mjs';
import { completeInstall, postgresPackage, programsIn } from './binaries.mjs';
import { clearLeftovers, createCluster, postgresEnvironment } from './cluster.mjs';
import { placePostgres } from './place.mjs';
import { SETTINGS } from './settings.mjs';

/** Only for throw-away test clusters: a crash of the machine would lose them, and nobody would mind. */
const THROW_AWAY = ['-c', 'fsync=off', '-c', 'full_page_writes=off'];
/** Only for an embedded one: nobody but this machine is listened to. */
const PLACE = ['listen_addresses=127.0.0.1', 'unix_socket_directories='];
const READY = 'database system is ready to accept connections';

/**
 * Starts an embedded PostgreSQL on 127.0.0.1 and makes sure it has a cluster.
 * @param {{ dataDir: string, password: string, port?: number, throwAway?: boolean, guardian?: object, logFile: string }} options
 *   `port` is preferred, not forced. The superuser is `postgres`, with `password`.
 * @returns {Promise<{ port: number, pid: number, home: string, moved?: string, created: boolean,
 *   urlFor(database: string, user?: string, password?: string): string, stop(graceMs?: number): Promise<void>, kill(): void,
 *   exited: Promise<number> }>}
 */
export async function startPostgres({ dataDir, password, port, throwAway = false, guardian, logFile }) {
  const { folder, version } = postgresPackage();
  completeInstall(join(folder, 'native'));
  const { home, native, as, moved } = placePostgres({ dataDir, native: join(folder, 'native'), version });
  const programs = programsIn(native);
  const created = await createCluster({ home, as, programs, password });
  await clearLeftovers(home);

  let server;
  let chosen;
  for (let attempt = 1; !server; attempt += 1) {
    chosen = await freePort(attempt === 1 ? port : undefined);
    try {
      server = await launch({ programs, home, as, port: chosen, throwAway, logFile, guardian });
    } catch (error) {
      // Between asking for a free port and using it another process may take it.
      if (attempt === 3 || !/Address already in use/i.test(error.message)) throw error;
    }
  }
  const exited = new Promise((resolve) => server.once('exit', resolve));
  return {
    port: chosen,
    pid: server.pid,
    home,
    moved,
    created,
    exited,
    urlFor: (database, user = 'postgres', secret = password) =>
      `postgres://${user}:${encodeURIComponent(secret)}@127.0.0.1:${chosen}/${database}`,
    kill: () => server.kill('SIGKILL'),
    /** Fast shutdown: open transactions are rolled back, everything committed is kept. */
    stop: async (graceMs = 3_000) => {
      if (server.exitCode === null && server.signalCode === null) {
        askToStop(server, programs, home);
        const hurry = setTimeout(() => server.kill('SIGQUIT'), graceMs);
        await exited;
        clearTimeout(hurry);
      }
      guardian?.forget(server.pid);
    },
  };
}

function askToStop(server, programs, home) {
  if (process.platform === 'win32') spawn(programs.pgCtl, ['stop', '-D', home, '-m', 'fast'], { stdio: 'ignore', windowsHide: true });
  else server.kill('SIGINT');
}

function launch({ programs, home, as, port, throwAway, logFile, guardian }) {
  const log = createWriteStream(logFile, { flags: 'a' });
  const args = ['-D', home, '-p', String(port), ...[...PLACE, ...SETTINGS].flatMap((setting) => ['-c', setting]), ...(throwAway ? THROW_AWAY : [])];
  // Its own process group: Ctrl-C in the terminal must reach us only, the database ends last.
  const server = spawn(programs.postgres, args, {
    ...as,
    cwd: '/',
    env: postgresEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  guardian?.watch(server.pid, 'SIGINT');
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr.on('data', (chunk) => {
      log.write(chunk);
      if (said === undefined) return;
      said += chunk;
      if (!said.includes(READY)) return;
      said = undefined;
      resolve(server);
    });
    server.once('error', reject);
    // Not at its exit: backends of a killed server may speak after it.
    server.once('close', () => log.end());
    server.once('exit', (code) => {
      reject(new StartFailure(`PostgreSQL 未能启动 did not start (exit ${code}):\n${(said ?? '').trim()}`));
    });
  });
}
