import type { Answer, AttemptResult } from '../answer/answer';
import { INSTRUCTION_STATES, type InstructionState } from './instruction';

/** Everything that can happen to an instruction. Answers come from institutions, overrides from a person who knows better, the rest from our own house. */
export const INSTRUCTION_EVENTS = [
  'claimed', 'withdrawn', 'accepted', 'queued', 'done', 'partly_done', 'refused', 'never_received', 'silent', 'not_delivered', 'delivery_given_up',
  'overridden_done', 'overridden_partly_done', 'overridden_refused',
] as const;
export type InstructionEvent = (typeof INSTRUCTION_EVENTS)[number];

/**
 * What the law says of an event in a state:
 * - `{ to }`: the instruction moves (or stays, when `to` is the same state, and the event is still recorded);
 * - `{ to, contradicts: true }`: it moves or stays, and a human is told that the institution contradicted itself or us;
 * - `repeated`: the same was said before; recorded as an attempt, nothing changes;
 * - `forbidden`: cannot happen unless we have a bug.
 */
export type Ruling = { readonly to: InstructionState; readonly contradicts?: true } | 'repeated' | 'forbidden';

/** Every state × every event. */
export type InstructionLaw = Readonly<Record<InstructionState, Readonly<Record<InstructionEvent, Ruling>>>>;

type OverrideRulings = Readonly<Record<Extract<InstructionEvent, `overridden_${string}`>, Ruling>>;
/** It has reached the institution, or may have: a person can know what really came of it, whatever was answered. */
const OVERRIDABLE: OverrideRulings = { overridden_done: { to: 'done' }, overridden_partly_done: { to: 'partly_done' }, overridden_refused: { to: 'refused' } };
/** It is still ours, or was taken back: there is no answer that could be wrong. */
const NOT_OVERRIDABLE: OverrideRulings = { overridden_done: 'forbidden', overridden_partly_done: 'forbidden', overridden_refused: 'forbidden' };

/**
 * The instruction's law. One row per state, one column per event, none left out.
 * Rules behind it: only an explicit answer makes *done*; silence makes *uncertain*; an uncertain instruction becomes
 * sendable again only when the institution itself says that it never received it; an explicit late answer is never ignored;
 * a person may say what is true of what has reached the institution, and of nothing else.
 */
