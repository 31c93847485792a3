import type { Account } from '../account/account';
import type { OnwardTransfer } from '../answer/answer';
import type { Fen } from '../money/money';

export const FOLLOW_UPS = ['shortfall', 'always', 'never'] as const;

/** Limits of the chase. Policy data; whatever they cut off is told as a fact and to a human, never dropped. */
export interface ChasePolicy {
  readonly layersMax: number;
  readonly onwardPerAnswerMax: number;
  readonly leastAmountFen: Fen;
  /** Whether the institution is asked where the money went after it answered a stop: when something is unexplained, always, or never. */
  readonly followUp: (typeof FOLLOW_UPS)[number];
}

export const DEFAULT_CHASE_POLICY: ChasePolicy = { layersMax: 12, onwardPerAnswerMax: 200, leastAmountFen: 1, followUp: 'shortfall' };

export type CutOffReason = 'layers' | 'fan_out' | 'least_amount' | 'cycle';

export interface ChaseDecision {
  readonly follow: readonly OnwardTransfer[];
  readonly cutOff: readonly { readonly onward: OnwardTransfer; readonly reason: CutOffReason }[];
}

/** Same account: same institution and number. An unknown institution matches nothing: better one question too many. */
export function accountKey(account: Pick<Account, 'institutionCode' | 'number'>): string {
  return `${account.institutionCode ?? '?'}:${account.number}`;
}

/**
 * Which onward transfers are followed from an account at `layer`, whose ancestors (the account itself included) are given by
 * `accountKey`. Money that comes back to an ancestor is a cycle: it is recorded, and not instructed again. `alreadyFollowed` counts what is
 * followed from the account since earlier answers: the breadth is the account's, however many answers or pasted rows tell it.
 */
export function decideChase(onward: readonly OnwardTransfer[], layer: number, ancestors: ReadonlySet<string>, policy: Omit<ChasePolicy, 'followUp'>, alreadyFollowed = 0): ChaseDecision {
  const follow: OnwardTransfer[] = [];
  const cutOff: { onward: OnwardTransfer; reason: CutOffReason }[] = [];
  for (const next of onward) {
    const reason = reasonToCutOff(next, layer, ancestors, alreadyFollowed + follow.length, policy);
    if (reason) cutOff.push({ onward: next, reason });
    else follow.push(next);
  }
  return { follow, cutOff };
}

function reasonToCutOff(next: OnwardTransfer, layer: number, ancestors: ReadonlySet<string>, followed: number, policy: Omit<ChasePolicy, 'followUp'>): CutOffReason | undefined {
  if (ancestors.has(accountKey(next.account))) return 'cycle';
  if (layer + 1 > policy.layersMax) return 'layers';
  if (next.amountFen < policy.leastAmountFen) return 'least_amount';
  return followed >= policy.onwardPerAnswerMax ? 'fan_out' : undefined;
}
