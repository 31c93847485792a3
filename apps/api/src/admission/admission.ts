import { AnsweringPace } from './answering-pace';

/** When the door says "come again": times in milliseconds. */
export interface AdmissionPolicy {
  /** A report that comes in may expect its answer after this long at most, by the pace at which the queue inside is answered; where no pace is known yet, the oldest inside may be there this long. */
  readonly insideMsMax: number;
  /** So many inside, or fewer, are no queue: one commit takes them all. */
  readonly insideIgnored: number;
  /** However few are inside: when one has been there this long and nobody was answered meanwhile, nothing moves. */
  readonly stalledMsMax: number;
  /** Whoever is inside longer has been given up by its caller and is not counted: nothing that is forgotten here may keep the door shut. */
  readonly visitMsMax: number;
  /** The half of what waits for a worker may have waited this long. */
  readonly undispatchedMsMax: number;
  /** Fewer than this are no backlog, however old. */
  readonly undispatchedIgnored: number;
  /** So many may wait while no worker lives: what people report is kept, up to a bound. */
  readonly undispatchedMax: number;
}

export const DEFAULT_ADMISSION: AdmissionPolicy = { insideMsMax: 500, insideIgnored: 32, stalledMsMax: 5_000, visitMsMax: 60_000, undispatchedMsMax: 3_000, undispatchedIgnored: 100, undispatchedMax: 20_000 };

/**
 * What waits for a worker, as the books show it at one moment: transfers without a plan and, while every worker says that it is behind, stops
 * that were planned and not sent. Otherwise those wait for their institution, which is no overload of ours.
 */
export interface Backlog {
  readonly undispatched: number;
  /** How long the half of them have waited at least, milliseconds. */
  readonly medianAgeMs: number;
  readonly workers: number;
}

const RETRY_SECONDS_MAX = 30;

/**
 * Admission control: decides by waiting time, not by length, whether one more report would only make all of them late. Two waits count: that
 * of the reports inside (for their commit), and that of what is stored for a worker. Where no worker lives, waiting is no overload:
 * a report must be written down all the same. Time is an argument.
 */
export class Admission {
  /** In the order of entering, so the first is the oldest. */
  private readonly inside = new Set<{ readonly sinceMs: number }>();
  private readonly pace = new AnsweringPace();
  private lastAnsweredMs = Number.NEGATIVE_INFINITY;
  private backlog: Backlog = { undispatched: 0, medianAgeMs: 0, workers: 0 };

  constructor(private readonly policy: AdmissionPolicy) {}

  get count(): number {
    return this.inside.size;
  }

  /** Notes a report that was let in; call what it returns, with the time, when the report has been answered, well or not. */
  enter(nowMs: number): (thenMs: number) => void {
    const visit = { sinceMs: nowMs };
    this.inside.add(visit);
    this.pace.note(nowMs, this.isCrowded, 0);
    return (thenMs) => {
      if (!this.inside.delete(visit)) return;
      this.lastAnsweredMs = thenMs;
      this.pace.note(thenMs, this.isCrowded, 1);
    };
  }

  private get isCrowded(): boolean {
    return this.inside.size * 2 > this.policy.insideIgnored;
  }

  noteBacklog(backlog: Backlog): void {
    this.backlog = backlog;
  }

  /** @returns 0 when one more may come in, else after how many seconds to try again (1 to 30) */
  waitSeconds(nowMs: number): number {
    const { policy, backlog } = this;
    const insideMs = this.oldestMs(nowMs);
    const isQueue = this.inside.size > policy.insideIgnored;
    if (isQueue && this.pace.perMs === null && insideMs > policy.insideMsMax) return retrySeconds(insideMs);
    if (insideMs > policy.stalledMsMax && nowMs - this.lastAnsweredMs > policy.stalledMsMax) return retrySeconds(insideMs);
    const expectedMs = isQueue && this.pace.perMs !== null ? this.inside.size / this.pace.perMs : 0;
    if (expectedMs > policy.insideMsMax) return retrySeconds(expectedMs);
    if (backlog.undispatched >= policy.undispatchedMax) return RETRY_SECONDS_MAX;
    const isLate = backlog.workers > 0 && backlog.undispatched > policy.undispatchedIgnored && backlog.medianAgeMs > policy.undispatchedMsMax;
    return isLate ? retrySeconds(backlog.medianAgeMs) : 0;
  }

  /** How long the oldest visit that still counts has lasted, milliseconds. */
  private oldestMs(nowMs: number): number {
    for (const visit of this.inside) {
      if (nowMs - visit.sinceMs <= this.policy.visitMsMax) return nowMs - visit.sinceMs;
      this.inside.delete(visit);
    }
    return 0;
  }
}

function retrySeconds(waitMs: number): number {
  return Math.min(RETRY_SECONDS_MAX, Math.max(1, Math.ceil(waitMs / 2_000)));
}
