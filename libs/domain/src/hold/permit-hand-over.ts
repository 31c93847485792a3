import { ruleOnHandOver, type HandOverEvent, type HandOverState } from './hand-over.law';
import type { HoldState } from './hold.law';

/** A hold as a hand-over sees it; moments as milliseconds since 1970. */
export interface HandedHold {
  readonly state: HoldState;
  readonly untilMs: number;
  /** The organ that has the right to change it now. */
  readonly rightOrganCode: string;
  /** A measure on it is under way: the institution's word on it comes first. */
  readonly measureOpen: boolean;
  /** An offer of it waits for the receiver's word. */
  readonly offerOpen: boolean;
}

export interface OfferAsked {
  readonly byOrganCode: string;
  readonly toOrganCode: string;
  /** Whether there is an organ of that code. */
  readonly toOrganKnown: boolean;
  readonly reason: string;
}

export const OFFER_REFUSALS = ['reason_missing', 'not_holder', 'not_in_force', 'expired', 'offer_open', 'organ_unknown', 'same_organ'] as const;
/** Why a hand-over cannot be offered. */
export type OfferRefusal = (typeof OFFER_REFUSALS)[number];

/**
 * May the right to change this hold be offered to that organ now? Null: yes. Otherwise the first reason against it. Pure.
 * A case that belongs elsewhere goes to the competent organ (PROC 175); what was held for it must not stay without anybody who can release it.
 */
export function permitOffer(hold: HandedHold, asked: OfferAsked, nowMs: number): OfferRefusal | null {
  if (asked.reason.trim() === '') return 'reason_missing';
  if (asked.byOrganCode !== hold.rightOrganCode) return 'not_holder';
  if (hold.state !== 'in_force') return 'not_in_force';
  if (hold.untilMs <= nowMs) return 'expired';
  if (hold.offerOpen) return 'offer_open';
  if (!asked.toOrganKnown) return 'organ_unknown';
  return asked.toOrganCode === hold.rightOrganCode ? 'same_organ' : null;
}

/** An offer and the two organs it is between. */
export interface HandOver {
  readonly state: HandOverState;
  readonly fromOrganCode: string;
  readonly toOrganCode: string;
}

export interface HandOverAsked {
  readonly event: HandOverEvent;
  readonly byOrganCode: string;
  /** Why it is declined or withdrawn; an acceptance needs none. */
  readonly reason: string;
}

export const HAND_OVER_REFUSALS = ['reason_missing', 'not_receiver', 'not_offerer', 'over', 'not_in_force', 'expired', 'measure_open'] as const;
/** Why an offer cannot be accepted, declined or withdrawn. */
export type HandOverRefusal = (typeof HAND_OVER_REFUSALS)[number];

/** May this be done to the offer now? Null: yes. A hold that is over can be declined or withdrawn, never accepted. Pure. */
export function permitHandOver(offer: HandOver, hold: HandedHold, asked: HandOverAsked, nowMs: number): HandOverRefusal | null {
  if (asked.event === 'withdraw' ? asked.byOrganCode !== offer.fromOrganCode : asked.byOrganCode !== offer.toOrganCode) return asked.event === 'withdraw' ? 'not_offerer' : 'not_receiver';
  if (ruleOnHandOver(offer.state, asked.event) === 'over') return 'over';
  if (asked.event !== 'accept') return asked.reason.trim() === '' ? 'reason_missing' : null;
  if (hold.state !== 'in_force') return 'not_in_force';
  if (hold.untilMs <= nowMs) return 'expired';
  // Whoever asked the institution hears its answer before somebody else disposes of the hold.
  return hold.measureOpen ? 'measure_open' : null;
}
