import { Clock, type ClockPolicy } from '#domain';

/** How often the database is asked what time it is, milliseconds. */
const ASKED_EVERY_MS = 5_000;
const SAMPLES = 3;
/** A clock that is off by more than this at once was stepped, and a step is not believed at once, milliseconds. */
export const STEP_MS = 1_000;

export interface LedgerClockTools {
  readonly policy: ClockPolicy;
  /** The database's clock, milliseconds since 1970. */
  readonly askDatabase: () => Promise<number>;
  /** Told once when the database's clock jumps, and once when the jump is followed. Positive: the database is ahead of us. */
  readonly onStep: (what: 'seen' | 'followed', stepMs: number) => void;
  /** Told when the database could not be asked; the clock goes on by itself. */
  readonly onFault: (fault: unknown) => void;
  /** Elapsed time that no step of a wall clock moves, milliseconds. */
  readonly monotonicMs?: () => number;
  /** This host's wall clock: only a first guess. */
  readonly wallMs?: () => number;
}

/**
 * One time for all processes: the database's, carried on between two looks by the elapsed time that no step moves. So a host whose wall
 * clock is set by ten minutes changes no lease, no deadline and no displayed clock; and the durations of two processes can be compared.
 * A step of the database's own clock is told at once and followed only when it has lasted: deadlines must not fall due by an accident.
 */
export class LedgerClock extends Clock {
  private readonly monotonicMs: () => number;
  private readonly wallMs: () => number;
  /** What has to be added to the elapsed time. */
  private offsetMs: number;
  private latestMs = 0;
  private asked = false;
  private stepSeen: { readonly stepMs: number; readonly sinceMs: number } | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly tools: LedgerClockTools) {
    super();
    this.monotonicMs = tools.monotonicMs ?? (() => performance.now());
    this.wallMs = tools.wallMs ?? (() => Date.now());
    this.offsetMs = this.wallMs() - this.monotonicMs();
  }

  /** Never goes back. */
  now(): Date {
    this.latestMs = Math.max(this.latestMs, this.monotonicMs() + this.offsetMs);
    return new Date(this.latestMs);
  }

  /** Asks the database for the first time, then again and again. Rejects when it cannot be asked now. */
  async open(): Promise<void> {
    await this.follow();
    this.timer = setInterval(() => void this.follow().catch(this.tools.onFault), ASKED_EVERY_MS).unref();
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** How far this host's wall clock is from ours, and by how much the database has jumped without being followed yet, milliseconds. */
  get deviation(): { readonly hostMs: number; readonly databaseStepMs: number } {
    return { hostMs: Math.round(this.wallMs() - this.monotonicMs() - this.offsetMs), databaseStepMs: Math.round(this.stepSeen?.stepMs ?? 0) };
  }

  /** One look at the database's clock. */
  async follow(): Promise<void> {
    const offsetMs = await this.measure();
    const stepMs = offsetMs - this.offsetMs;
    if (!this.asked || Math.abs(stepMs) <= STEP_MS) {
      this.asked = true;
      this.stepSeen = null;
      this.offsetMs = offsetMs;
      return;
    }
    const isNew = this.stepSeen === null || Math.abs(this.stepSeen.stepMs - stepMs) > STEP_MS;
    if (isNew) {
      this.stepSeen = { stepMs, sinceMs: this.monotonicMs() };
      this.tools.onStep('seen', Math.round(stepMs));
    } else if (this.stepSeen !== null && this.monotonicMs() - this.stepSeen.sinceMs >= this.tools.policy.databaseStepFollowedAfterMs) {
      this.offsetMs = offsetMs;
      // A followed step back must be visible, or time would stand still until it has caught up.
      this.latestMs = 0;
      this.stepSeen = null;
      this.tools.onStep('followed', Math.round(stepMs));
    }
  }

  /** Of a few looks the one with the shortest way: its answer lies in the middle of the way, give or take half of it. */
  private async measure(): Promise<number> {
    let best = { wayMs: Infinity, offsetMs: 0 };
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const before = this.monotonicMs();
      const databaseMs = await this.tools.askDatabase();
      const after = this.monotonicMs();
      if (after - before < best.wayMs) best = { wayMs: after - before, offsetMs: databaseMs - (before + after) / 2 };
    }
    return best.offsetMs;
  }
}

/** Asks a data source of TypeORM. */
export function databaseTimeOf(dataSource: { query(statement: string): Promise<unknown> }): () => Promise<number> {
  return async () => {
    const [row] = (await dataSource.query('select extract(epoch from clock_timestamp())::float8 * 1000 as ms')) as { ms: number }[];
    return Number(row?.ms);
  };
}
