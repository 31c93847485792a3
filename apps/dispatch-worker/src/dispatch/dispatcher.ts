import { NaturalBatcher, type Ledger } from '#ledger';
import type { Clock } from '#domain';
import { crashPoint } from '#fact-stream';
import type { DispatchInstitution, InstitutionDirectory } from '../institutions/institution-directory';
import type { InstitutionGates } from '../institutions/institution-gate';
import type { WorkerMetrics } from '../health/worker-metrics';
import type { WorkerPresence } from '../presence/worker-presence';
import { askInstitution, type AskingTools, type EndedAttempt } from './ask-institution';
import { claimDue, institutionsWithDue, type Due, type Places } from './claim-due';
import type { LeasedInstruction } from './instruction-row';
import { recordOverride, type OverrideOrder } from './record-override';
import { recordOutcomes, type Outcome, type Recorded } from './record-outcomes';
import type { RecordingTools } from './recording-tools';

/** How often due instructions are looked for when nothing else wakes the dispatcher, milliseconds. */
const SWEEP_EVERY_MS = 250;
const RECORD_LIMITS = { batchMax: 100, flushesMax: 1, waitingMax: 20_000 };
/** When so many outcomes wait to be recorded, nothing more is sent until they are fewer: two or three commits, far less than a lease lasts. */
const UNRECORDED_MAX = 300;

export interface DispatcherTools {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly directory: InstitutionDirectory;
  readonly gates: InstitutionGates;
  readonly presence: WorkerPresence;
  readonly asking: AskingTools;
  readonly recording: RecordingTools;
  readonly metrics: WorkerMetrics;
  readonly onFault: (what: string, fault: unknown) => void;
}

/**
 * Station 4 as a whole: claim -> ask the bank -> record. Instructions come leased from planning or from the sweep; each runs by itself,
 * and their outcomes are recorded in natural batches.
 */
export class Dispatcher {
  private readonly recorder: NaturalBatcher<Outcome, Recorded>;
  private readonly running = new Set<Promise<void>>();
  private sweepTimer: NodeJS.Timeout | undefined;
  private readonly timers = new Set<NodeJS.Timeout>();
  private sweeping = false;
  private sweepAgain = false;
  private stopped = false;

  constructor(private readonly tools: DispatcherTools) {
    this.recorder = new NaturalBatcher(async (outcomes) => {
      const { recorded, leased, nextDueAt } = await recordOutcomes(outcomes, tools.recording);
      crashPoint('after_commit');
      for (const one of leased) this.start(one);
      if (nextDueAt) this.wakeAt(nextDueAt);
      return recorded;
    }, RECORD_LIMITS);
    tools.gates.closeWhile(() => this.recorder.size >= UNRECORDED_MAX);
  }

  open(): void {
    this.sweepTimer = setInterval(() => this.wake(), SWEEP_EVERY_MS);
  }

  /** Takes no more work, waits for what is under way. What is not finished in time is taken over by another worker. */
  async close(): Promise<void> {
    this.stopped = true;
    clearInterval(this.sweepTimer);
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.allSettled([...this.running]);
  }

  /** Sends an instruction that is leased to this worker and whose place at the institution is taken. */
  start(leased: LeasedInstruction): void {
    const run = this.run(leased).finally(() => {
      this.running.delete(run);
      // Otherwise the sweep is soon enough: nothing else that is due waited for this place.
      if (this.tools.gates.someoneWaits(leased.instruction.institutionCode)) this.wake();
    });
    this.running.add(run);
  }

  /** Records an answer that came by itself. */
  record(outcome: Outcome): Promise<Recorded> {
    return this.recorder.add(outcome);
  }

  /** A person's word takes the place of an institution's; what has to be sent because of it goes out at once. */
  async override(order: OverrideOrder): Promise<void> {
    for (const one of await recordOverride(order, this.tools.recording)) this.start(one);
  }

  /** Looks for due instructions soon; calls while it looks are folded into one more look. */
  wake(): void {
    if (this.stopped || this.sweeping) {
      this.sweepAgain = true;
      return;
    }
    this.sweeping = true;
    this.sweepAgain = false;
    void this.sweep()
      .catch((fault: unknown) => this.tools.onFault('claiming due instructions', fault))
      .finally(() => {
        this.sweeping = false;
        if (this.sweepAgain && !this.stopped) setImmediate(() => this.wake());
      });
  }

