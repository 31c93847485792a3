import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { StartFailure } from '../start-failure.mjs';

const BAD_CONFIGURATION = 78;
const lastLines = (text) => text.trim().split('\n').slice(-15).join('\n');

/** Runs a one-shot Node script to its end; its output goes to the log file, and into the error when it fails. */
export function runOnce({ name, script, env, cwd, logFile }) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(process.execPath, ['--enable-source-maps', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    const take = (chunk) => {
      output += chunk;
      appendFileSync(logFile, chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new StartFailure(`${name} 失败 failed (${signal ?? `exit ${code}`}):\n${lastLines(output)}`, code === BAD_CONFIGURATION ? code : 1));
    });
  });
}
