/**
 * Natural batching: while a flush is in flight, new items pile up and become the next batch. There is no timer, so an idle system
 * adds no delay, and a busy one makes few large commits instead of many small ones.
 */
export class NaturalBatcher<Item, Result> {
  private waiting: { readonly item: Item; readonly resolve: (result: Result) => void; readonly reject: (fault: unknown) => void }[] = [];
  private inFlight = 0;

  /**
   * @param flush handles a batch; gives one result per item, in order.
   * @param limits batchMax items per flush, flushesMax flushes at once, waitingMax items that may wait before `add` refuses.
   */
  constructor(
    private readonly flush: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly limits: { readonly batchMax: number; readonly flushesMax: number; readonly waitingMax: number },
  ) {}

  /** Items that no flush has begun with. */
  get size(): number {
    return this.waiting.length;
  }

  /** True when `add` would refuse: the caller's door should say "busy" now. */
  get full(): boolean {
    return this.waiting.length >= this.limits.waitingMax;
  }

  /** Resolves with the item's result. When a batch fails, each of its items is tried once alone, so that one bad item harms nobody else. */
  add(item: Item): Promise<Result> {
    if (this.full) return Promise.reject(new BatcherFullError());
    return new Promise<Result>((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.pump();
    });
  }

  private pump(): void {
    while (this.inFlight < this.limits.flushesMax && this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.limits.batchMax);
      this.inFlight += 1;
      void this.run(batch).finally(() => {
        this.inFlight -= 1;
        this.pump();
      });
    }
  }

  private async run(batch: typeof this.waiting): Promise<void> {
    try {
      const results = await this.flush(batch.map((entry) => entry.item));
      if (results.length !== batch.length) throw new Error(`flush gave ${results.length} results for ${batch.length} items`);
      batch.forEach((entry, i) => entry.resolve(results[i] as Result));
    } catch (fault) {
      if (batch.length === 1) return batch[0]?.reject(fault);
      for (const entry of batch) await this.run([entry]);
    }
  }
}

/** The queue in front of the books is full; the caller should be told to come again. */
export class BatcherFullError extends Error {
  constructor() {
    super('the queue in front of the books is full');
  }
}
