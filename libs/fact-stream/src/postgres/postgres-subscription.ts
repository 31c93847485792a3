import { setTimeout as pause } from 'node:timers/promises';
import type { Fact } from '#domain';
import { readNotification, type JournalCursor, type Ledger } from '#ledger';
import { backOff } from '../delivery/backoff';
import { deadLetterOf, writeDeadLetter } from '../delivery/dead-letter';
import { CLOSE_WAIT_MS_MAX, type FactHandler, type ReadingWishes, type StreamLogger, type Subscription, type SubscriptionHealth } from '../fact-stream.port';
import { countWaiting } from './count-waiting';
import type { CursorStore } from './cursor-store';
import { JournalFollower } from './journal-follower';
import { StreamSession } from './stream-session';

/** Behind the notifications, which are hints: the journal is looked at this often, in milliseconds. What was slept through is read then at the latest. */
export const SWEEP_EVERY_MS = 250;

/** A session that lasted this long was a good one, in milliseconds: the next try comes soon. */
const PROVED_MS = 5_000;

export interface SubscriptionSettings {
  readonly ledger: Ledger;
  readonly databaseUrl: string;
  readonly clientName: string;
  readonly logger: StreamLogger;
  readonly handler: FactHandler;
  readonly wishes: ReadingWishes;
  /** Left out: `SWEEP_EVERY_MS`. */
  readonly sweepEveryMs?: number | undefined;
}

/** Keeps a subscription alive over any number of sessions: opens one, follows the journal on it, and begins anew when it is lost. */
export abstract class PostgresSubscription implements Subscription {
  private readonly closing = new AbortController();
  private announceStart: () => void = () => undefined;
  private readonly started = new Promise<void>((resolve) => { this.announceStart = resolve; });
  private follower: JournalFollower | null = null;
  private session: StreamSession | null = null;
  private deadLetters = 0;
  private life: Promise<void> | null = null;

  constructor(protected readonly settings: SubscriptionSettings) {}

  /** The group's name; null for a tail. */
  protected abstract readonly group: string | null;
  /** The name under which it puts facts aside. */
  protected abstract readonly reader: string;
  protected abstract cursorsOn(session: StreamSession): Promise<CursorStore>;
  /** Gives the follower its partitions; resolves when the first ones are there. */
  protected abstract begin(session: StreamSession, follower: JournalFollower): Promise<void>;

  /** Resolves when the first session stands and the subscription has begun. */
  async open(): Promise<void> {
    this.life = this.live();
    await this.started;
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.announceStart();
    const tooLong = new AbortController();
    await Promise.race([this.life, pause(CLOSE_WAIT_MS_MAX, undefined, { signal: tooLong.signal }).catch(() => undefined)]);
    tooLong.abort();
    await this.session?.close();
  }

  async health(): Promise<SubscriptionHealth> {
    const follower = this.follower;
    const connected = follower !== null && this.session !== null && !this.session.lost.aborted;
    const positions: ReadonlyMap<number, JournalCursor> = follower?.positions ?? new Map();
    return {
      group: this.group, connected, partitions: [...positions.keys()].sort((a, b) => a - b), deadLetters: this.deadLetters,
      waitingFacts: connected ? await countWaiting(this.settings.ledger.sql, positions).catch(() => null) : null,
    };
  }

  private async live(): Promise<void> {
    for (let failures = 0; !this.closing.signal.aborted; ) {
      const since = performance.now();
      try {
        this.session = await StreamSession.open(this.settings.databaseUrl, `${this.settings.clientName}:${this.reader}`, (notification) => this.hear(notification));
        await this.serve(this.session);
      } catch (fault) {
        this.session?.lose(fault);
        this.settings.logger.warn({ err: fault, reader: this.reader }, 'the fact stream has no database session, connecting again');
      }
      failures = performance.now() - since > PROVED_MS ? 1 : failures + 1;
      await backOff(failures, this.closing.signal);
    }
    await this.session?.close();
  }

  /** Follows the journal until the session is lost (rejects) or the subscription is closed (resolves), and no handler is in flight any more. */
  private async serve(session: StreamSession): Promise<void> {
    const signal = AbortSignal.any([this.closing.signal, session.lost]);
    const follower = new JournalFollower(session.sql, await this.cursorsOn(session), {
      handler: this.settings.handler, signal, logger: this.settings.logger,
      bury: (fact, reason) => this.bury(session, fact, reason), reachable: () => this.reachable(session),
    }, (fault) => session.lose(fault), this.settings.wishes.rider);
    this.follower = follower;
    const sweep = setInterval(() => follower.wake(), this.settings.sweepEveryMs ?? SWEEP_EVERY_MS);
    try {
      await this.begin(session, follower);
      this.announceStart();
      await aborted(signal);
    } finally {
      clearInterval(sweep);
      this.follower = null;
      await follower.settled(!session.lost.aborted).catch((fault) => session.lose(fault));
    }
    if (!this.closing.signal.aborted) throw session.lost.reason;
  }

  private hear(notification: string): void {
    const { wakes } = this.settings.wishes;
    const hints = wakes && readNotification(notification);
    if (!hints || hints.some(wakes)) this.follower?.wake();
  }

  private async bury(session: StreamSession, fact: Fact, reason: string): Promise<void> {
    await writeDeadLetter(session.sql, deadLetterOf(this.reader, fact, reason));
    this.deadLetters += 1;
  }

  private async reachable(session: StreamSession): Promise<boolean> {
    try {
      await this.settings.ledger.sql.rows('select 1');
      return !session.lost.aborted;
    } catch (fault) {
      this.settings.logger.warn({ err: fault }, 'the database does not answer');
      return false;
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
