import { spawn } from 'node:child_process';
import { ROOT } from '../project.mjs';
import { StartFailure } from '../start-failure.mjs';

/** Runs a program in the project's root; its output is shown only when it fails (as the error's message). */
export function runQuietly(program, args, { env = process.env, what, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(program, args, { cwd: ROOT, env, shell, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    // Should we be told to end meanwhile, it must not go on alone.
    const endToo = () => child.kill();
    process.once('exit', endToo);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.removeListener('exit', endToo);
      if (code === 0) resolve(output);
      else reject(new StartFailure(`${what ?? program} 失败 failed (${signal ?? `exit ${code}`}):\n${output.trim().split('\n').slice(-25).join('\n')}`));
    });
  });
}
