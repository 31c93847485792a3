import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODE_FILE, CODE_FOLDERS, DOCUMENTS } from './house.mjs';
import { readSource } from './read-source.mjs';

const LEFT_OUT = new Set(['node_modules', 'dist', 'target', 'coverage']);

/**
 * What the rules look at: every code file read once, every path that exists, and the documents that name paths.
 * @returns {{ root: string, files: Map<string, import('./read-source.mjs').Source>, paths: Set<string>, documents: Map<string, string> }}
 */
export function readTree(root) {
  const paths = new Set(walk(root, ''));
  const files = new Map();
  for (const path of paths) {
    if (!CODE_FOLDERS.includes(path.split('/')[0]) || !CODE_FILE.test(path)) continue;
    const text = ifThere(() => readFileSync(join(root, path), 'utf8'));
    if (text === undefined) paths.delete(path);
    else files.set(path, readSource(path, text));
  }
  const named = [...DOCUMENTS, ...[...paths].filter((path) => path.startsWith('docs/') && path.endsWith('.md'))];
  const documents = new Map(named.filter((path) => existsSync(join(root, path))).map((path) => [path, readFileSync(join(root, path), 'utf8')]));
  return { root, files, paths, documents };
}

/** The same tree with some files put on top (text) or taken away (null): how a rule is tried on a violation. */
export function plant(tree, changes) {
  const files = new Map(tree.files);
  const paths = new Set(tree.paths);
  const documents = new Map(tree.documents);
  for (const [path, text] of Object.entries(changes)) {
    for (const shelf of [files, paths, documents]) shelf.delete(path);
    if (text === null) continue;
    paths.add(path);
    if (path.endsWith('.md')) documents.set(path, text);
    else files.set(path, readSource(path, text));
  }
  return { ...tree, files, paths, documents };
}

/** Tests of other rooms make files and folders and remove them while we look. */
function ifThere(look) {
  try {
    return look();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function* walk(root, folder) {
  for (const entry of ifThere(() => readdirSync(join(root, folder), { withFileTypes: true })) ?? []) {
    if (LEFT_OUT.has(entry.name) || (folder === '' && entry.name.startsWith('.'))) continue;
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) yield* walk(root, path);
    else yield path;
  }
}
