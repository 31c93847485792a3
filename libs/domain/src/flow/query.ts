import type { Answer, MoneySaid, RefusalReason } from '../answer/answer';
import type { InstructionKind } from '../instruction/instruction';
import type { Fen } from '../money/money';
import { answerAsProtection } from '../protection/protective-stop';
import { isProtectionKind, PROTECT_CAPABILITY } from '../protection/protection.law';
import type { ChasePolicy } from './chase.policy';

export const QUERY_KINDS = ['query_flow', 'query_holder', 'watch', 'unwatch'] as const satisfies readonly InstructionKind[];
/** 查询: what is asked of an institution about an account without touching it. None of them places a hold or spends a stop. */
export type QueryKind = (typeof QUERY_KINDS)[number];

export const CAPABILITIES = ['query_flow', 'query_holder', 'watch', PROTECT_CAPABILITY] as const satisfies readonly InstructionKind[];
/** What an institution can do besides stopping; who can watch can also end the watch, who can protect can also end that. */
export type Capability = (typeof CAPABILITIES)[number];

export function isQueryKind(kind: InstructionKind): kind is QueryKind {
  return (QUERY_KINDS as readonly InstructionKind[]).includes(kind);
}

export function canAnswer(capabilities: readonly string[], kind: QueryKind): boolean {
  return capabilities.includes(kind === 'unwatch' ? 'watch' : kind);
}

/**
 * What an answer to this kind of instruction may mean: nothing is controlled by a query or by a protective stop, whatever the institution writes there.
 * And "queued" is a word about a freeze: of anything else it says no more than that the message arrived.
 * Applied before the law, so that a number in the wrong place can neither secure money nor contradict an earlier word.
 */
export function answerAsKind(kind: InstructionKind, answer: Answer): Answer {
  if (isProtectionKind(kind)) return answerAsProtection(answer);
  if (answer.kind === 'queued') return kind === 'freeze' ? answer : { kind: 'accepted', reference: null };
  if (!isQueryKind(kind) || (answer.kind !== 'done' && answer.kind !== 'partly_done')) return answer;
  return { ...answer, controlledFen: 0 };
}

/**
 * A repeated answer that may still bring news: movements found meanwhile. A watch is answered once ("it is in force") and then again
 * with every movement; its message's life ended with the first word. The natural key of movements keeps the rest from counting twice.
 */
export function mayBringNews(kind: InstructionKind): boolean {
  return kind === 'query_flow' || kind === 'watch';
}

/** Refusals of a stop after which the account is right and the institution can still say where the money went. */
const WORTH_ASKING: ReadonlySet<RefusalReason> = new Set(['moved_on', 'cashed_out', 'already_stopped', 'stop_limit_reached', 'white_listed']);

/** What a stop asked for and its answer left unexplained: neither controlled, nor moved on, nor taken out as cash. Never negative. */
export function shortfallFen(askedFen: Fen, controlledFen: Fen, said: MoneySaid): Fen {
  const explained = said.onward.reduce((sum, next) => sum + next.amountFen, controlledFen + said.cashedOutFen);
  return Math.max(0, askedFen - explained);
}

/** Shall the institution be asked where the money of a stopped account went? The fen to ask about, or 0 for "no". Pure. */
export function fenToFollow(askedFen: Fen, answer: Answer, policy: Pick<ChasePolicy, 'followUp'>): Fen {
  if (policy.followUp === 'never' || answer.kind === 'accepted' || answer.kind === 'queued' || answer.kind === 'never_received') return 0;
  if (answer.kind === 'refused' && !WORTH_ASKING.has(answer.reason)) return 0;
  const shortfall = shortfallFen(askedFen, answer.kind === 'refused' ? 0 : answer.controlledFen, answer);
  return shortfall === 0 && policy.followUp === 'always' ? askedFen : shortfall;
}
