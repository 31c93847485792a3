import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as domain from '#domain';
import { checkHouse, plant, readTree, RULES, type Tree } from '../tools/tidy/check-house.mjs';
import { drawLawPage } from '../tools/tidy/draw-law-page.mjs';

const ROOT = process.cwd();
/** Words that a rule looks for are put together here, so that this file itself stays clean. */
const half = (...halves: string[]): string => halves.join('');

let tree: Tree;
beforeAll(() => {
  tree = readTree(ROOT);
});

describe('the house as it stands', () => {
  it.each(Object.keys(RULES))('keeps the rule "%s"', (rule) => {
    const found = [...RULES[rule]!(tree)].map(({ path, line, en }) => `${path}:${line} ${en}`);
    expect(found).toEqual([]);
  });

  it('is really looked at: every room has files, and imports through doors are seen', () => {
    for (const room of ['libs/domain', 'libs/ledger', 'libs/fact-stream', 'libs/bank-adapters', 'libs/message-signature', 'apps/api', 'apps/dispatch-worker', 'apps/bank-simulator']) {
      expect([...tree.files.keys()].filter((path) => path.startsWith(`${room}/src/`)).length).toBeGreaterThan(2);
    }
  });

  it('shows the instruction law as it is', () => {
    const page = tree.documents.get('docs/instruction-law.md');
    expect(page).toBe(drawLawPage(domain));
  });
});

