import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commandOf, isAlive, waitUntilGone } from '../process/alive.mjs';
import { giveTo } from './place.mjs';

/** PostgreSQL reads its own environment; the caller's PG* variables must not reach it. */
export function postgresEnvironment() {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(inherited), LC_ALL: 'C' };
}

function run(program, args, options) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} exited with ${code}:\n${output.trim()}`))));
  });
}

/** Creates the cluster if there is none. Made aside and renamed, so an interrupted start leaves no half cluster. */
export async function createCluster({ home, as, programs, password }) {
  if (existsSync(join(home, 'PG_VERSION'))) return false;
  mkdirSync(dirname(home), { recursive: true });
  const half = `${home}.new`;
  rmSync(half, { recursive: true, force: true });
  giveTo(as, half);
  const secret = mkdtempSync(join(tmpdir(), 'pg-init-'));
  const passwordFile = join(secret, 'password');
  try {
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (as) for (const path of [secret, passwordFile]) chownSync(path, as.uid, as.gid);
    const args = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    await run(programs.initdb, [`--pgdata=${half}`, `--pwfile=${passwordFile}`, '--locale=C', '--no-instructions', ...args], {
      ...as,
      cwd: '/',
      env: postgresEnvironment(),
    });
  } finally {
    rmSync(secret, { recursive: true, force: true });
  }
  renameSync(half, home);
  return true;
}

/**
 * Clears what a killed start left behind. The caller holds the data folder's lock, so a server that still runs on
 * this cluster is an orphan of ours and is asked to end; a pid file whose process is something else is stale.
 */
export async function clearLeftovers(home) {
  const pidFile = join(home, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const isServer = isAlive(pid) && (process.platform !== 'linux' || commandOf(pid).includes(home));
  if (!isServer) {
    rmSync(pidFile, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  if (!(await waitUntilGone(pid, 10_000))) {
    throw new Error(`上次启动遗留的 PostgreSQL（进程 ${pid}）没有退出。A PostgreSQL of an earlier start (process ${pid}) does not end.`);
  }
}
