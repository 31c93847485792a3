/** Writes .env, the bank keys and the organs' seal keys for docker-compose.yml, with random secrets; keeps what is there already. */
import { randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.mjs';
import { bankSecretsFile, organKeyFiles } from './system/data-folder.mjs';

const envFile = join(ROOT, '.env');
const place = (name) => join(ROOT, '.data', name);
const codesOf = (name) => JSON.parse(readFileSync(join(ROOT, 'data', name), 'utf8')).map(({ code }) => code);

mkdirSync(join(ROOT, '.data'), { recursive: true });
const bankKeys = bankSecretsFile(place('compose-bank-keys.json'), codesOf('institutions.json'));
const organKeys = organKeyFiles(place('compose-organ-keys.json'), place('compose-organ-public-keys.json'), codesOf('organs-shandong.json'));
// Readable for the containers' unprivileged user, whose id is not ours; .data itself is closed to others' listing.
for (const file of [bankKeys, organKeys.file, organKeys.publicFile]) chmodSync(file, 0o644);

const wanted = {
  POSTGRES_PASSWORD: randomBytes(24).toString('hex'), JWT_SECRET: randomBytes(48).toString('base64url'),
  BANK_KEYS_FILE: './.data/compose-bank-keys.json', ORGAN_KEYS_FILE: './.data/compose-organ-keys.json', ORGAN_PUBLIC_KEYS_FILE: './.data/compose-organ-public-keys.json',
};
const before = existsSync(envFile) ? readFileSync(envFile, 'utf8') : '';
// An .env from before there were seals lacks their files; whatever stands in it stays.
const missing = Object.entries(wanted).filter(([name]) => !new RegExp(`^${name}=`, 'm').test(before));
if (missing.length === 0) {
  console.log('.env 已齐全，未改动 · is complete and was left alone');
} else {
  const lines = missing.map(([name, value]) => `${name}=${value}\n`).join('');
  if (before) appendFileSync(envFile, `${before.endsWith('\n') ? '' : '\n'}${lines}`);
  else writeFileSync(envFile, lines, { mode: 0o600 });
  console.log('已写入 .env、银行密钥与签章密钥 · wrote .env, the bank keys and the seal keys. 下一步 next: docker compose up --build');
}
