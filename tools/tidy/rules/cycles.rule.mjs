import { resolveImport } from '../resolve-import.mjs';

/** No file may reach itself by following imports; types count too, because they tie readers just as well. */
export function* cycles(tree) {
  const state = new Map();
  const trail = [];
  const found = [];
  const enter = (path) => {
    state.set(path, 'open');
    trail.push(path);
    for (const { specifier, line } of tree.files.get(path)?.imports ?? []) {
      const next = resolveImport(tree, path, specifier).path;
      if (next === undefined || !tree.files.has(next)) continue;
      if (state.get(next) === 'open') found.push({ path, line, ring: [...trail.slice(trail.indexOf(next)), next] });
      else if (!state.has(next)) enter(next);
    }
    trail.pop();
    state.set(path, 'done');
  };
  for (const path of tree.files.keys()) if (!state.has(path)) enter(path);
  for (const { path, line, ring } of found) yield { path, line, zh: `循环导入：${ring.join(' → ')}`, en: `import cycle: ${ring.join(' -> ')}` };
}
