import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { countWorkers, Ledger } from '#ledger';
import { ApiMetrics } from '../health/api-metrics';
import { Admission, DEFAULT_ADMISSION, type Backlog } from './admission';
import { overloaded } from './overloaded';

/** How often the backlog is looked at while reports come in or wait, milliseconds; an idle api asks nothing. */
const LOOK_EVERY_MS = 500;
const COUNTED_MAX = DEFAULT_ADMISSION.undispatchedMax;

/** Stands before the reports' door: overload is told with 429 and Retry-After before latency collapses. */
@Injectable()
export class IntakeGate implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('IntakeGate');
  private readonly admission = new Admission(DEFAULT_ADMISSION);
  private looking: NodeJS.Timeout | undefined;
  private isLooking = false;
  private isStirred = false;
  private shedSinceLook = 0;

  constructor(private readonly ledger: Ledger, private readonly metrics: ApiMetrics) {
    metrics.watchInside(() => this.admission.count);
  }

  onApplicationBootstrap(): void {
    this.looking = setInterval(() => {
      // A line for each of them would be more work than turning them away.
      if (this.shedSinceLook > 0) this.logger.warn({ shed: this.shedSinceLook, inside: this.admission.count }, 'reports were turned away');
      this.shedSinceLook = 0;
      void this.look();
    }, LOOK_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.looking);
  }

  /** For the server's very first look at a report, before its login and its body: seconds that it must wait, 0 when it may come in. */
  secondsToWait(): number {
    const seconds = this.admission.waitSeconds(performance.now());
    if (seconds === 0) return 0;
    this.shedSinceLook += 1;
    this.metrics.reportsShed.inc();
    return seconds;
  }

  /** Lets a report in that has come with a valid login. @throws Problem 429 when it must come again */
  enter(reply: FastifyReply): void {
    const now = performance.now();
    // Its caller has hung up before its turn and will come again under the same key. Its response is closed and tells nobody any more that it ended.
    const seconds = reply.raw.destroyed ? 1 : this.admission.waitSeconds(now);
    if (seconds > 0) throw overloaded(seconds);
    this.isStirred = true;
    // The wait counts from the arrival of the request to the end of its answer, whatever it waits for.
    const leave = this.admission.enter(now - reply.elapsedTime);
    reply.raw.once('close', () => leave(performance.now()));
  }

  private async look(): Promise<void> {
    if (this.isLooking || !this.isStirred) return;
    this.isLooking = true;
    try {
      const backlog = await this.readBacklog();
      this.admission.noteBacklog(backlog);
      this.isStirred = this.admission.count > 0 || backlog.undispatched > 0;
    } catch (fault) {
      // The door itself tells people that the books are away; the next look comes soon.
      this.logger.warn({ fault: String(fault) }, 'the backlog could not be read');
    } finally {
      this.isLooking = false;
    }
  }

  /** Ids are of their time (UUID version 7), so the middle one's age is the wait of half of them. */
  private async readBacklog(): Promise<Backlog> {
    const { living, behind } = await countWorkers(this.ledger.sql);
    const [row] = await this.ledger.sql.rows<{ n: number; middle: string | null; now_ms: number }>(
      // "offset 0": from what is due to what is asked of it.
      `with waiting as materialized (
         (select id from transfers where needs_plan order by id limit ${COUNTED_MAX})
         union all (select id from (select id, state, send_count from instructions where due_at <= now() and lease_owner is null offset 0) due
                    where $1 and state = 'planned' and send_count = 0 limit ${COUNTED_MAX}))
       select (select count(*)::int from waiting) as n, (select id from waiting order by id offset (select count(*) / 2 from waiting) limit 1) as middle,
              (extract(epoch from now()) * 1000)::float8 as now_ms`, [living > 0 && behind >= living]);
    if (!row || row.middle === null) return { undispatched: 0, medianAgeMs: 0, workers: living };
    return { undispatched: row.n, medianAgeMs: row.now_ms - Number.parseInt(row.middle.replaceAll('-', '').slice(0, 12), 16), workers: living };
  }
}
