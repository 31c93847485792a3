/**
 * `npm run lint:structure`: checks the house's plan (arrows, doors, cycles, purity, sizes, names, documents).
 *   node tools/tidy.mjs            prints what is wrong; exit 1 when anything is
 *   node tools/tidy.mjs --write    writes docs/instruction-law.md anew (after a build)
 *   node tools/tidy.mjs --root …   checks another copy
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkHouse, readTree, RULES } from './tidy/check-house.mjs';
import { writeLawPage } from './tidy/law-page.mjs';
import { medianLines } from './tidy/rules/sizes.rule.mjs';
import { ROOT } from './project.mjs';

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false }, root: { type: 'string', default: ROOT } } });
const since = Date.now();
if (values.write) console.log(`✓ ${writeLawPage()}`);
const tree = readTree(resolve(values.root));
const violations = checkHouse(tree);

for (const rule of Object.keys(RULES)) {
  const found = violations.filter((violation) => violation.rule === rule);
  console.log(`${found.length === 0 ? '✓' : '✗'} ${rule}${found.length === 0 ? '' : ` (${found.length})`}`);
  for (const { path, line, zh, en } of found) console.log(`    ${path}${line > 0 ? `:${line}` : ''}\n      ${zh} · ${en}`);
}
const result = violations.length === 0 ? '结构完好 the house is in order' : `${violations.length} 处不合规 violations`;
console.log(`${result}: ${tree.files.size} files, median ${medianLines(tree)} lines, ${Date.now() - since} ms`);
process.exitCode = violations.length === 0 ? 0 : 1;
