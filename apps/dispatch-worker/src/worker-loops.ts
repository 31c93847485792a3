import { openFactRelay, openFactStream, type FactRelay, type FactStream, type Subscription } from '#fact-stream';
import { findAbandoned } from './dispatch/take-over';
import { takeInboundAnswers } from './dispatch/inbound-answers';
import { PLANNING_WISHES } from './planning/planner';
import { RepeatedTask } from './repeated-task';
import { watchDue } from './watch/watcher';
import type { WorkerParts } from './worker-parts';

const TAKE_OVER_EVERY_MS = 500;
const INBOUND_EVERY_MS = 500;
const WATCH_EVERY_MS = 250;
const SAY_BEHIND_EVERY_MS = 250;
const PLAN_SWEEP_EVERY_MS = 1_000;
const METRICS_EVERY_MS = 2_000;
const DIRECTORY_EVERY_MS = 5_000;
/** How long running attempts may finish at a stop, before they are aborted and end as silent, milliseconds. */
const STOP_GRACE_MS = 3_000;

/** Starts and stops the worker's life: presence, stream, and the tasks that come round again and again. */
export class WorkerLoops {
  private relay: FactRelay | null = null;
  private stream: FactStream | undefined;
  private subscription: Subscription | undefined;
  private readonly tasks: RepeatedTask[] = [];

  constructor(private readonly parts: WorkerParts) {}

  async open(): Promise<void> {
    const { parts } = this;
    await parts.dataSource.initialize();
    await parts.clock.open();
    await parts.directory.open(DIRECTORY_EVERY_MS, (fault) => parts.onFault('reading the register of institutions', fault));
    await parts.officers.open(DIRECTORY_EVERY_MS, (fault) => parts.onFault('reading the officers', fault));
    await parts.presence.open();
    const rails = { ledger: parts.ledger, databaseUrl: parts.configuration.databaseUrl, kafkaBrokers: parts.configuration.kafkaBrokers, clientName: 'dispatch-worker', logger: parts.log.logger };
    this.relay = openFactRelay(rails);
    await this.relay?.start();
    this.stream = openFactStream(rails);
    parts.dispatcher.open();
    this.subscription = await this.stream.share('planning', (facts, carried) => parts.planner.hear(facts, carried), PLANNING_WISHES);
    this.repeat();
    parts.log.info('the worker is ready', { worker: parts.presence.number });
  }

  /** Not ready while the books cannot be reached or the presence is lost. */
  async readiness(): Promise<Record<string, boolean>> {
    const database = await this.parts.ledger.sql.rows('select 1').then(() => true, () => false);
    const stream = this.stream ? (await this.stream.health()).connected : false;
    return { database, presence: this.parts.presence.number !== null, stream };
  }

  /** How far this host's wall clock is from the books' time, milliseconds. It moves nothing; who runs the host should know. */
  get clock(): { readonly hostMs: number; readonly databaseStepMs: number } {
    return this.parts.clock.deviation;
  }

  async close(): Promise<void> {
    const { parts } = this;
    const abort = setTimeout(() => parts.stopping.abort(), STOP_GRACE_MS);
    await this.subscription?.close();
    await Promise.all(this.tasks.map((task) => task.close()));
    await parts.dispatcher.close();
    clearTimeout(abort);
    parts.directory.close();
    parts.clock.close();
    parts.officers.close();
    await this.stream?.close();
    await this.relay?.close();
    await parts.presence.close();
    await parts.adapters.close();
    if (parts.dataSource.isInitialized) await parts.dataSource.destroy();
  }

  private repeat(): void {
    const { parts } = this;
    const every = (name: string, everyMs: number, work: () => Promise<unknown>): RepeatedTask => {
      const task = new RepeatedTask(everyMs, work, (fault) => parts.onFault(name, fault));
      this.tasks.push(task);
      return task;
    };
    every('taking over from lost workers', TAKE_OVER_EVERY_MS, async () => {
      const abandoned = await findAbandoned(parts.ledger, parts.clock);
      await Promise.all(abandoned.map((outcome) => parts.dispatcher.record(outcome)));
    });
    const inbound = every('inbound answers', INBOUND_EVERY_MS, () => takeInboundAnswers({
      ledger: parts.ledger, clock: parts.clock, adapters: parts.adapters, directory: parts.directory, record: (outcome) => parts.dispatcher.record(outcome), override: (order) => parts.dispatcher.override(order), onFault: parts.onFault,
    }));
    parts.inbound.wake = () => inbound.wake();
    every('saying whether it is behind', SAY_BEHIND_EVERY_MS, () => parts.presence.tellBehind(parts.gates.wasBehindLately));
    every('watching incidents', WATCH_EVERY_MS, () => watchDue(parts.ledger, parts.clock, parts.watch));
    every('sweeping for unplanned transfers', PLAN_SWEEP_EVERY_MS, () => parts.planner.sweep(parts.clock.now()));
    every('sampling metrics', METRICS_EVERY_MS, async () => {
      const backlog = await parts.ledger.sql.rows<{ state: string; n: number }>(
        // Two partial indexes, two looks: together they would be a walk through all past instructions.
        `select state, count(*)::int as n from (
           select state from instructions where lease_owner is not null union all select state from instructions where due_at is not null and lease_owner is null) open group by state`);
      parts.metrics.sample(backlog, parts.gates.running);
    });
  }
}
