import { setTimeout as pause } from 'node:timers/promises';

/** The first pause after a fault and the longest one, in milliseconds. */
export const PAUSE_MS_MIN = 50;
export const PAUSE_MS_MAX = 2_000;

/** Doubling pauses with jitter (half to full), so that many readers do not come back at the same moment. `failures` counts from 1. */
export function pauseMs(failures: number, random: number): number {
  const full = Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN * 2 ** Math.min(failures - 1, 10));
  return Math.round(full / 2 + (full / 2) * random);
}

/** Waits out the pause; returns at once when the signal is or gets aborted. */
export async function backOff(failures: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(pauseMs(failures, Math.random()), undefined, { signal, ref: true });
  } catch (fault) {
    if (!signal.aborted) throw fault;
  }
}
