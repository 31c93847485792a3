import type { Fact } from '#domain';
import { PARTITION_COUNT, partitionOf } from '#ledger';

/** All partitions' numbers. */
export const ALL_PARTITIONS: readonly number[] = Array.from({ length: PARTITION_COUNT }, (_, partition) => partition);

/** The facts by partition, their order kept. */
export function byPartition(facts: readonly Fact[]): Map<number, Fact[]> {
  const parts = new Map<number, Fact[]>();
  for (const fact of facts) {
    const partition = partitionOf(fact.incidentId);
    const part = parts.get(partition);
    if (part) part.push(fact);
    else parts.set(partition, [fact]);
  }
  return parts;
}
