import type { InstructionReceived } from '../answers/wire-messages';
import type { Temperament } from '../institutions/temperament';

/** Names one account of the simulated world. */
export interface AccountRef {
  readonly institutionCode: string;
  readonly number: string;
}

/** A stop in force or past, as the bank keeps it. */
export interface PlacedStop {
  readonly instructionId: string;
  readonly organCode: string;
  readonly controlledFen: number;
  /** ISO 8601. */
  readonly since: string;
  readonly until: string;
}

/** A protective stop of the owner's card: nothing goes out, no amount is controlled, and it is none of the account's two stops. */
export interface PlacedProtection {
  readonly instructionId: string;
  readonly organCode: string;
  /** ISO 8601. */
  readonly since: string;
  readonly until: string;
}

/** Money that left the account. */
export interface Outflow {
  /** Clearing serial of the movement. */
  readonly serial: string;
  /** Null: taken out as cash. */
  readonly to: AccountRef | null;
  readonly amountFen: number;
  readonly at: string;
  /** True once it has been named in an answer. */
  reported: boolean;
}

/** Where arriving money goes next, and how soon. */
export interface MuleRoute {
  readonly from: AccountRef;
  readonly afterMs: number;
  readonly legs: readonly RouteLeg[];
}

/** A share of the arriving money. Without `amountFen` and `permille` it takes the rest. */
export interface RouteLeg {
  readonly to: AccountRef | null;
  readonly amountFen?: number;
  readonly permille?: number;
}

/** A freeze that another authority has placed before. */
export interface EarlierFreeze {
  readonly authority: string;
  /** ISO 8601; null: the bank does not tell. */
  readonly until: string | null;
  readonly amountFen: number | null;
}

/** One account of a simulated institution. */
export interface SimulatedAccount extends AccountRef {
  readonly kind: string;
  holderName: string | null;
  balanceFen: number;
  /** Opened because an instruction named it: every further report of a payment into it is believed too. */
  onDemand: boolean;
  /** Answers every instruction with this code, whatever the balance. */
  answerCode: string | null;
  temperament: Temperament | null;
  stops: PlacedStop[];
  protections: PlacedProtection[];
  outflows: Outflow[];
  /** Ids of the watch instructions in force: each is told of every movement out of the account. */
  watches: string[];
  /** Oldest first. */
  earlierFreezes: readonly EarlierFreeze[];
  /** Freezes of ours that wait behind them, oldest first. */
  queuedFreezes: InstructionReceived[];
}

/** One key for one account, for maps. */
export function keyOf(ref: AccountRef): string {
  return `${ref.institutionCode}:${ref.number}`;
}

/** The stops in force at a moment. */
export function stopsInForce(account: SimulatedAccount, now: Date): readonly PlacedStop[] {
  return account.stops.filter((stop) => Date.parse(stop.until) > now.getTime());
}

export function protectionsInForce(account: SimulatedAccount, now: Date): readonly PlacedProtection[] {
  return account.protections.filter((protection) => Date.parse(protection.until) > now.getTime());
}

/** What is on the account and under no stop, in fen. */
export function freeFen(account: SimulatedAccount, now: Date): number {
  const controlled = stopsInForce(account, now).reduce((sum, stop) => sum + stop.controlledFen, 0);
  return Math.max(0, account.balanceFen - controlled);
}
