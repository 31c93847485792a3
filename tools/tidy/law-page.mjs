import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../project.mjs';
import { drawLawPage } from './draw-law-page.mjs';

const PAGE = 'docs/instruction-law.md';
const BUILT_LAW = 'dist/libs/domain/src/index.js';

/** Writes the page from the built law and returns its path. */
export function writeLawPage(root = ROOT) {
  const law = createRequire(import.meta.url)(join(root, BUILT_LAW));
  writeFileSync(join(root, PAGE), drawLawPage(law));
  return PAGE;
}

export function readLawPage(root = ROOT) {
  return readFileSync(join(root, PAGE), 'utf8');
}
