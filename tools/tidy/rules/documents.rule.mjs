import { posix } from 'node:path';

const IN_TICKS = /`((?:apps|libs|tools|test|docs|data)\/[\w./@-]*|[A-Z]+\.md|docker-compose\.yml|Dockerfile)`/g;
const LINK = /\]\(([^)\s]+)\)/g;

/** Every path that a document names exists: a front door may not lead into the void. */
export function* documents(tree) {
  for (const [document, text] of tree.documents) {
    for (const [index, line] of text.split('\n').entries()) {
      for (const path of pathsIn(document, line)) {
        if (!exists(tree, path)) yield { path: document, line: index + 1, zh: `所指不存在：${path}`, en: `names what does not exist: ${path}` };
      }
    }
  }
}

function pathsIn(document, line) {
  const ticked = [...line.matchAll(IN_TICKS)].map(([, path]) => path);
  const linked = [...line.matchAll(LINK)].map(([, target]) => target.split('#')[0]).filter((target) => target && !/^[a-z]+:/.test(target));
  return [...ticked, ...linked.map((target) => posix.join(posix.dirname(document), target))];
}

function exists(tree, path) {
  const plain = path.replace(/\/$/, '');
  if (tree.paths.has(plain)) return true;
  for (const known of tree.paths) if (known.startsWith(`${plain}/`)) return true;
  return false;
}
