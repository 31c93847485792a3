import type { Answer } from '../answer/answer';
import type { Hold, HoldPolicy } from '../hold/hold';
import type { Instruction } from '../instruction/instruction';

/** When a protective stop ends, ISO 8601: as the institution says, else by policy from its own moment. */
export function protectedUntil(said: { readonly bankAt: string; readonly until?: string | null }, policy: Pick<HoldPolicy, 'protectiveLastsHours'>): string {
  if (said.until != null) return new Date(said.until).toISOString();
  return new Date(Date.parse(said.bankAt) + policy.protectiveLastsHours * 3_600_000).toISOString();
}

/** The protective stop that an explicit answer places; undefined for every other answer or kind. It controls no lost fen, whatever lies on the card. */
export function protectionFrom(id: string, instruction: Pick<Instruction, 'id' | 'kind'>, answer: Answer, policy: Pick<HoldPolicy, 'protectiveLastsHours'>): Hold | undefined {
  if (instruction.kind !== 'protect' || (answer.kind !== 'done' && answer.kind !== 'partly_done')) return undefined;
  return { id, instructionId: instruction.id, kind: 'protective', state: 'in_force', controlledFen: 0, since: answer.bankAt, until: protectedUntil(answer, policy) };
}

/**
 * What an answer about a victim's own card may mean: no money is secured, and none of it is stolen money that could be followed, whatever
 * the institution writes there. Applied before the law, like `answerAsKind` for queries, which calls it.
 */
export function answerAsProtection(answer: Answer): Answer {
  if (answer.kind === 'accepted' || answer.kind === 'never_received') return answer;
  if (answer.kind === 'queued') return { kind: 'accepted', reference: null };
  const nothing = { onward: [], cashedOutFen: 0 };
  return answer.kind === 'refused' ? { ...answer, ...nothing } : { ...answer, ...nothing, controlledFen: 0 };
}
