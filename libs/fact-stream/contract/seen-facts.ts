import type { Fact } from '#domain';
import { partitionOf } from '#ledger';

/** Notes what a handler was given, and lets a test await it. */
export class SeenFacts {
  readonly order: Fact[] = [];
  /** Breaches of "never concurrently for one partition" and "at most 500". */
  readonly breaches: string[] = [];
  private readonly numbers = new Map<string, number[]>();
  private readonly active = new Map<number, number>();
  private readonly waiters = new Set<() => void>();

  /** Notes the facts; what `work` does with them goes first. */
  handler(work: (facts: readonly Fact[]) => Promise<void> = async () => undefined): (facts: readonly Fact[]) => Promise<void> {
    return async (facts) => {
      const partitions = new Set(facts.map((fact) => partitionOf(fact.incidentId)));
      if (facts.length === 0 || facts.length > 500) this.breaches.push(`a batch of ${facts.length}`);
      for (const partition of partitions) this.enter(partition);
      try {
        // One turn of the event loop, so that an overlap would show.
        await new Promise(setImmediate);
        await work(facts);
        this.note(facts);
      } finally {
        for (const partition of partitions) this.active.set(partition, (this.active.get(partition) ?? 1) - 1);
      }
    };
  }

  note(facts: readonly Fact[]): void {
    for (const fact of facts) {
      this.order.push(fact);
      this.numbers.set(fact.incidentId, [...(this.numbers.get(fact.incidentId) ?? []), fact.seq]);
    }
    for (const waiter of [...this.waiters]) waiter();
  }

  /** The numbers seen of one incident, in the order of arrival. */
  of(incidentId: string): readonly number[] {
    return this.numbers.get(incidentId) ?? [];
  }

  hasAll(written: ReadonlyMap<string, number>): boolean {
    return [...written].every(([id, count]) => new Set(this.of(id)).size >= count);
  }

  /** Resolves when the condition holds; it is looked at after every batch. */
  async until(condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        this.waiters.delete(look);
        resolve();
      };
      this.waiters.add(look);
    });
  }

  private enter(partition: number): void {
    const now = (this.active.get(partition) ?? 0) + 1;
    if (now > 1) this.breaches.push(`partition ${partition} was handled twice at once`);
    this.active.set(partition, now);
  }
}

/** 1, 2, … count */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}
