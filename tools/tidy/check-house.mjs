import { arrows } from './rules/arrows.rule.mjs';
import { cycles } from './rules/cycles.rule.mjs';
import { documents } from './rules/documents.rule.mjs';
import { names } from './rules/names.rule.mjs';
import { pureDomain } from './rules/pure-domain.rule.mjs';
import { shortcuts } from './rules/shortcuts.rule.mjs';
import { sizes } from './rules/sizes.rule.mjs';

export { plant, readTree } from './read-tree.mjs';

/** Every rule by its name. A rule is a function from the tree to what it finds wrong. */
export const RULES = { arrows, cycles, 'pure-domain': pureDomain, shortcuts, sizes, names, documents };

/** Runs all rules. @returns {{ rule: string, path: string, line: number, zh: string, en: string }[]} */
export function checkHouse(tree) {
  return Object.entries(RULES).flatMap(([rule, check]) => [...check(tree)].map((violation) => ({ rule, ...violation })));
}
