import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../project.mjs';

const data = (name) => JSON.parse(readFileSync(join(ROOT, 'data', name), 'utf8'));

/** The password all demo accounts share; the seed's own constant, so that what we show is what it wrote. */
function sharedPassword() {
  const seed = join(ROOT, 'dist', 'apps', 'api', 'src', 'seed', 'demo-data.js');
  return existsSync(seed) ? createRequire(seed)(seed).DEMO_PASSWORD : '';
}

/** The accounts that the seed makes for trying out, with their password and the name of where they sit. */
export function demoUsers() {
  const organs = new Map(data('organs-shandong.json').map(({ code, name }) => [code, name]));
  const institutions = new Map(data('institutions.json').map(({ code, name }) => [code, name.zh]));
  const password = sharedPassword();
  return data('demo-users.json').map((user) => ({ ...user, password, place: organs.get(user.organCode) ?? institutions.get(user.institutionCode) ?? '' }));
}
