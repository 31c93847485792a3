import type { AttemptResult, RefusalReason, SilenceCause } from '../answer/answer';
import type { Fen } from '../money/money';
import { delayBefore, type DeliveryPolicy } from './delivery.policy';
import { ENDED_STATES, type InstructionState } from './instruction';
import { eventOf, INSTRUCTION_LAW, ruleOn, type InstructionEvent, type InstructionLaw, type Ruling } from './instruction.law';

/** The moving part of an instruction. Moments are dates; `dueAt` null means nobody needs to act by time. */
export interface InstructionLife {
  readonly state: InstructionState;
  readonly needsHuman: boolean;
  readonly dueAt: Date | null;
  readonly sendCount: number;
  readonly queryCount: number;
  readonly plannedAt: Date;
  readonly stateAt: Date;
  readonly sentAt: Date | null;
  readonly receivedAt: Date | null;
  readonly answeredAt: Date | null;
  readonly refusal: RefusalReason | null;
  readonly silenceCause: SilenceCause | null;
  readonly controlledFen: Fen | null;
  /** A person has stated what is true (`apply-override.ts`): institutions can contradict it, and only a person can change it again. */
  readonly overridden?: boolean;
}

export interface AttemptEnd {
  readonly purpose: 'send' | 'query' | 'inbound';
  readonly result: AttemptResult;
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/** What the end of an attempt does to an instruction. */
export interface Applied {
  readonly life: InstructionLife;
  /** What happened by the law's words; `delivery_given_up` when the policy ended. */
  readonly event: InstructionEvent;
  readonly moved: boolean;
  /** True when the law says that the answer contradicts what was known. */
  readonly contradicts: boolean;
  /** True when the same was known before and nothing changes. */
  readonly repeated: boolean;
}

/** Refusals after which the desk can help by correcting a field or finding the trail. */
export const HUMAN_CAN_HELP: ReadonlySet<RefusalReason> = new Set([
  'mismatch', 'account_not_found', 'not_our_account', 'transaction_not_found', 'papers_missing', 'stop_limit_reached', 'white_listed', 'not_supported', 'not_original_organ', 'other',
]);

/** Applies the end of one attempt under the law and the delivery policy. `random` in [0, 1) spreads the due times. */
export function applyResult(life: InstructionLife, end: AttemptEnd, policy: DeliveryPolicy, random: number, law: InstructionLaw = INSTRUCTION_LAW): Applied {
  const event = eventUnderPolicy(life, end, policy);
  const ruling = stood(life, ruleOn(life.state, event, law));
  const counted: InstructionLife = {
    ...life,
    queryCount: life.queryCount + (end.purpose === 'query' ? 1 : 0),
    sentAt: life.sentAt ?? (reachedThem(end) ? end.startedAt : null),
  };
  if (ruling === 'repeated' && saysOtherwise(life, end)) return { life: { ...counted, needsHuman: true }, event, moved: false, contradicts: true, repeated: false };
  if (ruling === 'repeated') return { life: { ...counted, dueAt: dueAfter(counted, counted.state, end, policy, random) }, event, moved: false, contradicts: false, repeated: true };
  const moved = ruling.to !== life.state;
  const next: InstructionLife = {
    ...counted,
    ...said(counted, end, ruling.contradicts === true),
    state: ruling.to,
    stateAt: moved ? later(life.stateAt, end.endedAt) : life.stateAt,
    dueAt: dueAfter(counted, ruling.to, end, policy, random),
  };
  const contradicts = ruling.contradicts === true;
  // An explicit answer that only contradicts (the state stays) must not overwrite what was recorded.
  const kept = contradicts && !moved ? { ...counted, dueAt: counted.dueAt } : next;
  return { life: { ...kept, needsHuman: needsHuman(kept, end, contradicts) }, event, moved, contradicts, repeated: false };
}

/** What a person has stated is not moved by what an institution says; where the law would move it, the two contradict each other. */
function stood(life: InstructionLife, ruling: Exclude<Ruling, 'forbidden'>): Exclude<Ruling, 'forbidden'> {
  return life.overridden && ruling !== 'repeated' ? { to: life.state, contradicts: true } : ruling;
}

function eventUnderPolicy(life: InstructionLife, end: AttemptEnd, policy: DeliveryPolicy): InstructionEvent {
  const event = eventOf(end.result);
  const tooLate = end.endedAt.getTime() - life.plannedAt.getTime() >= policy.giveUpAfterMs;
  return event === 'not_delivered' && life.state === 'sending' && tooLate ? 'delivery_given_up' : event;
}

function reachedThem(end: AttemptEnd): boolean {
  return end.purpose === 'send' && end.result.kind !== 'not_delivered';
}

/** The same kind of answer about the same instruction, but with another amount or reason: both cannot be true. */
function saysOtherwise(life: InstructionLife, end: AttemptEnd): boolean {
  if (end.result.kind !== 'answered') return false;
  const { answer } = end.result;
  if (answer.kind === 'done' || answer.kind === 'partly_done') return answer.controlledFen !== life.controlledFen;
  return answer.kind === 'refused' && answer.reason !== life.refusal;
}

/** What is learnt from an attempt. Answers may be read in another order than they came, so the marks are ordered: sent, received, answered. */
function said(life: InstructionLife, end: AttemptEnd, contradicts: boolean): Partial<InstructionLife> {
  if (end.result.kind === 'silent') return { silenceCause: end.result.cause };
  if (end.result.kind === 'not_delivered') return {};
  const answer = end.result.answer;
  // What contradicts an earlier word does not wipe out what that word proved.
  if (answer.kind === 'never_received') return { silenceCause: null, ...(contradicts ? {} : { sentAt: null, receivedAt: null, answeredAt: null }) };
  // An answer may overtake the end of its own request, whose moment of sending is then the claim's.
  const sentAt = life.sentAt ?? (life.state === 'sending' ? earlier(life.stateAt, end.startedAt) : end.startedAt);
  const receivedAt = later(sentAt, life.receivedAt === null ? end.endedAt : earlier(life.receivedAt, end.endedAt));
  const received = { sentAt, receivedAt, silenceCause: null };
  if (answer.kind === 'accepted') return received;
  if (answer.kind === 'queued') return { ...received, answeredAt: later(receivedAt, end.endedAt), refusal: null };
  if (answer.kind === 'refused') return { ...received, answeredAt: later(receivedAt, end.endedAt), refusal: answer.reason };
  return { ...received, answeredAt: later(receivedAt, end.endedAt), refusal: null, controlledFen: answer.controlledFen };
}

function dueAfter(life: InstructionLife, state: InstructionState, end: AttemptEnd, policy: DeliveryPolicy, random: number): Date | null {
  if (ENDED_STATES.has(state) || state === 'undelivered' || state === 'sending') return null;
  const delays = state === 'planned' ? policy.retryDelaysMs : state === 'waiting' ? policy.waitingQueryDelaysMs : state === 'queued' ? policy.queuedQueryDelaysMs : policy.uncertainQueryDelaysMs;
  const tries = state === 'planned' ? life.sendCount - 1 : life.queryCount;
  return new Date(end.endedAt.getTime() + delayBefore(delays, tries, random));
}

function needsHuman(life: InstructionLife, end: AttemptEnd, contradicts: boolean): boolean {
  if (contradicts || life.state === 'undelivered') return true;
  if (life.state === 'uncertain' || life.state === 'waiting' || life.state === 'queued' || life.state === 'planned') return life.needsHuman;
  if (life.state !== 'refused' || life.refusal === null) return false;
  if (HUMAN_CAN_HELP.has(life.refusal)) return true;
  // "Moved on" to nobody knows where: only a person can find the trail.
  const onward = end.result.kind === 'answered' && end.result.answer.kind === 'refused' ? end.result.answer.onward.length : 0;
  return life.refusal === 'moved_on' && onward === 0;
}

function earlier(a: Date, b: Date): Date {
  return a.getTime() <= b.getTime() ? a : b;
}

/** The later of two moments. */
export function later(a: Date, b: Date): Date {
  return a.getTime() >= b.getTime() ? a : b;
}
