import { RAMP_P99_MS_MAX, RAMP_TARGET_PER_SECOND } from './targets.mjs';

/** Steps up until a step is not carried any more. */
const RATES = [25, 50, 100, 200, 300, 400, 600, 800, 1_000, 1_250, 1_500, 2_000, 2_500, 3_000, 4_000, 6_000, 8_000];
const REACHED_SHARE = 0.97;

/** Did the system carry this load: in time, nothing lost, refused or failed, and at the rate that was asked? */
export function carries(line) {
  const whole = line.lost + line.unfinished + line.refused + line.failed + line.duplicated === 0;
  return whole && line.toPush.p99 !== null && line.toPush.p99 <= RAMP_P99_MS_MAX && line.reachedPerSecond >= line.rate * REACHED_SHARE;
}

/** The highest rate of the steps that a system carries; 0 when it carries none. A step that fails is tried once more: the machine may have been elsewhere. @param measure runs one step and gives its line */
export async function climb(measure) {
  let highest = 0;
  for (const rate of RATES) {
    if (!carries(await measure(rate)) && !carries(await measure(rate))) break;
    highest = rate;
  }
  return highest;
}

export function describeRamp(highest) {
  const lines = Object.entries(highest).map(([name, rate]) => `${name.padEnd(10)} ${rate}/s (p99 ≤ ${RAMP_P99_MS_MAX} ms)`);
  if (highest.ours !== undefined) lines.push(`  ${highest.ours >= RAMP_TARGET_PER_SECOND ? '✓ 达到 reached' : '✗ 未达到 not reached'} ≥ ${RAMP_TARGET_PER_SECOND}/s: ${highest.ours}`);
  return `\n最高持续速率 highest sustained rate\n${lines.join('\n')}`;
}
