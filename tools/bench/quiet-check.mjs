import { machineSeconds } from './measure/processor-time.mjs';
import { nowMs } from './monotonic.mjs';

const LOOK_MS = 1_000;
/** Above this share of one core, used by others, no verdict counts. */
export const BUSY_PERCENT = 10;

/** Percent of one core that others use now, before we start anything. A busy machine gets a warning: its absolute figures mean little. */
export async function othersCpuPercent() {
  const [since, used] = [nowMs(), machineSeconds()];
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  return Math.round(((machineSeconds() - used) * 100_000) / (nowMs() - since));
}

export function quietWarning(percent) {
  return percent <= BUSY_PERCENT ? undefined : `机器不空闲：其他进程占用 ${percent}% 核；绝对值不可信，只看同轮比值 · the machine is busy (others use ${percent} % of a core): mind the ratios, not the absolute figures`;
}
