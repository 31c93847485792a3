import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from '../process/lock.mjs';
import { inCache, ROOT } from '../project.mjs';
import { createProgress } from '../terminal/progress.mjs';
import { runQuietly } from './run-quietly.mjs';

const node = process.execPath;
const bin = (...parts) => join(ROOT, 'node_modules', ...parts);

/** What is built from what. A part whose sources do not exist is left out. */
const PARTS = [
  {
    name: 'server',
    label: '编译服务端 compiling the server',
    sources: ['apps', 'libs', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'],
    leaveOut: /^apps\/console(\/|$)|\.spec\.tsx?$/,
    needs: 'apps',
    result: 'dist/libs',
    build: () => runQuietly(node, [bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'], { what: 'tsc' }),
  },
  {
    name: 'console',
    label: '构建控制台 building the console',
    // The console takes the domain's fact types, hence libs/domain.
    sources: ['apps/console', 'libs/domain', 'package-lock.json'],
    leaveOut: /\.spec\.tsx?$|^apps\/console\/dist(\/|$)/,
    needs: 'apps/console/index.html',
    result: 'dist/console/index.html',
    build: () =>
      runQuietly(node, [bin('vite', 'bin', 'vite.js'), 'build', 'apps/console', '--outDir', '../../dist/console', '--emptyOutDir'], {
        what: 'vite build',
        env: { ...process.env, NODE_ENV: 'production' },
      }),
  },
];

function* filesUnder(path, leaveOut) {
  if (leaveOut.test(path)) return;
  const full = join(ROOT, path);
  if (!existsSync(full)) return;
  const entries = readdirSyncOrFile(full);
  if (!entries) yield path;
  else for (const name of entries) if (name !== 'node_modules') yield* filesUnder(`${path}/${name}`, leaveOut);
}

function readdirSyncOrFile(path) {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function fingerprint({ sources, leaveOut }) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesUnder(source, leaveOut)) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

const stampOf = (part) => join(ROOT, 'dist', `.${part.name}-built-from`);

function isFresh(part, print) {
  const stamp = stampOf(part);
  return existsSync(join(ROOT, part.result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === print;
}

/** Builds what is missing or older than its sources (told by content, so a second start skips it at once). */
export async function ensureBuilt(progress) {
  const stale = () =>
    PARTS.filter((part) => existsSync(join(ROOT, part.needs)))
      .map((part) => ({ part, print: fingerprint(part) }))
      .filter(({ part, print }) => !isFresh(part, print));
  if (stale().length === 0) return;
  await withLock(inCache('build.lock'), async () => {
    mkdirSync(join(ROOT, 'dist'), { recursive: true });
    const builds = stale().map(async ({ part, print }) => {
      await progress.step(part.label, part.build);
      writeFileSync(stampOf(part), print);
    });
    // All are awaited, also when one fails: none may go on writing after the lock is given back.
    const failed = (await Promise.allSettled(builds)).find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureBuilt(createProgress()).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
