import type { ApproverLevel } from '../hold/measure-terms';
import type { Fen } from '../money/money';
import { divideProRata } from './divide-pro-rata';
import { againstDisposal, type DisposableHold, type DisposalRefusal, type ReturnPolicy } from './permit-return';

/** One victim whose money reached a hold's account. */
export interface ShareClaim {
  readonly lossFen: Fen;
  /** How much of the hold can secure this victim's loss at most: more of the victim's money never reached the account, or is accounted for elsewhere. */
  readonly reachFen: Fen;
}

/**
 * Divides what a hold controls by losses (资金返还规定 2016), to the fen, nobody above what can secure the loss. What one victim cannot use goes
 * to the others, again by their losses. The shares add up to the sum, or to all that can be used where that is less.
 */
export function divideByReach(totalFen: Fen, claims: readonly ShareClaim[]): Fen[] {
  const shares = claims.map(() => 0);
  let left = totalFen;
  for (;;) {
    const able = claims.map((claim, i) => (claim.reachFen > (shares[i] ?? 0) ? claim.lossFen : 0));
    const parts = divideProRata(left, able).map((part, i) => Math.min(part, (claims[i]?.reachFen ?? 0) - (shares[i] ?? 0)));
    const given = parts.reduce((sum, part) => sum + part, 0);
    if (given === 0) return shares;
    parts.forEach((part, i) => { shares[i] = (shares[i] ?? 0) + part; });
    left -= given;
  }
}

/** A hold as a decision about its shares sees it. */
export interface SharedHoldSeen extends DisposableHold {
  /** What is decided to go back to any victim and not paid yet. */
  readonly returnsDecidedFen: Fen;
  /** How many victims' money reached it. */
  readonly victims: number;
}
export interface SharesAsked { readonly byOrganCode: string; readonly reason: string; readonly approverName: string; readonly approverLevel: ApproverLevel }

export const SHARE_REFUSALS = ['return_decided', 'one_victim'] as const;
/** Why a hold is not divided anew among its victims. */
export type ShareRefusal = DisposalRefusal | (typeof SHARE_REFUSALS)[number];

/** May what a hold secures be divided anew among its victims, by their losses? Null: yes. A decided return fixes whose the money is. Pure. */
export function permitShares(hold: SharedHoldSeen, asked: SharesAsked, policy: ReturnPolicy, nowMs: number): ShareRefusal | null {
  const refusal = againstDisposal(hold, asked, policy, nowMs);
  if (refusal) return refusal;
  if (hold.returnsDecidedFen > 0) return 'return_decided';
  return hold.victims < 2 ? 'one_victim' : null;
}
