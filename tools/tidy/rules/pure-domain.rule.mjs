import ts from 'typescript';
import { isSpec, PURE_ROOM } from '../house.mjs';
import { lineOf, visit } from '../read-source.mjs';

/** Names through which the surroundings would come in unasked. */
const SURROUNDINGS = new Set(['process', 'performance', 'crypto', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'require', 'Buffer', 'console', 'globalThis', 'global']);

/** The law imports nothing and is told time, ids and chance: no package, no Node, no decorator, no clock, no dice. */
export function* pureDomain(tree) {
  for (const file of tree.files.values()) {
    if (!file.path.startsWith(`${PURE_ROOM}/`) || isSpec(file.path)) continue;
    for (const { specifier, line } of file.imports) {
      if (!specifier.startsWith('.')) yield { path: file.path, line, zh: `法律不导入任何东西：${specifier}`, en: `the domain imports nothing: ${specifier}` };
    }
    const impure = [];
    visit(file.syntax, (node) => {
      const what = impurityOf(node);
      if (what) impure.push({ path: file.path, line: lineOf(file.syntax, node), zh: `时间、编号、随机须作参数：${what}`, en: `time, ids and chance are arguments: ${what}` });
    });
    yield* impure;
  }
}

function impurityOf(node) {
  if (ts.isDecorator(node)) return node.getText();
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0) return 'new Date()';
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const member = ts.isPropertyAccessExpression(node) ? node.name.text : node.argumentExpression.getText().slice(1, -1);
    const text = `${node.expression.getText()}.${member}`;
    if (text === 'Date.now' || text === 'Math.random') return text;
  }
  return ts.isIdentifier(node) && SURROUNDINGS.has(node.text) && isFree(node) ? node.text : undefined;
}

/** True for the thing itself, false for a property, a field or a key that happens to be called so. */
function isFree(node) {
  return node.parent.name !== node || ts.isShorthandPropertyAssignment(node.parent);
}
