import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * A second process which ends what we started when we are killed without a chance to do so
 * ourselves (kill -9, a crashed test run). It learns that we are gone from the end of its stdin.
 */
export function startGuardian() {
  const guard = spawn(process.execPath, [fileURLToPath(new URL('./guardian.process.mjs', import.meta.url))], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    windowsHide: true,
  });
  guard.unref();
  guard.stdin.unref?.();
  guard.stdin.on('error', () => undefined);
  const tell = (message) => guard.stdin.write(`${JSON.stringify(message)}\n`);
  return {
    pid: guard.pid,
    /** From now on `pid` is ended with `signal` (and SIGKILL 4 s later) should we die. */
    watch: (pid, signal = 'SIGTERM') => tell({ watch: pid, signal }),
    forget: (pid) => tell({ forget: pid }),
    /** A temporary folder, removed after the processes have ended. */
    remove: (folder) => tell({ remove: folder }),
    /** We are done: the guard ends what we did not end (normally nothing), removes the folders and goes. */
    dismiss: () => guard.stdin.end(),
  };
}
