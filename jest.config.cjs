const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Jest on Node 20 runs CommonJS, while NestJS 12 and more and more others ship ES modules only: packages that say
 * `"type": "module"` are compiled on the way in (see docs/decisions). Asked of the packages themselves, so an update needs no edit here.
 */
function moduleOnlyPackages() {
  const folder = join(__dirname, 'node_modules');
  const inside = (name) => (name.startsWith('@') ? readdirSync(join(folder, name)).map((part) => `${name}/${part}`) : [name]);
  const names = readdirSync(folder).filter((name) => !name.startsWith('.')).flatMap(inside);
  return names.filter((name) => {
    try {
      return JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')).type === 'module';
    } catch (fault) {
      if (fault.code === 'ENOENT' || fault.code === 'ENOTDIR') return false;
      throw fault;
    }
  });
}

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Inside the checkout: a test run leaves nothing behind on the machine.
  cacheDirectory: '<rootDir>/.cache/jest',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  globalSetup: '<rootDir>/test/infrastructure/global-setup.mjs',
  globalTeardown: '<rootDir>/test/infrastructure/global-teardown.mjs',
  testTimeout: 30_000,
  testMatch: ['**/*.spec.ts', '**/*.spec.tsx'],
  transform: { '^.+\\.(ts|tsx|js|mjs)$': '@swc/jest' },
  transformIgnorePatterns: [`/node_modules/(?!(${moduleOnlyPackages().join('|')})/)`],
  moduleNameMapper: {
    '^#domain$': '<rootDir>/libs/domain/src',
    '^#ledger$': '<rootDir>/libs/ledger/src',
    '^#fact-stream$': '<rootDir>/libs/fact-stream/src',
    '^#bank-adapters$': '<rootDir>/libs/bank-adapters/src',
    '^#electronic-seal$': '<rootDir>/libs/electronic-seal/src',
    '^#message-signature$': '<rootDir>/libs/message-signature/src',
  },
};
