import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { birthOf, isAlive } from './alive.mjs';

/** Who holds the lock file, or undefined when nobody alive does. */
export function holderOf(file) {
  let held;
  try {
    held = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
  const alive = isAlive(held.pid) && (held.birth === '' || held.birth === birthOf(held.pid));
  return alive ? held : undefined;
}

/** Takes the lock file if it is free or its holder is dead. Returns a function that gives it back, or undefined. */
export function tryLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid), since: new Date().toISOString() });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (holderOf(file)) return undefined;
      rmSync(file, { force: true });
    }
  }
  return undefined;
}

/** Runs `work` while holding the lock; waits for another process which holds it. */
export async function withLock(file, work) {
  let release = tryLock(file);
  while (!release) {
    await new Promise((wake) => setTimeout(wake, 200));
    release = tryLock(file);
  }
  try {
    return await work();
  } finally {
    release();
  }
}
