import type { Account } from '../account/account';
import type { Fen } from '../money/money';

/** Money that an institution says left the account: it becomes a transfer of the next layer. */
export interface OnwardTransfer {
  readonly account: Account;
  readonly amountFen: Fen;
  /** ISO 8601 with zone, by the institution's clock; null when it did not say. */
  readonly transferredAt: string | null;
  /** Serial number of the clearing house: the bridge from a bank card to a payment institution. */
  readonly clearingSerial: string | null;
}

/** Why an institution explicitly said no. `other` is an explicit no with a reason that has no word of its own. */
export const REFUSAL_REASONS = [
  'moved_on', 'cashed_out', 'mismatch', 'account_not_found', 'not_our_account', 'transaction_not_found', 'already_stopped',
  'stop_limit_reached', 'white_listed', 'papers_missing', 'not_supported', 'not_original_organ', 'other',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** What an institution says of the money, whatever the outcome. */
export interface MoneySaid {
  readonly onward: readonly OnwardTransfer[];
  readonly cashedOutFen: Fen;
}

/** Who holds an account, by the institution's word. Personal data. */
export interface HolderSaid {
  readonly name: string;
  /** Kind of the identity document, free text (e.g. 居民身份证). */
  readonly idKind: string | null;
  readonly idNumber: string | null;
  readonly phone: string | null;
}

/** A measure that is in force because the institution says so. */
export interface MeasureSaid extends MoneySaid {
  /** What the institution now controls on the account, in fen (never more than it said). */
  readonly controlledFen: Fen;
  /** The institution's own moment of execution, ISO 8601 with zone: the 48 hours count from here. */
  readonly bankAt: string;
  /** When the measure ends by the institution's word, ISO 8601 with zone; absent when it did not say. */
  readonly until?: string | null;
  /** Only in answers to query_holder. */
  readonly holder?: HolderSaid;
}

/** An earlier freeze of the same account by another authority, as the institution tells it. */
export interface PriorFreeze {
  readonly authority: string;
  /** When it ends, ISO 8601 with zone; null when the institution did not say. */
  readonly until: string | null;
  readonly amountFen: Fen | null;
}

/**
 * 轮候: the freeze is registered behind earlier ones and takes effect only when they end (PROC 242). It secures nothing.
 */
export interface QueuedSaid {
  /** 1: the next to take effect. */
  readonly position: number;
  readonly prior: readonly PriorFreeze[];
  /** The institution's own moment of these words, ISO 8601 with zone. */
  readonly bankAt: string;
}

/** Earlier freezes that one answer may tell. */
export const PRIOR_FREEZES_MAX = 50;

/** More than a thousand is no queue of a sane system. */
export const QUEUE_POSITION_MAX = 1_000;

/** A place in a queue: a whole number from 1. */
export function isQueuePosition(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= QUEUE_POSITION_MAX;
}

/**
 * 反馈: what an institution explicitly said. Nothing else is an answer: a timeout, an unknown code or garbage is silence.
 */
export type Answer =
  | { readonly kind: 'accepted'; readonly reference: string | null }
  /** Only to a freeze; said again whenever its place has changed. */
  | ({ readonly kind: 'queued' } & QueuedSaid)
  | ({ readonly kind: 'done' } & MeasureSaid)
  | ({ readonly kind: 'partly_done' } & MeasureSaid)
  | ({ readonly kind: 'refused'; readonly reason: RefusalReason } & MoneySaid)
  /** To a status query: "no message with this id has reached us", so that sending it is safe. */
  | { readonly kind: 'never_received' };

export const SILENCE_CAUSES = ['timeout', 'connection_lost', 'garbled', 'unknown_code', 'server_error', 'answer_too_large', 'signature_invalid', 'worker_lost'] as const;
/** Sent, or perhaps sent, and nobody knows what came of it. */
export type SilenceCause = (typeof SILENCE_CAUSES)[number];

export const NON_DELIVERY_CAUSES = ['connection_refused', 'host_unknown', 'tls_failed', 'circuit_open', 'rate_limited', 'not_authorised', 'not_sealed', 'not_supported'] as const;
/** Certainly not processed by the institution. */
export type NonDeliveryCause = (typeof NON_DELIVERY_CAUSES)[number];

/** How one attempt ended. */
export type AttemptResult =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'silent'; readonly cause: SilenceCause }
  | { readonly kind: 'not_delivered'; readonly cause: NonDeliveryCause };

/** The proof kept beside a result: raw bytes as they came, cut to a limit, and the institution's own code and words. */
export interface Evidence {
  readonly httpStatus: number | null;
  readonly raw: Uint8Array | null;
  readonly code: string | null;
  readonly text: string | null;
}
