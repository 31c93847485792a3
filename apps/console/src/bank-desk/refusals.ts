import type { RefusalReason } from '#domain';

// The domain is imported for its types only; this table does not compile when a reason is missing or too many.
const TABLE: Readonly<Record<RefusalReason, true>> = {
  moved_on: true, cashed_out: true, mismatch: true, account_not_found: true, not_our_account: true, transaction_not_found: true, already_stopped: true,
  stop_limit_reached: true, white_listed: true, papers_missing: true, not_supported: true, not_original_organ: true, other: true,
};

/** Reasons of an explicit no, in the order of the form. */
export const REFUSALS = Object.keys(TABLE) as RefusalReason[];
