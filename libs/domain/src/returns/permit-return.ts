import type { HoldKind } from '../hold/hold';
import type { HoldState } from '../hold/hold.law';
import { APPROVER_LEVELS, type ApproverLevel } from '../hold/measure-terms';
import type { Fen } from '../money/money';

export const RETURN_METHODS = ['single', 'traced', 'pro_rata'] as const;
/** How the money is known to be this victim's (资金返还规定 2016): the account's only credit, traced by time, or by shares of the losses. */
export type ReturnMethod = (typeof RETURN_METHODS)[number];

export const RETURN_STATES = ['decided', 'paid', 'cancelled'] as const;
/** decided: the police decided it, the bank has not paid. paid: the bank paid, the money is with the victim. cancelled: called off before that. */
export type ReturnState = (typeof RETURN_STATES)[number];

/** Terms of returning money. Policy data: the rules change without us. */
export interface ReturnPolicy {
  /** 资金返还规定 2016: a division by shares is made public for 30 days before it is carried out. */
  readonly proRataNoticeDays: number;
  /** The lowest level that may approve a return. */
  readonly approverLevelMin: ApproverLevel;
}
export const DEFAULT_RETURN_POLICY: ReturnPolicy = { proRataNoticeDays: 30, approverLevelMin: 'county' };

/** A hold out of which money may be disposed of; moments as milliseconds since 1970. */
export interface DisposableHold {
  readonly kind: HoldKind;
  readonly state: HoldState;
  readonly untilMs: number;
  /** The organ that may dispose of it. */
  readonly organCode: string;
  /** It was asked to end, and the institution owes a word: the money may be free by now. */
  readonly unfreezing: boolean;
}
/** A hold as a return sees it. */
export interface ReturnableHold extends DisposableHold {
  /** What of it secures this victim's loss. */
  readonly allocatedFen: Fen;
  /** What of that is decided already and not paid yet; what was paid is not allocated any more. */
  readonly decidedFen: Fen;
}

export interface ReturnAsked {
  readonly byOrganCode: string;
  readonly amountFen: Fen;
  readonly method: ReturnMethod;
  readonly reason: string;
  readonly approverName: string;
  readonly approverLevel: ApproverLevel;
  /** When the public notice began; milliseconds since 1970, null when there was none. */
  readonly noticeSinceMs: number | null;
}

export const DISPOSAL_REFUSALS = ['reason_missing', 'other_organ', 'not_frozen', 'not_in_force', 'expired', 'unfreezing', 'approver_missing', 'approver_level'] as const;
/** Why nothing may be disposed of out of a hold. */
export type DisposalRefusal = (typeof DISPOSAL_REFUSALS)[number];
export const RETURN_REFUSALS = [...DISPOSAL_REFUSALS, 'amount', 'amount_over', 'notice_missing', 'notice_running'] as const;
/** Why a return is not permitted. */
export type ReturnRefusal = (typeof RETURN_REFUSALS)[number];

/** The first reason against disposing of frozen money, whatever is done with it. Pure. */
export function againstDisposal(hold: DisposableHold, asked: { readonly byOrganCode: string; readonly reason: string; readonly approverName: string; readonly approverLevel: ApproverLevel }, policy: ReturnPolicy, nowMs: number): DisposalRefusal | null {
  if (asked.reason.trim() === '') return 'reason_missing';
  if (asked.byOrganCode !== hold.organCode) return 'other_organ';
  // A stop is for hours and for nobody's money in particular: only what is frozen is given back.
  if (hold.kind !== 'freeze') return 'not_frozen';
  if (hold.state !== 'in_force') return 'not_in_force';
  if (hold.untilMs <= nowMs) return 'expired';
  if (hold.unfreezing) return 'unfreezing';
  if (asked.approverName.trim() === '') return 'approver_missing';
  return APPROVER_LEVELS.indexOf(asked.approverLevel) < APPROVER_LEVELS.indexOf(policy.approverLevelMin) ? 'approver_level' : null;
}

/** May this return be decided now? Null: yes. Otherwise the first reason against it. Pure. */
export function permitReturn(hold: ReturnableHold, asked: ReturnAsked, policy: ReturnPolicy, nowMs: number): ReturnRefusal | null {
  const refusal = againstDisposal(hold, asked, policy, nowMs);
  if (refusal) return refusal;
  if (!Number.isSafeInteger(asked.amountFen) || asked.amountFen <= 0) return 'amount';
  if (asked.amountFen > hold.allocatedFen - hold.decidedFen) return 'amount_over';
  if (asked.method !== 'pro_rata') return null;
  if (asked.noticeSinceMs === null) return 'notice_missing';
  return nowMs < asked.noticeSinceMs + policy.proRataNoticeDays * 86_400_000 ? 'notice_running' : null;
}

/** A decided return and its hold, when a payment or a cancellation is recorded. */
export interface OpenReturn {
  readonly state: ReturnState;
  readonly amountFen: Fen;
  readonly decidedAtMs: number;
  readonly holdState: HoldState;
  readonly holdUntilMs: number;
  readonly organCode: string;
  /** What of the hold secures the victim's loss now. */
  readonly allocatedFen: Fen;
}

export const PAYMENT_REFUSALS = ['other_organ', 'already_paid', 'cancelled', 'serial_missing', 'paid_in_future', 'paid_before_decision', 'not_held', 'not_secured'] as const;
/** Why a payment or a cancellation is not recorded. */
export type PaymentRefusal = (typeof PAYMENT_REFUSALS)[number];

/** May it be recorded that the bank paid this return? The hold may have run out since, as long as it stood at the bank's moment. Pure. */
export function permitPayment(one: OpenReturn, paid: { readonly byOrganCode: string; readonly serial: string; readonly atMs: number }, nowMs: number): PaymentRefusal | null {
  const refusal = permitCancellation(one, paid);
  if (refusal) return refusal;
  if (paid.serial.trim() === '') return 'serial_missing';
  if (paid.atMs > nowMs) return 'paid_in_future';
  if (paid.atMs < one.decidedAtMs) return 'paid_before_decision';
  if (one.holdState === 'released' || one.holdState === 'converted' || paid.atMs > one.holdUntilMs) return 'not_held';
  return one.amountFen > one.allocatedFen ? 'not_secured' : null;
}

/** May a decided return be called off? Never after the bank paid. Pure. */
export function permitCancellation(one: OpenReturn, asked: { readonly byOrganCode: string }): PaymentRefusal | null {
  if (asked.byOrganCode !== one.organCode) return 'other_organ';
  if (one.state === 'paid') return 'already_paid';
  return one.state === 'cancelled' ? 'cancelled' : null;
}
