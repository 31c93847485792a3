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
 * Follows the victim's money down the layers. Each account first counts what was returned from it, keeps what is controlled there, passes the rest to its
 * onward transfers in the order given, then to cash; what then remains is in flight while the institution owes a word, and
 * untraced once it has spoken. A fen is handed on, never copied, so "controlled" never counts the same fen in two layers.
 * Transfers into one account share what is known of it (its hold, its onward transfers, its cash), because only one of them
 * was instructed and carries the institution's answer; each uses up its own transfer's knowledge first.
 *
 * @param controlledByAccount fen under a hold in force, by `accountKey`.
 * @param returnedByAccount fen that the institution paid back to this victim from the account, by `accountKey`; the hold does not count them any more.
 */
export function accountForMoney(transfers: readonly FlowTransfer[], controlledByAccount: ReadonlyMap<string, Fen>, returnedByAccount?: ReadonlyMap<string, Fen>): MoneyAccount {
  return placeMoney(transfers, controlledByAccount, returnedByAccount).money;
}

/** The money account, and how many controlled fen of each account secure this incident's loss. */
export interface PlacedMoney {
  readonly money: MoneyAccount;
  readonly securedByAccount: ReadonlyMap<string, Fen>;
}

const NOTHING: ReadonlyMap<string, Fen> = new Map();

/** As `accountForMoney`, telling also what of each account's control was used. */
export function placeMoney(transfers: readonly FlowTransfer[], controlledByAccount: ReadonlyMap<string, Fen>, returnedByAccount: ReadonlyMap<string, Fen> = NOTHING): PlacedMoney {
  const childrenOf = groupBy(transfers, (transfer) => transfer.parentId);
  const intoAccount = groupBy(transfers, (transfer) => transfer.account);
  const controlLeft = new Map(controlledByAccount);
  const returnedLeft = new Map(returnedByAccount);
  const passedOnLeft = new Map(transfers.map((transfer) => [transfer.id, transfer.amountFen]));
  const cashLeft = new Map(transfers.map((transfer) => [transfer.id, transfer.cashedOutFen]));
  const total = { returned: 0, controlled: 0, inFlight: 0, cashedOut: 0, untraced: 0 };
  /** The transfers that the fen being placed came through: accounts that pay each other must not turn it in circles. */
  const path = new Set<string>();

  const place = (transfer: FlowTransfer, victimFen: Fen): void => {
    let rest = victimFen;
    const take = <Key>(from: Map<Key, Fen>, key: Key): Fen => {
      const left = from.get(key) ?? 0;
      const taken = Math.min(rest, left);
      from.set(key, left - taken);
      rest -= taken;
      return taken;
    };
    path.add(transfer.id);
    // Before control: what went back must stay where it is, whatever else becomes known of the account.
    total.returned += take(returnedLeft, transfer.account);
    total.controlled += take(controlLeft, transfer.account);
    for (const told of [transfer, ...(intoAccount.get(transfer.account) ?? []).filter((other) => other !== transfer)]) {
      if (rest === 0) break;
      for (const child of childrenOf.get(told.id) ?? []) {
        if (rest === 0) break;
        if (path.has(child.id)) continue;
        const passed = take(passedOnLeft, child.id);
        if (passed > 0) place(child, passed);
      }
      total.cashedOut += take(cashLeft, told.id);
    }
    path.delete(transfer.id);
    if (transfer.open) total.inFlight += rest;
    else total.untraced += rest;
  };

  const firstLayer = childrenOf.get(null) ?? [];
  for (const transfer of firstLayer) place(transfer, transfer.amountFen);
  const money = {
    lostFen: sumFen(firstLayer.map((transfer) => transfer.amountFen)),
    controlledFen: total.controlled, inFlightFen: total.inFlight, cashedOutFen: total.cashedOut,
    untracedFen: total.untraced, returnedFen: total.returned,
  };
  const securedByAccount = new Map([...controlledByAccount].map(([account, fen]) => [account, fen - (controlLeft.get(account) ?? 0)]));
  return { money, securedByAccount };
}

function groupBy<Key>(transfers: readonly FlowTransfer[], keyOf: (transfer: FlowTransfer) => Key): Map<Key, FlowTransfer[]> {
  const groups = new Map<Key, FlowTransfer[]>();
  for (const transfer of transfers) {
    const group = groups.get(keyOf(transfer));
    if (group) group.push(transfer);
    else groups.set(keyOf(transfer), [transfer]);
  }
  return groups;
}

/** True when every lost fen is in exactly one place. */
export function balances(account: MoneyAccount): boolean {
  const parts = [account.controlledFen, account.inFlightFen, account.cashedOutFen, account.untracedFen, account.returnedFen];
  return parts.every((part) => part >= 0) && sumFen(parts) === account.lostFen;
}
