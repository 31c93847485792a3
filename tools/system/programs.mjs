import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../project.mjs';
import { StartFailure } from '../start-failure.mjs';

/** The built programs, by the name they have everywhere. */
const PROGRAMS = {
  simulator: 'dist/apps/bank-simulator/src/main.js',
  migrate: 'dist/libs/ledger/src/migrate.main.js',
  seed: 'dist/apps/api/src/seed/seed.main.js',
  api: 'dist/apps/api/src/main.js',
  worker: 'dist/apps/dispatch-worker/src/main.js',
};

/** Absolute paths of all programs under `root`; throws when one is not built. */
export function builtPrograms(root = ROOT) {
  const programs = Object.fromEntries(Object.entries(PROGRAMS).map(([name, path]) => [name, join(root, path)]));
  const missing = Object.values(programs).filter((path) => !existsSync(path));
  if (missing.length > 0) throw new StartFailure(`尚未编译 not built yet: ${missing.join(', ')}\n  npm run build`);
  return programs;
}
