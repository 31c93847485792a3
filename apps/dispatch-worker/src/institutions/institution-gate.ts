/** Breaker settings; times in milliseconds. */
export interface GatePolicy {
  /** Failed attempts in a row after which the institution is left alone for a while. */
  readonly failuresToOpen: number;
  readonly openForMs: number;
}

export const DEFAULT_GATE_POLICY: GatePolicy = { failuresToOpen: 5, openForMs: 5_000 };

const LATELY_MS = 1_000;

interface Gate { running: number; turnedAway: boolean; failures: number; openUntilMs: number; probing: boolean }

/**
 * Keeps one institution's trouble from becoming everybody's: at most `concurrencyMax` attempts at once per institution and worker,
 * and after failures in a row a pause, which one probe may end.
 */
export class InstitutionGates {
  private readonly gates = new Map<string, Gate>();
  private behind = (): boolean => false;
  private behindMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly policy: GatePolicy, private readonly nowMs: () => number) {}

  /**
   * Nobody enters anywhere while this says so: the worker is behind with its own part. What has been asked must be recorded before its lease
   * ends, or the institution's word comes to be asked for again, which is more work for who is behind already.
   */
  closeWhile(isBehind: () => boolean): void {
    this.behind = isBehind;
  }

  /** Whether the worker is behind, so that nobody may enter. */
  get isBehind(): boolean {
    const isBehind = this.behind();
    if (isBehind) this.behindMs = this.nowMs();
    return isBehind;
  }

  /** Whether somebody met with that within the last second: being behind comes and goes with every commit. */
  get wasBehindLately(): boolean {
    return this.nowMs() - this.behindMs < LATELY_MS;
  }

  /** Takes a place; the caller must give it back with `leave`. False when none is free. */
  enter(code: string, concurrencyMax: number): boolean {
    const gate = this.gate(code);
    const isShut = this.isBehind || gate.running >= concurrencyMax;
    gate.turnedAway ||= isShut;
    if (isShut) return false;
    gate.running += 1;
    return true;
  }

  leave(code: string): void {
    this.gate(code).running -= 1;
  }

  /** True once after somebody found no place here: now that one is free, what waits may be looked for. */
  someoneWaits(code: string): boolean {
    const gate = this.gate(code);
    const waits = gate.turnedAway;
    gate.turnedAway = false;
    return waits;
  }

  /** May a message go out now? While the circuit is open, only one probe at a time, and only after the pause. */
  passes(code: string): boolean {
    const gate = this.gate(code);
    if (gate.failures < this.policy.failuresToOpen) return true;
    if (gate.probing || this.nowMs() < gate.openUntilMs) return false;
    gate.probing = true;
    return true;
  }

  /** Tells how an attempt went: `healthy` means that the institution was reached and said something, whether or not it could be read. */
  tell(code: string, healthy: boolean): void {
    const gate = this.gate(code);
    gate.probing = false;
    gate.failures = healthy ? 0 : gate.failures + 1;
    if (!healthy && gate.failures >= this.policy.failuresToOpen) gate.openUntilMs = this.nowMs() + this.policy.openForMs;
  }

  /** Whether the circuit is open and not even a probe may go out: whoever tried would learn nothing and write it down. */
  isResting(code: string): boolean {
    const gate = this.gate(code);
    return this.isOpen(code) && (gate.probing || this.nowMs() < gate.openUntilMs);
  }

  isOpen(code: string): boolean {
    return this.gate(code).failures >= this.policy.failuresToOpen;
  }

  get running(): number {
    return [...this.gates.values()].reduce((sum, gate) => sum + gate.running, 0);
  }

  private gate(code: string): Gate {
    const known = this.gates.get(code);
    if (known) return known;
    const fresh: Gate = { running: 0, turnedAway: false, failures: 0, openUntilMs: 0, probing: false };
    this.gates.set(code, fresh);
    return fresh;
  }
}

/**
 * Lets `work` take places with the function it is given, and gives all of them back when it throws: places that were taken
 * inside a transaction must not outlive its failure.
 */
export async function holdingPlaces<Result>(gates: InstitutionGates, work: (enter: (institution: { readonly code: string; readonly concurrencyMax: number }) => boolean) => Promise<Result>): Promise<Result> {
  const taken: string[] = [];
  try {
    return await work((institution) => {
      const entered = gates.enter(institution.code, institution.concurrencyMax);
      if (entered) taken.push(institution.code);
      return entered;
    });
  } catch (fault) {
    for (const code of taken) gates.leave(code);
    throw fault;
  }
}
