import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EndedAttempt } from '../dispatch/ask-institution';

/** What the worker tells Prometheus. Times in seconds, as Prometheus wants them. */
export class WorkerMetrics {
  readonly registry = new Registry();
  private readonly bankAnswer = new Histogram({
    name: 'zf_bank_answer_seconds', help: 'Time from asking an institution to the end of the attempt', labelNames: ['institution', 'purpose', 'result'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30], registers: [this.registry],
  });
  private readonly faults = new Counter({ name: 'zf_worker_faults_total', help: 'Faults of the worker that were recorded and survived', labelNames: ['what'] as const, registers: [this.registry] });
  private readonly backlog = new Gauge({ name: 'zf_backlog_instructions', help: 'Open instructions by state', labelNames: ['state'] as const, registers: [this.registry] });
  private readonly running = new Gauge({ name: 'zf_running_attempts', help: 'Attempts of this worker that are under way', registers: [this.registry] });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Shows how far this host's wall clock is from the books' time, and a jump of the database's clock that is not followed yet. */
  watchClock(deviation: () => { readonly hostMs: number; readonly databaseStepMs: number }): void {
    const show = (name: string, help: string, ms: () => number): Gauge => new Gauge({ name, help, registers: [this.registry], collect() { this.set(ms() / 1_000); } });
    show('zf_clock_host_offset_seconds', 'This host\'s wall clock minus the books\' time; positive: the host is ahead', () => deviation().hostMs);
    show('zf_clock_database_step_seconds', 'Jump of the database\'s clock that is not followed yet', () => deviation().databaseStepMs);
  }

  attemptEnded({ leased, report, startedAt, endedAt }: EndedAttempt): void {
    const result = report.result.kind === 'answered' ? report.result.answer.kind : report.result.kind;
    this.bankAnswer.observe({ institution: leased.instruction.institutionCode, purpose: leased.purpose, result }, (endedAt.getTime() - startedAt.getTime()) / 1000);
  }

  faulted(what: string): void {
    this.faults.inc({ what });
  }

  sample(backlog: readonly { readonly state: string; readonly n: number }[], running: number): void {
    this.backlog.reset();
    for (const { state, n } of backlog) this.backlog.set({ state }, n);
    this.running.set(running);
  }
}
