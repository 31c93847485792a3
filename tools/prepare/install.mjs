import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../process/lock.mjs';
import { inCache, ROOT } from '../project.mjs';
import { runQuietly } from './run-quietly.mjs';

const LOCK = join(ROOT, 'package-lock.json');
const NPM_RECORD = join(ROOT, 'node_modules', '.package-lock.json');
const STAMP = join(ROOT, 'node_modules', '.installed-lock');

const lockHash = () => createHash('sha256').update(readFileSync(LOCK)).digest('hex');

function isInstalled() {
  if (!existsSync(NPM_RECORD)) return false;
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockHash()) return true;
  return statSync(NPM_RECORD).mtimeMs >= statSync(LOCK).mtimeMs;
}

/** npm by the path it gave us when it started us, else from PATH. */
function npm() {
  const path = process.env.npm_execpath;
  if (path && /npm-cli\.c?js$/.test(path)) return { program: process.execPath, first: [path], shell: false };
  return { program: 'npm', first: [], shell: process.platform === 'win32' };
}

/** Installs the packages named in package-lock.json if they are missing or older than it. */
export async function ensureInstalled(progress) {
  if (isInstalled()) return;
  await withLock(inCache('install.lock'), async () => {
    if (isInstalled()) return;
    const { program, first, shell } = npm();
    // The build tools are development dependencies and are wanted whatever NODE_ENV says.
    const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    await progress.step('安装依赖包 installing packages (npm ci)', () => runQuietly(program, args, { what: 'npm ci', shell }));
    writeFileSync(STAMP, lockHash());
  });
}
