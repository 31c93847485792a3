import { createECDH, createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, birthOf, waitUntilGone } from '../process/alive.mjs';
import { holderOf, tryLock } from '../process/lock.mjs';
import { isRoot } from '../postgres/place.mjs';
import { StartFailure } from '../start-failure.mjs';

const LOG_MAX_BYTES = 10 * 1024 * 1024;

const readJson = (file, otherwise) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : otherwise);

function writeJson(file, value, mode = 0o644) {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(`${file}.new`, file);
}

/**
 * Opens a copy's data folder for this process alone: its secrets (made once, mode 0600), the ports it used last and its logs.
 * @throws {StartFailure} when another copy is using it.
 */
export async function openDataFolder(folder) {
  mkdirSync(folder, { recursive: true });
  // Root's PostgreSQL runs as nobody and must get through; the files inside are closed one by one.
  if (isRoot()) chmodSync(folder, 0o711);
  const lockFile = join(folder, 'running.lock');
  const release = tryLock(lockFile);
  if (!release) throw inUse(folder, holderOf(lockFile));
  await waitForOldGuardian(join(folder, 'guardian.json'));
  mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
  const portsFile = join(folder, 'ports.json');
  const ports = readJson(portsFile, {});
  return {
    path: folder,
    release,
    secrets: secretsIn(folder),
    ports,
    /** Remembers where things listen, so that the next start uses the same addresses where it can. */
    keepPorts: () => writeJson(portsFile, ports),
    keepGuardian: (pid) => writeJson(join(folder, 'guardian.json'), { pid, birth: birthOf(pid) }),
    logFile: (name) => logFile(join(folder, 'logs', `${name}.log`)),
    /** HMAC keys per institution and direction; institutions that came later get theirs added. */
    bankSecretsFile: (codes) => bankSecretsFile(join(folder, 'bank-secrets.json'), codes),
    /** SM2 keys of the organs' seals: private ones for the worker alone, public ones for banks and for verifying. */
    organKeyFiles: (codes) => organKeyFiles(join(folder, 'organ-keys.json'), join(folder, 'organ-public-keys.json'), codes),
  };
}

function inUse(folder, holder) {
  const who = holder ? `进程 process ${holder.pid}, ${holder.since}` : '';
  return new StartFailure(
    `数据目录 ${folder} 正被另一个实例使用（${who}）。先停止它，或用 DATA_DIR=… 另选目录。\n` +
      `The data folder ${folder} is in use by another copy (${who}). Stop that one, or choose another folder with DATA_DIR=….`,
  );
}

/** A start that was killed leaves a guard which is still ending its processes; they hold ports and the database. */
async function waitForOldGuardian(file) {
  const old = readJson(file, undefined);
  if (old && isAlive(old.pid) && birthOf(old.pid) === old.birth) await waitUntilGone(old.pid, 8_000);
}

function secretsIn(folder) {
  const file = join(folder, 'secrets.json');
  const known = readJson(file, {});
  const secrets = {
    postgresPassword: known.postgresPassword ?? randomBytes(18).toString('base64url'),
    jwtSecret: known.jwtSecret ?? randomBytes(48).toString('base64url'),
  };
  if (Object.keys(secrets).some((name) => known[name] === undefined)) writeJson(file, secrets, 0o600);
  return secrets;
}

export function bankSecretsFile(file, codes) {
  const known = readJson(file, {});
  const missing = codes.filter((code) => !known[code]);
  const key = () => randomBytes(32).toString('base64');
  for (const code of missing) known[code] = { toBank: key(), fromBank: key() };
  if (missing.length > 0 || !existsSync(file)) writeJson(file, known, 0o600);
  return file;
}

export function newOrganKey(code) {
  const pair = createECDH('SM2');
  pair.generateKeys();
  const publicKey = pair.getPublicKey('hex');
  return { keyId: `${code}-${createHash('sha256').update(publicKey).digest('hex').slice(0, 8)}`, privateKey: pair.getPrivateKey('hex').padStart(64, '0'), publicKey };
}

export function organKeyFiles(file, publicFile, codes) {
  const known = readJson(file, {});
  const missing = codes.filter((code) => !known[code]);
  for (const code of missing) known[code] = newOrganKey(code);
  if (missing.length > 0) writeJson(file, known, 0o600);
  // Keys that were replaced stay: their seals still count.
  const open = readJson(publicFile, {});
  const added = Object.entries(known).filter(([, { keyId }]) => !open[keyId]);
  for (const [organCode, { keyId, publicKey }] of added) open[keyId] = { organCode, publicKey };
  if (added.length > 0) writeJson(publicFile, open);
  return { file, publicFile };
}

function logFile(file) {
  if (existsSync(file) && statSync(file).size > LOG_MAX_BYTES) renameSync(file, `${file}.1`);
  return file;
}
