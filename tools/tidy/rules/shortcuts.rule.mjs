import ts from 'typescript';
import { MAY_SKIP } from '../house.mjs';
import { lineOf, visit } from '../read-source.mjs';

/** Notes to oneself and switched-off checks, found in the text of comments. Written in two halves so that this file may be looked at as well. */
const IN_COMMENTS = [
  ['@ts-', 'ignore'], ['@ts-', 'nocheck'], ['eslint-', 'disable'], ['TO', 'DO'], ['FIX', 'ME'],
].map((halves) => halves.join(''));
const LEFT_OUT_CALLS = /^(?:it|test|describe)(?:\.\w+)*\.(?:only|skip|todo|failing)(?:\.each)?$/;
const LEFT_OUT_NAMES = new Set(['fit', 'fdescribe', 'xit', 'xdescribe', 'xtest']);

/** No shortcut that hides a cycle, a table change, a failing test or unfinished work. */
export function* shortcuts(tree) {
  for (const file of tree.files.values()) {
    const found = [];
    const say = (line, what, why) => found.push({ path: file.path, line, zh: `不许走捷径：${what}`, en: `${what}: ${why}` });
    visit(file.syntax, (node) => {
      const line = () => lineOf(file.syntax, node);
      if (ts.isIdentifier(node) && node.text === 'forwardRef') say(line(), 'forwardRef', 'it hides a cycle');
      if (ts.isDecorator(node) && /^@(?:\w+\.)?Global\b/.test(node.getText())) say(line(), '@Global', 'a room says what it takes');
      if (isSynchronize(node)) say(line(), 'synchronize: true', 'tables change by migrations only');
      if (ts.isCallExpression(node) && !MAY_SKIP.has(file.path) && isLeftOut(node)) say(line(), node.expression.getText(), 'every test runs (describe-with.ts announces what cannot)');
    });
    for (const [index, text] of file.text.split('\n').entries()) {
      const comment = /(?:\/\/|\/\*|^\s*\*)(.*)$/.exec(text)?.[1];
      const word = comment && IN_COMMENTS.find((one) => new RegExp(`(?<![\\w])${one}(?![\\w])`).test(comment));
      if (word) say(index + 1, word, 'finish it, or write it down where it will be found');
    }
    yield* found;
  }
}

function isSynchronize(node) {
  if (!ts.isPropertyAssignment(node)) return false;
  return node.name.getText().replace(/['"]/g, '') === 'synchronize' && node.initializer.kind === ts.SyntaxKind.TrueKeyword;
}

function isLeftOut(call) {
  const callee = call.expression.getText();
  return LEFT_OUT_CALLS.test(callee) || LEFT_OUT_NAMES.has(callee);
}
