import { readFileSync } from 'node:fs';

/** The fields of /proc/<pid>/stat after the name: the state comes first, the start tick is number 19. Empty off Linux. */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** True while a process with this id runs, whoever owns it. One that has ended but was not collected by its parent does not. */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return statOf(pid)[0] !== 'Z';
}

/**
 * A token that differs between two processes which had the same id at different times
 * (Linux: the start tick of /proc; elsewhere empty, and the id alone must do).
 */
export function birthOf(pid) {
  return statOf(pid)[19] ?? '';
}

/** The command line of a running process, or '' where it cannot be read. */
export function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Resolves true when the process is gone, false when `timeoutMs` passed first. For processes that are not our children. */
export async function waitUntilGone(pid, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() >= deadline) return false;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return true;
}
