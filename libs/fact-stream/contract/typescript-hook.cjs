/** Lets a child process of a test run the TypeScript sources as they are: what @swc/jest does for the tests themselves. */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');
const { transformSync } = require('@swc/core');

const ROOT = resolve(__dirname, '../../..');
const OPTIONS = JSON.parse(readFileSync(join(ROOT, '.swcrc'), 'utf8'));

require.extensions['.ts'] = (module, filename) => {
  module._compile(transformSync(readFileSync(filename, 'utf8'), { ...OPTIONS, filename, swcrc: false }).code, filename);
};
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) =>
  resolveFilename(request.startsWith('#') ? join(ROOT, 'libs', request.slice(1), 'src', 'index.ts') : request, ...rest);
