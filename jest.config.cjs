/** NestJS 12 ships ES modules only; Jest on Node 20 runs CommonJS, so Nest is compiled on the way in (see docs/decisions). */
/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  globalSetup: '<rootDir>/test/infrastructure/global-setup.mjs',
  globalTeardown: '<rootDir>/test/infrastructure/global-teardown.mjs',
  testTimeout: 30_000,
  testMatch: ['**/*.spec.ts', '**/*.spec.tsx'],
  transform: { '^.+\\.(ts|tsx|js|mjs)$': '@swc/jest' },
  transformIgnorePatterns: ['/node_modules/(?!(@nestjs|uid|file-type|strtok3|token-types|@tokenizer|uint8array-extras|@borewit|jose)/)'],
  moduleNameMapper: {
    '^#domain$': '<rootDir>/libs/domain/src',
    '^#ledger$': '<rootDir>/libs/ledger/src',
    '^#fact-stream$': '<rootDir>/libs/fact-stream/src',
    '^#bank-adapters$': '<rootDir>/libs/bank-adapters/src',
    '^#message-signature$': '<rootDir>/libs/message-signature/src',
  },
};
