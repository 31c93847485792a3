import { seededChance } from './seeded-chance';
import type { FlakyFaults, Temperament } from './temperament';

/** The fault that meets this delivery of an instruction, or null for an honest answer. Each repeat draws anew. */
export function chooseFault(temperament: Extract<Temperament, { kind: 'flaky' }>, instructionId: string, knock: number): keyof FlakyFaults | null {
  let chance = seededChance(temperament.seed, instructionId, knock);
  for (const [fault, share] of Object.entries(temperament.faults) as [keyof FlakyFaults, number][]) {
    if (chance < share) return fault;
    chance -= share;
  }
  return null;
}
