import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A long-running program reduced to its contract with the launcher: listen, say ready, end when told or orphaned. */
const SERVER = (port: string) => `
const server = require('node:http').createServer((_, response) => response.end(process.env.${port}));
server.listen(Number(process.env.${port}), '127.0.0.1', () => process.send({ type: 'ready', url: 'http://127.0.0.1:' + server.address().port }));
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
`;

const PROGRAMS: Record<string, string> = {
  'dist/apps/bank-simulator/src/main.js': SERVER('SIMULATOR_PORT'),
  'dist/apps/api/src/main.js': SERVER('PORT'),
  'dist/apps/dispatch-worker/src/main.js': SERVER('WORKER_PORT'),
  'dist/libs/ledger/src/migrate.main.js': `console.log('migrated')`,
  'dist/apps/api/src/seed/seed.main.js': `console.log('seeded', process.env.SIMULATOR_URL)`,
};

/** Writes stand-ins for the built programs into a temporary folder, so that the launcher is tested by itself. */
export function standInPrograms(changed: Record<string, string> = {}): { root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'stand-ins-'));
  for (const [path, source] of Object.entries({ ...PROGRAMS, ...changed })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
