/** What the project wants to reach (issue 4, "Speed"): printed beside the figures, never asserted, because a busy machine is no fault of the code. */
const RATIO_MAX = 1.5;
const HOP_P50_MS_MAX = 3;
const INSTRUCTIONS_PER_SECOND = 5_000;
const SOCKETS_P99_MS_MAX = 100;
/** The highest rate at which the p99 is at most so many ms counts as sustained. */
export const RAMP_P99_MS_MAX = 50;
export const RAMP_TARGET_PER_SECOND = 1_000;

/** The targets that this load can show, with what was measured. */
export function targetsOf(summary, { stream = 'embedded', sockets = 0 } = {}) {
  const targets = [];
  const { ours } = summary.systems;
  const add = (what, value, reached) => value !== null && value !== undefined && targets.push({ what, value, reached });
  if (summary.ratios && stream === 'embedded' && summary.accounts * summary.layers === 1 && [50, 200].includes(summary.rate)) {
    for (const stage of ['toBank', 'toPush']) {
      for (const p of ['p50', 'p99']) add(`${stage} ${p} ≤ ${RATIO_MAX} × floor`, summary.ratios[stage][p], summary.ratios[stage][p] <= RATIO_MAX);
    }
  }
  if (ours && summary.layers > 1) {
    add(`hop p50 ≤ ${HOP_P50_MS_MAX} ms`, ours.latency.hop.p50, ours.latency.hop.p50 <= HOP_P50_MS_MAX);
    const perSecond = Math.round(ours.reachedPerSecond * summary.accounts * summary.layers);
    add(`instructions/s ≥ ${INSTRUCTIONS_PER_SECOND}`, perSecond, perSecond >= INSTRUCTIONS_PER_SECOND);
  }
  if (ours && sockets >= 1_000) add(`push to ${sockets} sockets p99 ≤ ${SOCKETS_P99_MS_MAX} ms`, ours.latency.toSockets?.p99, ours.latency.toSockets?.p99 <= SOCKETS_P99_MS_MAX);
  return targets;
}
