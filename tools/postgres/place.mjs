import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** PostgreSQL refuses to run as root; this account (nobody) exists on every Linux. */
const NOBODY = { uid: 65534, gid: 65534 };
const READ = 4;
const ENTER = 1;

export const isRoot = () => process.getuid?.() === 0;

function allows(path, bits) {
  const { mode, uid, gid } = statSync(path);
  const granted = uid === NOBODY.uid ? mode >> 6 : gid === NOBODY.gid ? mode >> 3 : mode;
  return (granted & bits) === bits;
}

/** The first folder on the way to `path` (existing part) which nobody may not enter, or undefined. */
export function barrierOnTheWayTo(path) {
  const up = dirname(resolve(path));
  const barrier = up === resolve(path) ? undefined : barrierOnTheWayTo(up);
  if (barrier) return barrier;
  return existsSync(path) && statSync(path).isDirectory() && !allows(path, ENTER) ? resolve(path) : undefined;
}

function readableThroughout(folder) {
  if (!allows(folder, READ | ENTER)) return false;
  return readdirSync(folder, { withFileTypes: true }).every((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? readableThroughout(path) : allows(path, READ);
  });
}

function openUp(path) {
  const info = lstatSync(path);
  if (info.isSymbolicLink()) return;
  chmodSync(path, info.isDirectory() || info.mode & 0o100 ? 0o755 : 0o644);
  if (info.isDirectory()) for (const name of readdirSync(path)) openUp(join(path, name));
}

/** Copies the programs to where nobody can read them; a half-made copy of an interrupted start is never used. */
function copyPrograms(native, target) {
  if (existsSync(target)) return target;
  const half = `${target}.${process.pid}`;
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  openUp(half);
  try {
    renameSync(half, target);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/**
 * Decides where the cluster and the programs live.
 * Not root: in the data folder and in node_modules. Root: the same, run as nobody, unless nobody cannot get
 * there (a clone under /root with mode 0700, a umask of 077): then what cannot be reached moves, and `moved` says so.
 * @returns {{ home: string, native: string, as: {uid: number, gid: number} | undefined, moved: string | undefined }}
 */
export function placePostgres({ dataDir, native, version }) {
  if (!isRoot()) return { home: join(dataDir, 'postgres'), native, as: undefined, moved: undefined };
  const barrier = barrierOnTheWayTo(dataDir);
  const shortHash = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12);
  const base = barrier ? join('/var/lib/stop-payment-dispatcher', shortHash) : dataDir;
  const madeAt = mkdirSync(base, { recursive: true });
  if (madeAt) for (let made = base; made.length >= madeAt.length; made = dirname(made)) chmodSync(made, 0o711);
  const home = join(base, 'postgres');
  const reachable = !barrierOnTheWayTo(native) && readableThroughout(native);
  return {
    home,
    native: reachable ? native : copyPrograms(native, join(base, `postgres-programs-${version}`)),
    as: NOBODY,
    moved: barrier && `${barrier} -> ${home}`,
  };
}

/** Makes the folder that PostgreSQL owns. */
export function giveTo(as, folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (as) chownSync(folder, as.uid, as.gid);
}
