import { crashPoint } from '../delivery/crash-point';
import type { StreamLogger } from '../fact-stream.port';

/** Where a group stands is told to the broker so long after it moved, in milliseconds: waiting for it behind every batch took longer than the batch. */
const COMMIT_AFTER_MS = 100;

/**
 * Commits a group's offsets beside the reading, many partitions and many batches in one request, one request at a time. A crash before
 * makes their facts come again, which every handler bears.
 */
export class OffsetCommits {
  /** By partition: the offset to read on from, reached and not committed yet. */
  private readonly due = new Map<number, string>();
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> | null = null;
  private tenure = 0;
  private closed = false;

  /** @param commit tells the broker; one that rejects is tried again, because a member that is truly lost is noticed by its heartbeat */
  constructor(private readonly commit: (offsets: ReadonlyMap<number, string>) => Promise<void>, private readonly logger: StreamLogger) {}

  /** Everything before this offset is handled. */
  note(partition: number, offset: string): void {
    this.due.set(partition, offset);
    this.arm();
  }

  /** Commits at once; sent before this returns when no other request is on its way. Never rejects. */
  async flush(): Promise<void> {
    while (this.sending) await this.sending;
    if (this.due.size === 0) return;
    this.disarm();
    this.sending = this.send().finally(() => { this.sending = null; });
    await this.sending;
  }

  /** The partitions may belong to others now: what is due says nothing about them any more. */
  forget(): void {
    this.tenure += 1;
    this.due.clear();
    this.disarm();
  }

  /** The last commit; what fails now stays uncommitted. Never rejects. */
  async close(): Promise<void> {
    this.closed = true;
    this.disarm();
    await this.flush();
  }

  private async send(): Promise<void> {
    const { tenure } = this;
    const offsets = new Map(this.due);
    this.due.clear();
    try {
      crashPoint('before_offset');
      await this.commit(offsets);
    } catch (fault) {
      this.logger.warn({ err: fault, partitions: [...offsets.keys()] }, 'offsets could not be committed');
      if (tenure !== this.tenure) return;
      for (const [partition, offset] of offsets) if (!this.due.has(partition)) this.due.set(partition, offset);
      this.arm();
    }
  }

  private arm(): void {
    if (this.closed) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.flush();
    }, COMMIT_AFTER_MS);
  }

  private disarm(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
