import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './prepare/build.mjs';
import { ensureInstalled } from './prepare/install.mjs';
import { ROOT } from './project.mjs';
import { createProgress } from './terminal/progress.mjs';

/** `npm test`: prepares, runs Jest with the given arguments, and ends with Jest's own summary. Returns the exit code. */
export async function testCommand(args) {
  const progress = createProgress({ out: process.stderr });
  try {
    await ensureInstalled(progress);
    await ensureBuilt(progress);
  } catch (error) {
    process.stderr.write(`\n${error.message}\n`);
    return 1;
  }
  const jest = spawn(process.execPath, [join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'), ...args], { cwd: ROOT, stdio: 'inherit' });
  // Ctrl-C reaches Jest by itself; we only wait for it to end.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => jest.kill('SIGTERM'));
  return new Promise((resolve) => jest.once('exit', (code) => resolve(code ?? 1)));
}
