import type { InstructionState } from '../instruction/instruction';
import type { Consent } from './protection-terms';
import type { ProtectionState } from './protection.law';

export interface ProtectionAsked {
  readonly consent: Pick<Consent, 'by'> & { readonly atMs: number };
  readonly reason: string;
}

/** What is known of a card in the victim's incident before it is protected. */
export interface CardStanding {
  /** Stolen money went into this account in this very incident: it is a suspect's, not the victim's own. */
  readonly suspectHere: boolean;
  /** A protective stop of this incident on it is under way or in force. */
  readonly protectedAlready: boolean;
}

export const PROTECTION_REFUSALS = ['reason_missing', 'consent_missing', 'consent_later', 'suspect_here', 'protected_already'] as const;
/** Why a protective stop may not be asked for. */
export type ProtectionRefusal = (typeof PROTECTION_REFUSALS)[number];

/**
 * May a protective stop be asked for? Null: yes. House rule, not law: consent and reason are mandatory because the account's owner is suspected of nothing.
 * How many stops the account has had, and whether another incident suspects it, plays no part. Pure.
 */
export function permitProtection(card: CardStanding, { consent, reason }: ProtectionAsked, nowMs: number): ProtectionRefusal | null {
  if (reason.trim() === '') return 'reason_missing';
  if (consent.by.trim() === '') return 'consent_missing';
  if (Number.isNaN(consent.atMs) || consent.atMs > nowMs) return 'consent_later';
  if (card.suspectHere) return 'suspect_here';
  return card.protectedAlready ? 'protected_already' : null;
}

/** A protective stop as its release sees it. */
export interface StandingProtection {
  /** The organ that placed it. */
  readonly organCode: string;
  /** Null until it is instructed. */
  readonly instructionState: InstructionState | null;
  /** Null until an institution said that it is in force. */
  readonly state: ProtectionState | null;
  /** Its release is asked for and has no answer yet. */
  readonly releaseOpen: boolean;
}

export const UNPROTECT_REFUSALS = ['reason_missing', 'other_organ', 'release_open', 'over', 'answer_awaited'] as const;
/** Why a protective stop may not be ended now. */
export type UnprotectRefusal = (typeof UNPROTECT_REFUSALS)[number];

/** How a protective stop is ended: by an instruction to the institution, or, where certainly nothing reached it, by withdrawing its own. */
export type UnprotectPermit = { readonly kind: 'instruct' } | { readonly kind: 'withdraw' } | { readonly kind: 'refused'; readonly refusal: UnprotectRefusal };

/** May it be ended now? In one step, by the organ that placed it, at the victim's wish. Pure. */
export function permitUnprotect(protection: StandingProtection, asked: { readonly byOrganCode: string; readonly reason: string }): UnprotectPermit {
  const refused = (refusal: UnprotectRefusal): UnprotectPermit => ({ kind: 'refused', refusal });
  if (asked.reason.trim() === '') return refused('reason_missing');
  if (asked.byOrganCode !== protection.organCode) return refused('other_organ');
  if (protection.releaseOpen) return refused('release_open');
  if (protection.state === 'in_force') return { kind: 'instruct' };
  if (protection.state !== null) return refused('over');
  switch (protection.instructionState) {
    case 'undelivered':
      return { kind: 'withdraw' };
    case 'refused':
    case 'withdrawn':
      return refused('over');
    case null:
    case 'planned':
    case 'sending':
    case 'waiting':
    // Only a freeze can be queued; of anything else the word is read as "received".
    case 'queued':
    case 'uncertain':
    // Done, and its hold not seen yet cannot be: both are one commit.
    case 'done':
    case 'partly_done':
      return refused('answer_awaited');
  }
}
