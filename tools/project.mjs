/** Where things lie, as seen from the tools. Nothing here needs an installed package. */
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Downloads and locks that every copy of this clone may share; git-ignored. */
export const CACHE = join(ROOT, '.cache');

/** Creates the cache folder if needed and returns a path inside it. */
export function inCache(...parts) {
  mkdirSync(CACHE, { recursive: true });
  return join(CACHE, ...parts);
}
