import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../project.mjs';

function data(name) {
  const file = join(ROOT, 'data', name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** The accounts that the seed makes for trying out, with their password and the name of where they sit. */
export function demoUsers() {
  const written = data('demo-users.json') ?? [];
  // Either a list of users, or { password, users } with one password for all.
  const { password, users } = Array.isArray(written) ? { users: written } : written;
  const organs = new Map((data('organs-shandong.json') ?? []).map((organ) => [organ.code, organ.name]));
  const institutions = new Map((data('institutions.json') ?? []).map((institution) => [institution.code, institution.name.zh]));
  return users.map((user) => ({
    ...user,
    password: user.password ?? password,
    place: organs.get(user.organCode) ?? institutions.get(user.institutionCode) ?? user.organCode ?? user.institutionCode ?? '',
  }));
}
