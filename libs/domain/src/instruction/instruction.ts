import type { AccountKind } from '../account/account';
import type { TwoOfficers } from '../approval/officer';
import type { MeasureTerms } from '../hold/measure-terms';
import type { Fen } from '../money/money';
import type { ProtectionTerms } from '../protection/protection-terms';

/** 指令 kinds. A stop and a freeze are different legal acts; protect and unprotect act on a victim's own card and are neither. */
export const INSTRUCTION_KINDS = ['stop', 'extend', 'release', 'freeze', 'extend_freeze', 'unfreeze', 'query_flow', 'query_holder', 'watch', 'unwatch', 'protect', 'unprotect'] as const;
export type InstructionKind = (typeof INSTRUCTION_KINDS)[number];

export const INSTRUCTION_STATES = ['planned', 'sending', 'waiting', 'uncertain', 'undelivered', 'queued', 'done', 'partly_done', 'refused', 'withdrawn'] as const;
/**
 * planned: not sent, has a due time. sending: a worker holds it and asks now. waiting: the institution accepted it, no result yet.
 * uncertain: sent, nobody knows; it is asked about, never resent blind. undelivered: certainly never reached them, a human must.
 * queued: a freeze that waits at the institution behind earlier ones; it secures nothing and nobody owes a word by the minute.
 * done, partly_done, refused, withdrawn: ended.
 */
export type InstructionState = (typeof INSTRUCTION_STATES)[number];

export const ENDED_STATES: ReadonlySet<InstructionState> = new Set(['done', 'partly_done', 'refused', 'withdrawn']);

/** One intent towards one institution, as the wire needs it. `id` is the idempotency key of every attempt. */
export interface Instruction {
  readonly id: string;
  readonly incidentId: string;
  readonly incidentNumber: string;
  /** Null for a protective stop and its release: no stolen money went into that card. */
  readonly transferId: string | null;
  readonly kind: InstructionKind;
  readonly institutionCode: string;
  readonly accountNumber: string;
  readonly accountKind: AccountKind;
  readonly holderName: string | null;
  /** 0 for a protective stop and its release: all that would leave the card is blocked. */
  readonly amountFen: Fen;
  /** When the victim's money moved, ISO 8601 with zone; null while unknown. */
  readonly transferredAt: string | null;
  /** The organ under whose name the instruction goes out (only it may release later). */
  readonly organCode: string;
  /** Only for measures on a hold. */
  readonly measure?: MeasureTerms | null;
  /** Only for a protective stop and its release. */
  readonly protection?: ProtectionTerms | null;
  /** Handler and second officer as the institution is told; absent where none was looked up. */
  readonly officers?: TwoOfficers;
}
