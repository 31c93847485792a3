import { posix } from 'node:path';
import { NO_FOLDERS, NO_NAMES } from '../house.mjs';

/** `noun.role.ts` or `verb-phrase.ts`, in kebab case. */
const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*\.(?:d\.)?(?:tsx?|m?js|cjs|mts|cts|jsx)$/;

/** A name says what is inside. */
export function* names(tree) {
  const seen = new Set();
  for (const path of tree.files.keys()) {
    const file = posix.basename(path);
    if (!KEBAB.test(file)) yield { path, line: 0, zh: '文件名应为 noun.role.ts 或 verb-phrase.ts', en: 'name it noun.role.ts or verb-phrase.ts, in kebab case' };
    if (NO_NAMES.has(file.split('.')[0])) yield { path, line: 0, zh: '文件名说不出内容', en: 'the name does not say what is inside' };
    for (const folder of posix.dirname(path).split('/')) {
      const whole = path.slice(0, path.indexOf(`${folder}/`) + folder.length);
      if (!NO_FOLDERS.has(folder) || seen.has(whole)) continue;
      seen.add(whole);
      yield { path: whole, line: 0, zh: `不许有名为 ${folder} 的文件夹`, en: `no folder is called ${folder}: name it after what is inside` };
    }
  }
}
