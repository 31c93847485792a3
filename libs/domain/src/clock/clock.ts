/** Time is an argument of the domain, never read by it. */
export abstract class Clock {
  /** Wall-clock now, for records and due times. */
  abstract now(): Date;
}

/** Source of fresh identifiers (UUID version 7: ordered by time). */
export abstract class IdSource {
  abstract next(): string;
}

/**
 * 时钟 marks of an incident, ISO 8601. They belong to different clocks and are never merged:
 * report-to-entry = reported -> entered; clock-to-stop = entered -> stopped (the seed's nine minutes).
 */
export interface ClockMarks {
  readonly transferred: string | null;
  readonly reported: string;
  readonly entered: string;
  readonly sent: string | null;
  readonly received: string | null;
  readonly stopped: string | null;
}

export const CLOCK_NAMES = ['clock_to_stop', 'report_to_entry'] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];

export const CLOCK_TO_STOP_LIMIT_MS = 9 * 60_000;
export const REPORT_TO_ENTRY_LIMIT_MS = 30 * 60_000;

/** Elapsed milliseconds of a clock; a running clock is measured up to `now`. */
export function elapsedMs(marks: ClockMarks, clock: ClockName, now: Date): number {
  const [from, to] = clock === 'clock_to_stop' ? [marks.entered, marks.stopped] : [marks.reported, marks.entered];
  return (to === null ? now.getTime() : Date.parse(to)) - Date.parse(from);
}

export type ClockBand = 'calm' | 'near' | 'pressing' | 'overdue';

/** Bands of the desk's clock: near from a third of the limit, pressing from two thirds, overdue after it. */
export function bandOf(elapsed: number, limitMs: number): ClockBand {
  if (elapsed > limitMs) return 'overdue';
  if (elapsed >= (limitMs * 2) / 3) return 'pressing';
  return elapsed >= limitMs / 3 ? 'near' : 'calm';
}