/** [rule, what is planted, the files, what the finding must say]. */
const PLANTED: readonly (readonly [rule: string, what: string, files: Record<string, string>, says: RegExp])[] = [
  ['arrows', 'the api calling banks', { 'apps/api/src/intake/planted.ts': `import { registry } from '#bank-adapters';\n` }, /no arrow apps\/api -> #bank-adapters/],
  ['arrows', 'the worker signing by itself', { 'apps/dispatch-worker/src/planted.ts': `const s = await import('#message-signature');\n` }, /no arrow apps\/dispatch-worker/],
  ['arrows', 'the simulator knowing the law', { 'apps/bank-simulator/src/planted.ts': `import type { Fen } from '#domain';\n` }, /no arrow apps\/bank-simulator -> #domain/],
  ['arrows', 'the ledger following the stream', { 'libs/ledger/src/planted.ts': `export * from '#fact-stream';\n` }, /no arrow libs\/ledger -> #fact-stream/],
  ['arrows', 'an adapter reading the books', { 'libs/bank-adapters/src/planted.ts': `let l: import('#ledger').Ledger;\n` }, /no arrow libs\/bank-adapters -> #ledger/],
  ['arrows', 'a signature that knows the law', { 'libs/message-signature/src/planted.ts': `import '#domain';\n` }, /no arrow libs\/message-signature/],
  ['arrows', 'the stream calling banks', { 'libs/fact-stream/src/planted.ts': `const b = require('#bank-adapters');\n` }, /no arrow libs\/fact-stream/],
  ['arrows', 'the console taking more than types', { 'apps/console/src/planted.ts': `import { ruleOn, type Fen } from '#domain';\n` }, /may import types only/],
  ['arrows', 'the console reading the books', { 'apps/console/src/planted.ts': `import type { Ledger } from '#ledger';\n` }, /no arrow apps\/console -> #ledger/],
  ['arrows', 'a way round the door', { 'apps/api/src/planted.ts': `import { fen } from '../../../libs/domain/src/money/money';\n` }, /enter by the door #domain/],
  ['arrows', 'a spec that goes round the door', { 'apps/api/src/planted.spec.ts': `import { fen } from '../../../libs/domain/src/money/money';\n` }, /enter by the door #domain/],
  ['arrows', 'one program inside another', { 'apps/api/src/planted.ts': `import '../../dispatch-worker/src/worker-log';\n` }, /nobody may import from apps\/dispatch-worker/],
  ['arrows', 'running code that needs the tests', { 'apps/api/src/planted.ts': `import { freshDatabase } from '../../../test/infrastructure';\n` }, /running code may not import/],
  ['arrows', 'its own door from inside', { 'libs/ledger/src/planted.ts': `import { Ledger } from '#ledger';\n` }, /not its own door/],
  ['arrows', 'a door that does not exist', { 'apps/api/src/planted.ts': `import '#domian';\n` }, /leads nowhere/],
  ['arrows', 'a file that does not exist', { 'apps/api/src/planted.ts': `import './nowhere-at-all';\n` }, /leads nowhere/],
  ['arrows', 'a room without arrows', { 'libs/planted/src/index.ts': `export {};\n` }, /has no arrows/],
  ['cycles', 'two files that need each other', { 'libs/ledger/src/a.ts': `import './b';\n`, 'libs/ledger/src/b.ts': `import './a';\n` }, /libs\/ledger\/src\/a\.ts/],
  ['cycles', 'a ring through a door', { 'libs/message-signature/src/index.ts': `export * from './a';\n`, 'libs/message-signature/src/a.ts': `import '#message-signature';\n` }, /cycle/],
  ['pure-domain', 'a package', { 'libs/domain/src/planted.ts': `import { v7 } from 'uuid';\n` }, /imports nothing: uuid/],
  ['pure-domain', 'Node itself', { 'libs/domain/src/planted.ts': `import type { Buffer } from 'node:buffer';\n` }, /imports nothing: node:buffer/],
  ['pure-domain', 'another room', { 'libs/domain/src/planted.ts': `import '#ledger';\n` }, /imports nothing: #ledger/],
  ['pure-domain', 'a decorator', { 'libs/domain/src/planted.ts': `@sealed class A {}\n` }, /@sealed/],
  ['pure-domain', 'a clock', { 'libs/domain/src/planted.ts': `export const now = () => Date.now();\n` }, /Date\.now/],
  ['pure-domain', 'a clock by its other name', { 'libs/domain/src/planted.ts': `export const now = new Date();\n` }, /new Date\(\)/],
  ['pure-domain', 'a clock behind brackets', { 'libs/domain/src/planted.ts': `export const now = Date['now']();\n` }, /Date\.now/],
  ['pure-domain', 'dice', { 'libs/domain/src/planted.ts': `export const dice = Math.random();\n` }, /Math\.random/],
  ['pure-domain', 'the surroundings', { 'libs/domain/src/planted.ts': `export const speed = process.env['CLOCK_SPEED'];\n` }, /process/],
  ['shortcuts', 'a hidden cycle', { 'apps/api/src/planted.ts': `inject(${half('forward', 'Ref')}(() => A));\n` }, /hides a cycle/],
  ['shortcuts', 'a global module', { 'apps/api/src/planted.module.ts': `@${half('Glo', 'bal')}() @Module({}) export class A {}\n` }, /Global/],
  ['shortcuts', 'tables that change by themselves', { 'libs/ledger/src/planted.ts': `export const o = { ${half('synchro', 'nize')}: true };\n` }, /by migrations only/],
  ['shortcuts', 'a lonely test', { 'apps/api/src/planted.spec.ts': `it.${half('on', 'ly')}('x', () => {});\n` }, /every test runs/],
  ['shortcuts', 'a skipped suite', { 'test/planted.spec.ts': `describe.${half('sk', 'ip')}('x', () => {});\n` }, /every test runs/],
  ['shortcuts', 'a promised test', { 'test/planted.spec.ts': `test.${half('to', 'do')}('x');\n` }, /every test runs/],
  ['shortcuts', 'a crossed-out test', { 'test/planted.spec.ts': `${half('x', 'it')}('x', () => {});\n` }, /every test runs/],
  ['shortcuts', 'a gagged compiler', { 'apps/api/src/planted.ts': `// ${half('@ts-', 'ignore')}\nexport {};\n` }, /finish it/],
  ['shortcuts', 'a gagged linter', { 'apps/api/src/planted.ts': `/* ${half('eslint-', 'disable')} */\n` }, /finish it/],
  ['shortcuts', 'a note to oneself', { 'apps/api/src/planted.ts': `export const a = 1; // ${half('TO', 'DO')}: later\n` }, /finish it/],
  ['shortcuts', 'a note in a long comment', { 'apps/api/src/planted.ts': `/**\n * ${half('FIX', 'ME')} later\n */\n` }, /finish it/],
  ['sizes', 'a long file', { 'apps/api/src/planted.ts': 'export {};\n'.repeat(251) }, /251 lines/],
  ['sizes', 'a crowded folder', Object.fromEntries(Array.from({ length: 26 }, (_, n) => [`libs/ledger/src/planted/row-${n}.ts`, 'export {};\n'])), /26 files/],
  ['names', 'a camel', { 'apps/api/src/reportIncident.ts': 'export {};\n' }, /kebab case/],
  ['names', 'a drawer for everything', { 'apps/api/src/helpers/format-yuan.ts': 'export {};\n' }, /no folder is called helpers/],
  ['names', 'a drawer deep inside', { 'libs/ledger/src/journal/common/a.ts': 'export {};\n' }, /no folder is called common/],
  ['names', 'a name that says nothing', { 'apps/api/src/intake/utils.ts': 'export {};\n' }, /does not say/],
  ['documents', 'a door into the void', { 'ARCHITECTURE.md': 'Read `apps/api/src/nowhere.ts`.\n' }, /nowhere\.ts/],
  ['documents', 'a dead link', { 'README.md': '\n[see](docs/nowhere.md#top)\n' }, /docs\/nowhere\.md/],
];

describe('a planted violation is found', () => {
  it.each(PLANTED)('%s: %s', (rule, _what, files, says) => {
    const before = new Set([...RULES[rule]!(tree)].map(({ path, line, en }) => `${path}:${line} ${en}`));
    const found = [...RULES[rule]!(plant(tree, files))].map(({ path, line, en }) => `${path}:${line} ${en}`);
    expect(found.filter((one) => !before.has(one)).join('\n')).toMatch(says);
  });

  it('covers every rule', () => {
    expect(new Set(PLANTED.map(([rule]) => rule))).toEqual(new Set(Object.keys(RULES)));
  });

  it.each([
    ['an arrow', { 'apps/api/src/planted.ts': `import type { Fen } from '#domain';\nimport { Ledger } from '#ledger';\n` }],
    ['types for the console', { 'apps/console/src/planted.ts': `import type { Fen } from '#domain';\nimport { type Fact } from '#domain';\n` }],
    ['a spec that plays a bank', { 'apps/dispatch-worker/src/planted.spec.ts': `import { signMessage } from '#message-signature';\nimport { freshDatabase } from '../../../test/infrastructure';\n` }],
    ['a date that was given, and a key called process', { 'libs/domain/src/planted.ts': `export const a = (iso: string) => ({ process: new Date(iso), b: { process: 1 }.process });\n` }],
    ['what a string or an ordinary word says', { 'apps/api/src/planted.ts': `export const a = 'a list of ${half('TO', 'DO')}s';\nexport const skip = 1;\n` }],
  ])('and nothing else is: %s', (_what, files) => {
    const planted = checkHouse(plant(tree, files)).filter(({ path }) => Object.keys(files).includes(path));
    expect(planted).toEqual([]);
  });
});

describe('node tools/tidy.mjs', () => {
  it('names the place in a copy on disk and ends with 1', () => {
    const copy = mkdtempSync(join(tmpdir(), 'house-copy-'));
    try {
      for (const part of ['apps', 'libs', 'docs', 'README.md', 'ARCHITECTURE.md']) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
      writeFileSync(join(copy, 'libs/domain/src/money/planted.ts'), `import { hash } from 'node:crypto';\n`);
      const { status, stdout } = spawnSync(process.execPath, ['tools/tidy.mjs', '--root', copy], { cwd: ROOT, encoding: 'utf8' });
      expect(stdout).toContain('libs/domain/src/money/planted.ts:1');
      expect(stdout).toMatch(/✗ pure-domain \(1\)/);
      expect(status).toBe(1);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
