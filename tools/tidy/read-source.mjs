import ts from 'typescript';

/**
 * One code file as the rules see it.
 * @typedef {{ path: string, text: string, lines: number, imports: Import[], syntax: ts.SourceFile }} Source
 * @typedef {{ specifier: string, line: number, typeOnly: boolean }} Import
 */

/** Parses without a type checker: 300 files take well under a second. @returns {Source} */
export function readSource(path, text) {
  const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const imports = [];
  visit(syntax, (node) => {
    const found = importIn(node);
    if (found) imports.push({ ...found, line: lineOf(syntax, node) });
  });
  return { path, text, lines, imports, syntax };
}

/** Calls `see` for every node of the file. */
export function visit(node, see) {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

export function lineOf(syntax, node) {
  return syntax.getLineAndCharacterOfPosition(node.getStart(syntax)).line + 1;
}

/** import, export … from, import = require, import(), require(), require.resolve(), jest.mock(), and import('…') in types. */
function importIn(node) {
  if (ts.isImportDeclaration(node)) return { specifier: node.moduleSpecifier.text, typeOnly: isTypeOnly(node.importClause, node.importClause?.namedBindings) };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) return { specifier: node.moduleSpecifier.text, typeOnly: isTypeOnly(node, node.exportClause) };
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) return { specifier: node.moduleReference.expression.text, typeOnly: node.isTypeOnly };
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return { specifier: node.argument.literal.text, typeOnly: true };
  if (!ts.isCallExpression(node)) return undefined;
  const callee = node.expression.getText();
  const first = node.arguments[0];
  const loads = callee === 'import' || /^(?:require|require\.resolve|jest\.\w*[mM]ock|jest\.requireActual)$/.test(callee);
  return loads && first && ts.isStringLiteralLike(first) ? { specifier: first.text, typeOnly: false } : undefined;
}

function isTypeOnly(clause, bindings) {
  if (!clause) return false;
  if (clause.isTypeOnly || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = bindings && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings)) ? bindings.elements : undefined;
  return !clause.name && named !== undefined && named.length > 0 && named.every((element) => element.isTypeOnly);
}
