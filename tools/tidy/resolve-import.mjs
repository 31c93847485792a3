import { posix } from 'node:path';
import { DOORS } from './house.mjs';

const ENDINGS = ['', '.ts', '.tsx', '.mts', '.d.ts', '.mjs', '.js', '.json', '.css', '.svg', '/index.ts', '/index.tsx', '/index.mjs'];

/**
 * Where an import leads: a path of the tree, or `undefined` for packages and Node's own modules.
 * `missing` means that it should lead into the tree and does not: such an import would make every other rule blind.
 */
export function resolveImport(tree, from, specifier) {
  if (specifier.startsWith('#')) {
    const path = DOORS.get(specifier);
    return path && tree.paths.has(path) ? { path } : { missing: true };
  }
  if (!specifier.startsWith('.')) return {};
  const wanted = posix.join(posix.dirname(from), specifier.replace(/\?(?:raw|url|inline)$/, ''));
  const stem = wanted.replace(/\.(?:js|mjs)$/, '');
  for (const ending of ENDINGS) if (tree.paths.has(wanted + ending)) return { path: wanted + ending };
  for (const ending of ['.ts', '.tsx', '.mts', '.d.mts']) if (tree.paths.has(stem + ending)) return { path: stem + ending };
  return { missing: true };
}
