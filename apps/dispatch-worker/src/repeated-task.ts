/** Runs work at once when woken and otherwise at an interval; never twice at the same time, and a fault never ends it. */
export class RepeatedTask {
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> | undefined;
  private again = false;
  private closed = false;

  constructor(everyMs: number, private readonly work: () => Promise<unknown>, private readonly onFault: (fault: unknown) => void) {
    this.timer = setInterval(() => this.wake(), everyMs);
  }

  /** Runs soon; wakes while it runs are folded into one more run. */
  wake(): void {
    if (this.closed) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.work()
      .then(() => undefined, this.onFault)
      .finally(() => {
        this.running = undefined;
        if (this.again) {
          this.again = false;
          this.wake();
        }
      });
  }

  /** Waits for a run that is under way. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.running;
  }
}
