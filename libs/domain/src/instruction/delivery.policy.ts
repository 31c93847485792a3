/** How long and how often we try. Policy data, in milliseconds. */
export interface DeliveryPolicy {
  /** Pauses between attempts that were certainly not delivered; the last one repeats. */
  readonly retryDelaysMs: readonly number[];
  /** After this time without delivery a human must reach the institution by another way. */
  readonly giveUpAfterMs: number;
  /** Pauses between status queries about an uncertain instruction; the last one repeats. */
  readonly uncertainQueryDelaysMs: readonly number[];
  /** Pauses between status queries while an institution works on what it accepted; the last one repeats. */
  readonly waitingQueryDelaysMs: readonly number[];
  /** Pauses between status queries while a freeze is queued behind earlier ones: its place is told by the institution or asked for. */
  readonly queuedQueryDelaysMs: readonly number[];
}

export const DEFAULT_DELIVERY_POLICY: DeliveryPolicy = {
  retryDelaysMs: [200, 500, 1_000, 2_000, 5_000, 10_000],
  giveUpAfterMs: 120_000,
  uncertainQueryDelaysMs: [200, 500, 1_000, 2_000, 5_000, 10_000, 30_000],
  waitingQueryDelaysMs: [5_000, 5_000, 10_000, 20_000, 30_000],
  queuedQueryDelaysMs: [3_600_000],
};

/**
 * The pause before the next try, jittered between half and all of the policy's delay, so that many instructions to one
 * institution do not come back in step. `random` is in [0, 1).
 */
export function delayBefore(delaysMs: readonly number[], triesSoFar: number, random: number): number {
  const delay = delaysMs[Math.min(Math.max(triesSoFar, 0), delaysMs.length - 1)] ?? 1_000;
  return Math.round(delay * (0.5 + random / 2));
}
