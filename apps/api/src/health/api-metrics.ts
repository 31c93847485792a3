import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Fact } from '#domain';

const ENTERED_REMEMBERED_MAX = 50_000;

/** What is measured here; the bank's own times are measured by the worker. Seconds, as Prometheus wants them. */
@Injectable()
export class ApiMetrics {
  readonly registry = new Registry();
  readonly requestSeconds = new Histogram({ name: 'zf_http_request_seconds', help: 'HTTP requests', labelNames: ['method', 'route', 'status'], buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5], registers: [this.registry] });
  readonly clockToStop = new Histogram({ name: 'zf_clock_to_stop_seconds', help: 'Entered to first confirmed stop, incidents entered while this process runs', buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 180, 360, 540, 1800], registers: [this.registry] });
  readonly socketClients = new Gauge({ name: 'zf_ws_clients', help: 'Connected desks', registers: [this.registry] });
  readonly backlog = new Gauge({ name: 'zf_backlog_instructions', help: 'Open instructions by state, sampled', labelNames: ['state'], registers: [this.registry] });
  readonly replays = new Counter({ name: 'zf_idempotent_replays_total', help: 'Requests answered from an earlier one with the same key', registers: [this.registry] });
  readonly reportsShed = new Counter({ name: 'zf_reports_shed_total', help: 'Reports turned away with 429 before anything looked at them', registers: [this.registry] });
  readonly factsPushed = new Counter({ name: 'zf_facts_pushed_total', help: 'Facts put into rooms', registers: [this.registry] });
  private readonly enteredAt = new Map<string, number>();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Shows how far this host's wall clock is from the books' time, and a jump of the database's clock that is not followed yet. */
  watchClock(deviation: () => { readonly hostMs: number; readonly databaseStepMs: number }): void {
    const show = (name: string, help: string, ms: () => number): Gauge => new Gauge({ name, help, registers: [this.registry], collect() { this.set(ms() / 1_000); } });
    show('zf_clock_host_offset_seconds', 'This host\'s wall clock minus the books\' time; positive: the host is ahead', () => deviation().hostMs);
    show('zf_clock_database_step_seconds', 'Jump of the database\'s clock that is not followed yet', () => deviation().databaseStepMs);
  }

  /** Shows how many reports have been let in and not yet answered. */
  watchInside(count: () => number): void {
    new Gauge({ name: 'zf_reports_inside', help: 'Reports let in and not yet answered', registers: [this.registry], collect() { this.set(count()); } });
  }

  noteRequest(route: string, method: string, status: number, seconds: number, replayed: boolean): void {
    if (replayed) this.replays.inc();
    this.requestSeconds.observe({ route, method, status: String(status) }, seconds);
  }

  /** The clock runs from `entered` to the first fact that says something is controlled. */
  noteFacts(facts: readonly Fact[]): void {
    for (const fact of facts) {
      if (fact.type === 'incident.reported') this.remember(fact.incidentId, Date.parse(fact.data.enteredAt));
      const entered = fact.type === 'hold.placed' && fact.data.controlledFen > 0 ? this.enteredAt.get(fact.incidentId) : undefined;
      if (entered === undefined) continue;
      this.clockToStop.observe((Date.parse(fact.at) - entered) / 1000);
      this.enteredAt.delete(fact.incidentId);
    }
  }

  private remember(incidentId: string, enteredMs: number): void {
    this.enteredAt.set(incidentId, enteredMs);
    const [oldest] = this.enteredAt.keys();
    if (this.enteredAt.size > ENTERED_REMEMBERED_MAX && oldest !== undefined) this.enteredAt.delete(oldest);
  }
}
