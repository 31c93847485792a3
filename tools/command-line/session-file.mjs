import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from '../project.mjs';

const placeOf = (env) => join(resolve(env.DATA_DIR ?? join(ROOT, '.data')), 'zf-session.json');

/** Keeps a login in the data folder, readable by its owner only. */
export function keepSession(session, env = process.env) {
  const place = placeOf(env);
  mkdirSync(resolve(place, '..'), { recursive: true });
  writeFileSync(place, JSON.stringify(session), { mode: 0o600 });
  // An older file keeps its rights when it is overwritten.
  chmodSync(place, 0o600);
  return place;
}

export function forgetSession(env = process.env) {
  rmSync(placeOf(env), { force: true });
}

/** The login that was kept: its address and token; empty when there is none. */
export function readSession(env = process.env) {
  const place = placeOf(env);
  if (!existsSync(place)) return {};
  try {
    return JSON.parse(readFileSync(place, 'utf8'));
  } catch {
    // Unreadable is as good as none: the api says that a login is needed.
    return {};
  }
}
