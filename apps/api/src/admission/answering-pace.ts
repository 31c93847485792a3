/** A pace counts only when it was kept up for so long, milliseconds: answers come in lumps, a commit at a time. */
const MEASURED_MS_MIN = 500;
/** Then the measuring starts anew, milliseconds. */
const MEASURED_MS_MAX = 2_000;

/**
 * How many reports are answered per millisecond while others wait for it. Idle time says nothing about what can be done, so only crowded
 * time is measured. An old figure that is too low is harmless: it is used for crowds only, and a crowd brings a new one. Time is an argument.
 */
export class AnsweringPace {
  private crowded: { sinceMs: number; answered: number } | null = null;
  private kept: number | null = null;

  /** Answers per millisecond; null before the first crowd. */
  get perMs(): number | null {
    return this.kept;
  }

  /** Called whenever somebody comes in or has been answered. @param crowd whether many are inside now @param answered how many were answered by this */
  note(nowMs: number, crowd: boolean, answered: 0 | 1): void {
    if (this.crowded === null) {
      if (crowd) this.crowded = { sinceMs: nowMs, answered: 0 };
      return;
    }
    this.crowded.answered += answered;
    const ms = nowMs - this.crowded.sinceMs;
    if (ms >= MEASURED_MS_MIN && (!crowd || ms >= MEASURED_MS_MAX) && this.crowded.answered > 0) this.kept = this.crowded.answered / ms;
    if (!crowd) this.crowded = null;
    else if (ms >= MEASURED_MS_MAX) this.crowded = { sinceMs: nowMs, answered: 0 };
  }
}
