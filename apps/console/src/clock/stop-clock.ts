import type { ClockBand } from '#domain';

/** 九分钟: from entered to stopped. */
export const STOP_LIMIT_MS = 9 * 60_000;

export type Band = ClockBand | 'stopped';

export interface StopClock {
  readonly elapsedMs: number;
  /** Negative after the limit. */
  readonly leftMs: number;
  readonly band: Band;
}

/** The clock of an incident: stands still once stopped, counts on after the limit. */
export function stopClock(enteredAt: string, stoppedAt: string | null, nowMs: number): StopClock {
  const elapsedMs = Math.max(0, (stoppedAt ? Date.parse(stoppedAt) : nowMs) - Date.parse(enteredAt));
  const leftMs = STOP_LIMIT_MS - elapsedMs;
  return { elapsedMs, leftMs, band: stoppedAt ? 'stopped' : bandOf(elapsedMs) };
}

function bandOf(elapsedMs: number): ClockBand {
  if (elapsedMs > STOP_LIMIT_MS) return 'overdue';
  if (elapsedMs >= (STOP_LIMIT_MS * 2) / 3) return 'pressing';
  return elapsedMs >= STOP_LIMIT_MS / 3 ? 'near' : 'calm';
}

/** `161_000` -> `02:41`; from an hour on `1:02:41`, from a day on `3d 04:00`. */
export function formatSpan(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  if (hours >= 24) return `${Math.floor(hours / 24)}d ${two(hours % 24)}:${two(Math.floor(seconds / 60) % 60)}`;
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** How long something took, short times exactly: `0.36 s`, `41.2 s`, `02:41`. */
export function formatTook(ms: number): string {
  if (ms < 10_000) return `${(ms / 1_000).toFixed(2)} s`;
  return ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : formatSpan(ms);
}

/** Live list order: least time left first; what is stopped comes after what is running. */
export function byTimeLeft(a: { enteredAt: string; stoppedAt: string | null }, b: { enteredAt: string; stoppedAt: string | null }): number {
  return Number(a.stoppedAt !== null) - Number(b.stoppedAt !== null) || Date.parse(a.enteredAt) - Date.parse(b.enteredAt);
}