export const INSTRUCTION_LAW: InstructionLaw = {
  planned: {
    claimed: { to: 'sending' }, withdrawn: { to: 'withdrawn' },
    accepted: { to: 'waiting' }, queued: { to: 'queued' }, done: { to: 'done' }, partly_done: { to: 'partly_done' }, refused: { to: 'refused' },
    never_received: 'repeated', silent: 'forbidden', not_delivered: 'forbidden', delivery_given_up: { to: 'undelivered' },
    ...NOT_OVERRIDABLE,
  },
  sending: {
    claimed: 'forbidden', withdrawn: 'forbidden',
    accepted: { to: 'waiting' }, queued: { to: 'queued' }, done: { to: 'done' }, partly_done: { to: 'partly_done' }, refused: { to: 'refused' },
    never_received: { to: 'planned' }, silent: { to: 'uncertain' }, not_delivered: { to: 'planned' }, delivery_given_up: { to: 'undelivered' },
    ...NOT_OVERRIDABLE,
  },
  waiting: {
    claimed: 'forbidden', withdrawn: 'forbidden',
    accepted: 'repeated', queued: { to: 'queued' }, done: { to: 'done' }, partly_done: { to: 'partly_done' }, refused: { to: 'refused' },
    never_received: { to: 'uncertain', contradicts: true }, silent: { to: 'waiting' }, not_delivered: { to: 'waiting' }, delivery_given_up: 'forbidden',
    ...OVERRIDABLE,
  },
  uncertain: {
    claimed: 'forbidden', withdrawn: 'forbidden',
    accepted: { to: 'waiting' }, queued: { to: 'queued' }, done: { to: 'done' }, partly_done: { to: 'partly_done' }, refused: { to: 'refused' },
    never_received: { to: 'planned' }, silent: { to: 'uncertain' }, not_delivered: { to: 'uncertain' }, delivery_given_up: 'forbidden',
    ...OVERRIDABLE,
  },
  undelivered: {
    claimed: { to: 'sending' }, withdrawn: { to: 'withdrawn' },
    accepted: { to: 'waiting' }, queued: { to: 'queued' }, done: { to: 'done' }, partly_done: { to: 'partly_done' }, refused: { to: 'refused' },
    never_received: 'repeated', silent: 'forbidden', not_delivered: 'forbidden', delivery_given_up: 'repeated',
    ...NOT_OVERRIDABLE,
  },
  queued: {
    claimed: 'forbidden', withdrawn: 'forbidden',
    accepted: 'repeated', queued: { to: 'queued' }, done: { to: 'done' }, partly_done: { to: 'partly_done' }, refused: { to: 'refused' },
    never_received: { to: 'uncertain', contradicts: true }, silent: { to: 'queued' }, not_delivered: { to: 'queued' }, delivery_given_up: 'forbidden',
    ...OVERRIDABLE,
  },
  done: {
    claimed: 'forbidden', withdrawn: 'forbidden',
    accepted: 'repeated', queued: { to: 'done', contradicts: true }, done: 'repeated', partly_done: { to: 'done', contradicts: true }, refused: { to: 'done', contradicts: true },
    never_received: { to: 'done', contradicts: true }, silent: 'repeated', not_delivered: 'repeated', delivery_given_up: 'forbidden',
    ...OVERRIDABLE,
  },
  partly_done: {
    claimed: 'forbidden', withdrawn: 'forbidden',
    accepted: 'repeated', queued: { to: 'partly_done', contradicts: true }, done: { to: 'partly_done', contradicts: true }, partly_done: 'repeated', refused: { to: 'partly_done', contradicts: true },
    never_received: { to: 'partly_done', contradicts: true }, silent: 'repeated', not_delivered: 'repeated', delivery_given_up: 'forbidden',
    ...OVERRIDABLE,
  },
  refused: {
    claimed: 'forbidden', withdrawn: 'forbidden',
    accepted: 'repeated', queued: { to: 'queued', contradicts: true }, done: { to: 'done', contradicts: true }, partly_done: { to: 'partly_done', contradicts: true }, refused: 'repeated',
    never_received: { to: 'refused', contradicts: true }, silent: 'repeated', not_delivered: 'repeated', delivery_given_up: 'forbidden',
    ...OVERRIDABLE,
  },
  withdrawn: {
    claimed: 'forbidden', withdrawn: 'repeated',
    accepted: { to: 'waiting', contradicts: true }, queued: { to: 'queued', contradicts: true }, done: { to: 'done', contradicts: true }, partly_done: { to: 'partly_done', contradicts: true },
    refused: { to: 'withdrawn', contradicts: true },
    never_received: 'repeated', silent: 'repeated', not_delivered: 'repeated', delivery_given_up: 'forbidden',
    ...NOT_OVERRIDABLE,
  },
};

/** The law's ruling; another table than the law is for tests of the tests. Throws on `forbidden`: an illegal move is a bug of ours and must not be written. */
export function ruleOn(state: InstructionState, event: InstructionEvent, law: InstructionLaw = INSTRUCTION_LAW): Exclude<Ruling, 'forbidden'> {
  const ruling = law[state][event];
  if (ruling === 'forbidden') throw new Error(`instruction law forbids "${event}" in state "${state}"`);
  return ruling;
}

/** True when the law lets the event happen in the state at all. */
export function allows(state: InstructionState, event: InstructionEvent): boolean {
  return INSTRUCTION_LAW[state][event] !== 'forbidden';
}

/** Names the event that the end of an attempt is. */
export function eventOf(result: AttemptResult): InstructionEvent {
  return result.kind === 'answered' ? eventOfAnswer(result.answer) : result.kind;
}

export function eventOfAnswer(answer: Answer): InstructionEvent {
  return answer.kind;
}

/** The law as a Mermaid state diagram; docs/instruction-law.md is generated from it. */
export function drawInstructionLaw(): string {
  const lines = ['stateDiagram-v2', '  [*] --> planned'];
  for (const from of INSTRUCTION_STATES) {
    for (const event of INSTRUCTION_EVENTS) {
      const ruling = INSTRUCTION_LAW[from][event];
      if (typeof ruling === 'string' || (ruling.to === from && !ruling.contradicts)) continue;
      lines.push(`  ${from} --> ${ruling.to}: ${event}${ruling.contradicts ? ' (contradiction, to a human)' : ''}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
