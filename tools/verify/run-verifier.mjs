import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from '../project.mjs';
import { OWNER } from '../postgres/databases.mjs';

/** The running copy's data folder. */
export const DATA_FOLDER = resolve(process.env.DATA_DIR ?? join(ROOT, '.data'));

/** Runs a compiled verifier on the database that DATABASE_URL names, else on the running copy's embedded one, and ends as it ends (78: there is nothing to verify). */
export function runVerifier(program, env = {}) {
  const path = join(ROOT, program);
  const url = process.env.DATABASE_URL ?? urlOfRunningCopy();
  if (!url || !existsSync(path)) {
    process.stderr.write('没有可核验的系统：先运行 npm start，或给出 DATABASE_URL\nNothing to verify: run npm start first, or give DATABASE_URL\n');
    process.exit(78);
  }
  process.exit(spawnSync(process.execPath, [path], { stdio: 'inherit', env: { ...env, ...process.env, DATABASE_URL: url } }).status ?? 2);
}

function urlOfRunningCopy() {
  const [secrets, ports] = [join(DATA_FOLDER, 'secrets.json'), join(DATA_FOLDER, 'ports.json')];
  if (!existsSync(secrets) || !existsSync(ports)) return undefined;
  const { postgresPassword } = JSON.parse(readFileSync(secrets, 'utf8'));
  return `postgres://${OWNER}:${postgresPassword}@127.0.0.1:${JSON.parse(readFileSync(ports, 'utf8')).postgres}/dispatcher`;
}
