import { sameCall, sameCaller } from './rank-duplicates';
import { inOneAccount, proposePairs, type IncidentPayment, type SamePair } from './same-payment';

/** An incident as far as joining asks about it. */
export interface JoinableIncident {
  readonly id: string;
  readonly callNumber: string | null;
  readonly victimPhone: string | null;
  /** Where it is joined into already; null when nowhere. */
  readonly joinedInto: string | null;
  /** How many incidents are joined into it. */
  readonly joinedCount: number;
  /** What its victim paid: layer 1. */
  readonly payments: readonly IncidentPayment[];
}

/** What two incidents have in common that no stranger's would. */
export const JOIN_GROUNDS = ['same_call', 'same_caller', 'same_transfer'] as const;
export type JoinGround = (typeof JOIN_GROUNDS)[number];

export type JoinRefusal =
  /** An incident is not joined into itself. */
  | 'itself'
  /** It is joined into another one: un-join it first. */
  | 'joined_already'
  /** The one to join into is itself joined: join into that one. */
  | 'into_joined'
  /** Others are joined into it: they would hang on a chain. */
  | 'has_joined'
  | 'transfer_unknown'
  /** One payment named twice. */
  | 'transfer_twice'
  /** Money in two accounts is not one movement. */
  | 'another_account'
  /** Nothing in common but perhaps the account: two victims are not duplicates. A person may know better, with a reason. */
  | 'nothing_in_common';

export interface JoinProposal {
  readonly grounds: readonly JoinGround[];
  readonly pairs: readonly SamePair[];
}

/** What speaks for joining, and which payments are probably the same. */
export function proposeJoin(later: JoinableIncident, into: JoinableIncident): JoinProposal {
  const pairs = proposePairs(later.payments, into.payments);
  const holds: Readonly<Record<JoinGround, boolean>> = { same_call: sameCall(later, into), same_caller: sameCaller(later, into), same_transfer: pairs.length > 0 };
  return { grounds: JOIN_GROUNDS.filter((ground) => holds[ground]), pairs };
}

/**
 * May `later` be joined into `into`, with these payments taken as the same? Null when it may. A join is one step deep, never a chain or a
 * ring: totals, lists and un-joining stay plain. @param reason a person's, or null
 */
export function permitJoin(later: JoinableIncident, into: JoinableIncident, pairs: readonly SamePair[], reason: string | null): JoinRefusal | null {
  if (later.id === into.id) return 'itself';
  if (later.joinedInto !== null) return 'joined_already';
  if (into.joinedInto !== null) return 'into_joined';
  if (later.joinedCount > 0) return 'has_joined';
  const own = new Map(later.payments.map((payment) => [payment.transferId, payment]));
  const theirs = new Map(into.payments.map((payment) => [payment.transferId, payment]));
  for (const pair of pairs) {
    const [payment, same] = [own.get(pair.transferId), theirs.get(pair.sameAsTransferId)];
    if (!payment || !same) return 'transfer_unknown';
    if (!inOneAccount(payment, same)) return 'another_account';
  }
  if (new Set(pairs.map((pair) => pair.transferId)).size < pairs.length || new Set(pairs.map((pair) => pair.sameAsTransferId)).size < pairs.length) return 'transfer_twice';
  if (!reason?.trim() && proposeJoin(later, into).grounds.length === 0) return 'nothing_in_common';
  return null;
}
