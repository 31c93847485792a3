import { sumFen, type Fen } from '../money/money';

/** One transfer of the flow, as far as the money account needs it. Parents come before their children in any order. */
export interface FlowTransfer {
  readonly id: string;
  /** Null for layer 1: what the victim paid. */
  readonly parentId: string | null;
  readonly amountFen: Fen;
  /** `accountKey` of the receiving account: transfers into one account share what is controlled there. */
  readonly account: string;
  /** True while an institution owes a word about this account (planned, sending, waiting, uncertain, undelivered). */
  readonly open: boolean;
  /** What the institution said it took out as cash from this account, in fen. */
  readonly cashedOutFen: Fen;
}

/** Where every lost fen is. The five parts always add up to `lostFen`. */
export interface MoneyAccount {
  readonly lostFen: Fen;
  readonly controlledFen: Fen;
  readonly inFlightFen: Fen;
  readonly cashedOutFen: Fen;
  readonly untracedFen: Fen;
  readonly returnedFen: Fen;
}

/**
 * Follows the victim's money down the layers. Each account first keeps what is controlled there, passes the rest to its
 * onward transfers in the order given, then to cash; what then remains is in flight while the institution owes a word, and
 * untraced once it has spoken. A fen is handed on, never copied, so "controlled" never counts the same fen in two layers.
 *
 * @param controlledByAccount fen under a hold in force, by `accountKey`; shared by all transfers into that account.
 */
export function accountForMoney(transfers: readonly FlowTransfer[], controlledByAccount: ReadonlyMap<string, Fen>): MoneyAccount {
  const childrenOf = new Map<string | null, FlowTransfer[]>();
  for (const transfer of transfers) childrenOf.set(transfer.parentId, [...(childrenOf.get(transfer.parentId) ?? []), transfer]);
  const controlLeft = new Map(controlledByAccount);
  const total = { controlled: 0, inFlight: 0, cashedOut: 0, untraced: 0 };

  const place = (transfer: FlowTransfer, victimFen: Fen): void => {
    let rest = victimFen;
    const take = (available: Fen): Fen => {
      const taken = Math.min(rest, available);
      rest -= taken;
      return taken;
    };
    const controlled = take(controlLeft.get(transfer.account) ?? 0);
    controlLeft.set(transfer.account, (controlLeft.get(transfer.account) ?? 0) - controlled);
    total.controlled += controlled;
    for (const child of childrenOf.get(transfer.id) ?? []) place(child, take(child.amountFen));
    total.cashedOut += take(transfer.cashedOutFen);
    if (transfer.open) total.inFlight += rest;
    else total.untraced += rest;
  };

  const firstLayer = childrenOf.get(null) ?? [];
  for (const transfer of firstLayer) place(transfer, transfer.amountFen);
  return {
    lostFen: sumFen(firstLayer.map((transfer) => transfer.amountFen)),
    controlledFen: total.controlled, inFlightFen: total.inFlight, cashedOutFen: total.cashedOut,
    untracedFen: total.untraced, returnedFen: 0,
  };
}

/** True when every lost fen is in exactly one place. */
export function balances(account: MoneyAccount): boolean {
  const parts = [account.controlledFen, account.inFlightFen, account.cashedOutFen, account.untracedFen, account.returnedFen];
  return parts.every((part) => part >= 0) && sumFen(parts) === account.lostFen;
}