  /** What is due before the next sweep is looked for in its own moment. */
  private wakeAt(due: Date): void {
    const waitMs = Math.max(0, due.getTime() - this.tools.clock.now().getTime());
    if (this.stopped || waitMs >= SWEEP_EVERY_MS) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.wake();
    }, waitMs);
    this.timers.add(timer);
  }

  private async sweep(): Promise<void> {
    const worker = this.tools.presence.number;
    if (worker === null || this.tools.gates.isBehind) return;
    const now = this.tools.clock.now();
    const giveUp = new Date(now.getTime() - this.tools.recording.delivery.giveUpAfterMs);
    const due = await institutionsWithDue(this.tools.ledger, now, giveUp);
    if (due.size === 0) return;
    const free = this.takeFreePlaces(due);
    try {
      const leased = await claimDue(this.tools.ledger, worker, free, this.tools.clock.now(), giveUp, this.tools.recording.planning.seals);
      for (const one of leased) {
        this.keepPlace(free, one.instruction.institutionCode);
        this.start(one);
      }
    } finally {
      for (const [institution, { places }] of free) for (let i = 0; i < places; i++) this.tools.gates.leave(institution.code);
    }
  }

  // Places are taken before the claim, so that planning at the same moment cannot take them too; only as many as may be needed.
  private takeFreePlaces(due: ReadonlyMap<string, Due>): Map<DispatchInstitution, Places> {
    const free = new Map<DispatchInstitution, Places>();
    for (const institution of this.tools.directory.all) {
      const { wanted, onlyOverdue } = this.wantedOf(institution.code, due.get(institution.code));
      let places = 0;
      while (places < wanted && this.tools.gates.enter(institution.code, institution.concurrencyMax)) places += 1;
      if (places === 0) continue;
      free.set(institution, { places, onlyOverdue });
    }
    return free;
  }

  /** Behind an open circuit waits what waits, but for one probe at a time and what people must be called about. */
  private wantedOf(code: string, due: Due | undefined): { readonly wanted: number; readonly onlyOverdue: boolean } {
    const { all, overdue } = due ?? { all: 0, overdue: 0 };
    if (!this.tools.gates.isOpen(code)) return { wanted: all, onlyOverdue: false };
    if (overdue > 0) return { wanted: overdue, onlyOverdue: true };
    return { wanted: this.tools.gates.isResting(code) ? 0 : Math.min(1, all), onlyOverdue: false };
  }

  private keepPlace(free: Map<DispatchInstitution, Places>, code: string): void {
    for (const [institution, place] of free) if (institution.code === code) place.places -= 1;
  }

  private async run(leased: LeasedInstruction): Promise<void> {
    const { institutionCode } = leased.instruction;
    crashPoint('after_claim');
    let ended: EndedAttempt;
    try {
      ended = await askInstitution(leased, this.tools.directory.find(institutionCode), this.tools.asking);
    } finally {
      this.tools.gates.leave(institutionCode);
    }
    crashPoint('after_answer');
    this.tools.metrics.attemptEnded(ended);
    try {
      await this.recorder.add(outcomeOf(ended));
    } catch (fault) {
      // The lease stays; when it ends, the instruction becomes uncertain and is asked about. Nothing is resent blind.
      this.tools.onFault('recording an outcome', fault);
    }
  }
}

function outcomeOf({ leased, report, startedAt, endedAt }: EndedAttempt): Outcome {
  const { instruction } = leased;
  return {
    instructionId: instruction.id, incidentId: instruction.incidentId, institutionCode: instruction.institutionCode, accountNumber: instruction.accountNumber, purpose: leased.purpose, fence: leased.version, attemptNo: leased.attemptNo,
    result: report.result, evidence: report.evidence, startedAt, endedAt,
    actor: report.result.kind === 'answered' ? `institution:${instruction.institutionCode}` : 'worker', source: 'answer', inboundAnswerId: null,
  };
}
