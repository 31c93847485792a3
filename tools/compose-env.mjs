/** Writes .env and the bank keys for docker-compose.yml, with random secrets; keeps what is there already. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.mjs';

const envFile = join(ROOT, '.env');
const keysFile = join(ROOT, '.data', 'compose-bank-keys.json');

if (!existsSync(keysFile)) {
  mkdirSync(join(ROOT, '.data'), { recursive: true });
  const institutions = JSON.parse(readFileSync(join(ROOT, 'data', 'institutions.json'), 'utf8'));
  const key = () => randomBytes(32).toString('base64');
  const keys = Object.fromEntries(institutions.map(({ code }) => [code, { toBank: key(), fromBank: key() }]));
  // Readable for the containers' unprivileged user, whose id is not ours; .data itself is closed to others' listing.
  writeFileSync(keysFile, JSON.stringify(keys, null, 2), { mode: 0o644 });
}
if (existsSync(envFile)) {
  console.log(`.env 已存在，未改动 · exists and was left alone`);
} else {
  const lines = [
    `POSTGRES_PASSWORD=${randomBytes(24).toString('hex')}`,
    `JWT_SECRET=${randomBytes(48).toString('base64url')}`,
    'BANK_KEYS_FILE=./.data/compose-bank-keys.json',
  ];
  writeFileSync(envFile, `${lines.join('\n')}\n`, { mode: 0o600 });
  console.log('已写入 .env 与银行密钥 · wrote .env and the bank keys. 下一步 next: docker compose up --build');
}
