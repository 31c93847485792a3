import type { Answer, PriorFreeze, QueuedSaid } from '../answer/answer';
import type { Fen } from '../money/money';
import type { Instruction } from '../instruction/instruction';
import type { HoldState, MeasureKind } from './hold.law';

/** What is in force on an account; a legal effect, not a message. `protective` stands on a victim's own card, under a law of its own. */
export type HoldKind = 'stop' | 'freeze' | 'protective';

/** 控制: placed by one instruction that an institution said it carried out. */
export interface Hold {
  readonly id: string;
  readonly instructionId: string;
  readonly kind: HoldKind;
  readonly state: HoldState;
  readonly controlledFen: Fen;
  /** ISO 8601, the institution's own clock. */
  readonly since: string;
  readonly until: string;
}

/** A freeze in the queue 轮候: it controls nothing until its turn comes. */
export interface QueuedFreeze {
  readonly position: number;
  readonly prior: readonly PriorFreeze[];
  /** What it is to freeze when its turn comes, in fen. */
  readonly queuedFen: Fen;
  /** ISO 8601, the institution's moment of registering it. */
  readonly since: string;
  /** When the queue itself ends by policy, ISO 8601; null: never by itself. */
  readonly until: string | null;
}

/** How long each measure lasts and how often it may be used. Policy data: the rules change without us. */
export interface HoldPolicy {
  /** 银发〔2016〕86号 art. 2(1)2: 48 hours from the moment of the stop. */
  readonly stopLastsHours: number;
  /** Same article: at most two stops of one account, across all organs. */
  readonly stopsPerAccountMax: number;
  /** Whether an extension uses up one of these stops: the usual, careful reading; not verified. */
  readonly extensionSpendsStop: boolean;
  /** How often one stop may be extended. */
  readonly extensionsMax: number;
  /** PROC 243: six months from the bank's moment, and as long for each renewal. */
  readonly freezeLastsMonths: number;
  /**
   * How many months a freeze may wait in a queue before it lapses by itself; 0: it never does, only the institution's word or our own
   * release ends it. No rule that gives a term is known to us, so 0 until somebody knows better.
   */
  readonly queuedFreezeLapsesAfterMonths: number;
  /** How long a protective stop of a victim's own card lasts, hours. A rule of the house: no law names a time. */
  readonly protectiveLastsHours: number;
}

export const DEFAULT_HOLD_POLICY: HoldPolicy = { stopLastsHours: 48, stopsPerAccountMax: 2, extensionSpendsStop: true, extensionsMax: 1, freezeLastsMonths: 6, queuedFreezeLapsesAfterMonths: 0, protectiveLastsHours: 24 };

/** When a hold ends after a measure, ISO 8601: as the institution says, else by policy from its own moment. */
export function untilAfter(kind: MeasureKind, said: { readonly bankAt: string; readonly until?: string | null }, policy: HoldPolicy): string {
  if (said.until != null) return new Date(said.until).toISOString();
  const moment = new Date(said.bankAt);
  if (kind === 'extend') return new Date(moment.getTime() + policy.stopLastsHours * 3_600_000).toISOString();
  return kind === 'freeze' || kind === 'extend_freeze' ? monthsLater(moment, policy.freezeLastsMonths) : moment.toISOString();
}

/** The same day and time so many months later; the last day of a month that has no such day. By UTC. */
function monthsLater(moment: Date, months: number): string {
  const first = new Date(moment);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(moment.getUTCDate(), lastDay));
  return first.toISOString();
}

/** The place in the queue that an institution tells of a freeze. The stop that the freeze is to replace stays as it is. */
export function queuedFreezeFrom(said: QueuedSaid, askedFen: Fen, policy: HoldPolicy): QueuedFreeze {
  const months = policy.queuedFreezeLapsesAfterMonths;
  return { position: said.position, prior: said.prior, queuedFen: askedFen, since: said.bankAt, until: months === 0 ? null : monthsLater(new Date(said.bankAt), months) };
}

/** The hold that an explicit answer to a stop places; undefined for every other answer or kind. */
export function holdFrom(id: string, instruction: Pick<Instruction, 'id' | 'kind'>, answer: Answer, policy: HoldPolicy): Hold | undefined {
  if (instruction.kind !== 'stop' || (answer.kind !== 'done' && answer.kind !== 'partly_done')) return undefined;
  const until = new Date(Date.parse(answer.bankAt) + policy.stopLastsHours * 3_600_000);
  return {
    id, instructionId: instruction.id, kind: 'stop', state: 'in_force',
    controlledFen: answer.controlledFen, since: answer.bankAt, until: until.toISOString(),
  };
}
