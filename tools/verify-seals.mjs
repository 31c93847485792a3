// `npm run seals:verify`: checks every stored seal against the organs' public keys and every sealed document against its instruction, in the running copy's embedded database or the one that DATABASE_URL names.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from './project.mjs';
import { OWNER } from './postgres/databases.mjs';

const PROGRAM = join(ROOT, 'dist/apps/dispatch-worker/src/sealing/verify-seals.main.js');

const folder = resolve(process.env.DATA_DIR ?? join(ROOT, '.data'));

function urlOfRunningCopy() {
  const [secrets, ports] = [join(folder, 'secrets.json'), join(folder, 'ports.json')];
  if (!existsSync(secrets) || !existsSync(ports)) return undefined;
  const { postgresPassword } = JSON.parse(readFileSync(secrets, 'utf8'));
  return `postgres://${OWNER}:${postgresPassword}@127.0.0.1:${JSON.parse(readFileSync(ports, 'utf8')).postgres}/dispatcher`;
}

const url = process.env.DATABASE_URL ?? urlOfRunningCopy();
if (!url || !existsSync(PROGRAM)) {
  process.stderr.write('没有可核验的系统：先运行 npm start，或给出 DATABASE_URL\nNothing to verify: run npm start first, or give DATABASE_URL\n');
  process.exit(78);
}
process.exit(spawnSync(process.execPath, [PROGRAM], { stdio: 'inherit', env: { ...process.env, DATABASE_URL: url, ORGAN_PUBLIC_KEYS_FILE: process.env.ORGAN_PUBLIC_KEYS_FILE ?? join(folder, 'organ-public-keys.json') } }).status ?? 2);
