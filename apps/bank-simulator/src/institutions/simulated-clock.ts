/** Time in the simulated world: real moments, delays divided by CLOCK_SPEED. Pending tasks end with the simulator. */
export class SimulatedClock {
  private readonly timers = new Set<NodeJS.Timeout>();
  private closed = false;

  /** @param speed 10 makes a delay of ten seconds last one. */
  constructor(readonly speed: number) {}

  now(): Date {
    return new Date();
  }

  /** When a delay that starts now will have passed. */
  dueAfter(delayMs: number): string {
    return new Date(Date.now() + delayMs / this.speed).toISOString();
  }

  /** Runs the task at the moment, at once when it has passed. */
  at(moment: string, task: () => void): void {
    this.start(Math.max(0, Date.parse(moment) - Date.now()), task);
  }

  /** Runs the task after the delay (simulated milliseconds). */
  after(delayMs: number, task: () => void): void {
    this.start(delayMs / this.speed, task);
  }

  /** Resolves after the delay; never, once the simulator is closed. */
  pause(delayMs: number): Promise<void> {
    return delayMs === 0 ? Promise.resolve() : new Promise((resolve) => this.after(delayMs, resolve));
  }

  close(): void {
    this.closed = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private start(realMs: number, task: () => void): void {
    if (this.closed) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      task();
    }, realMs);
    this.timers.add(timer);
  }
}
