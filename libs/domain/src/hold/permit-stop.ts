import type { HoldPolicy } from './hold';

/** What is known of an account across all organs and incidents before a stop is planned on it. */
export interface AccountStanding {
  /** A stop that is under way, or whose hold is in force: its answer speaks for everybody who lost money into this account. */
  readonly coveringInstructionId: string | null;
  /** That stop is another incident's, has not gone out and awaits a leader's approval, which a stop of this one's own does not need. */
  readonly coverAwaitsApproval: boolean;
  /** Stops that an institution has carried out on the account so far. */
  readonly stopsUsed: number;
  /** A person decided, with a reason, to use the second and last stop. */
  readonly secondStopAllowed: boolean;
}

/**
 * - `send`: plan a stop of its own. - `join`: another stop speaks for this transfer.
 * - `ask`: a further stop would spend the last one; only a person may decide that. - `never`: the limit is reached.
 */
export type StopPermit = { readonly kind: 'send' } | { readonly kind: 'join'; readonly instructionId: string } | { readonly kind: 'ask' } | { readonly kind: 'never' };

/**
 * May a stop be planned on this account? 银发〔2016〕86号 art. 2(1)2: at most two stops per account; the limit is policy data. What awaits
 * somebody else's leader speaks for nobody who may act at once; once approved it is asked about again here, and joins what went out meanwhile.
 */
export function permitStop(account: AccountStanding, policy: HoldPolicy): StopPermit {
  if (account.coveringInstructionId !== null && !account.coverAwaitsApproval) return { kind: 'join', instructionId: account.coveringInstructionId };
  if (account.stopsUsed >= policy.stopsPerAccountMax) return { kind: 'never' };
  return account.stopsUsed === 0 || account.secondStopAllowed ? { kind: 'send' } : { kind: 'ask' };
}
