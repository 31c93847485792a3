import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
  } catch {
    return undefined;
  }
}

/** Processor seconds of a process and of its children, running or ended (PostgreSQL works in children). */
export function processorSeconds(pid) {
  let ticks = 0;
  const own = statOf(pid);
  // Fields after the name: utime 11, stime 12, and those of collected children 13, 14.
  if (own) ticks += own[11] + own[12] + own[13] + own[14];
  for (const other of readdirSync('/proc')) {
    if (!/^\d+$/.test(other)) continue;
    const stat = statOf(Number(other));
    if (stat?.[1] === pid) ticks += stat[11] + stat[12] + stat[13] + stat[14];
  }
  return ticks / TICKS_PER_SECOND;
}

/** Processor seconds of everything on the machine since it was started, idle time left out. */
export function machineSeconds() {
  const [, user, nice, system, , , irq, softirq] = readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/\s+/).map(Number);
  return (user + nice + system + irq + softirq) / TICKS_PER_SECOND;
}

/** Resident memory in MiB. */
export function residentMiB(pid) {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
