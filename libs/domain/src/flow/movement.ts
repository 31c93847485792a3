import type { OnwardTransfer } from '../answer/answer';
import type { Fen } from '../money/money';
import { accountKey } from './chase.policy';

/** One movement of money out of an account, as somebody told it. */
export interface Movement {
  /** `accountKey` of the account that it left. */
  readonly from: string;
  /** `accountKey` of the account that it reached. */
  readonly to: string;
  readonly amountFen: Fen;
  /** ISO 8601; null when nobody said. */
  readonly at: string | null;
  readonly clearingSerial: string | null;
  /** The sending institution's own serial; only means something for the account that it left. */
  readonly bankSerial?: string | null;
}

/** An onward transfer seen as a movement out of the account `from` (`accountKey`). */
export function movementOf(from: string, onward: OnwardTransfer): Movement {
  return { from, to: accountKey(onward.account), amountFen: onward.amountFen, at: onward.transferredAt, clearingSerial: onward.clearingSerial };
}

/**
 * The natural key of a movement: its serial where both tellers give one, else account, next account, amount and time (to the second;
 * who gives no time does not contradict one that does). It hangs on the account and not on the transfer: where money met on an
 * account, its next step is told once for each of the ways it came, and is one step all the same. Account and amount are compared with
 * the serial too, because a payment institution passes the serial of the payment in on with the payment out.
 */
export function isSameMovement(a: Movement, b: Movement): boolean {
  if (a.from !== b.from || a.amountFen !== b.amountFen) return false;
  if (a.clearingSerial !== null && b.clearingSerial !== null) return a.clearingSerial === b.clearingSerial;
  if (a.bankSerial != null && b.bankSerial != null) return a.bankSerial === b.bankSerial;
  return a.to === b.to && (a.at === null || b.at === null || secondOf(a.at) === secondOf(b.at));
}

/**
 * Which of the movements told now are not known yet, by index. One known movement speaks for one told: two equal payments in one
 * list are two payments, and telling the same list again adds neither. Nothing is taken for known without an equal partner.
 */
export function newMovements(known: readonly Movement[], told: readonly Movement[]): readonly number[] {
  const free = new Set(known.keys());
  const unmatched = new Set(told.keys());
  // The surer partners first: a telling without a serial must not take the place of one that has it.
  for (const sure of [true, false]) {
    for (const i of unmatched) {
      const one = told[i] as Movement;
      for (const k of free) {
        const other = known[k] as Movement;
        if ((sure && !sharesSerial(one, other)) || !isSameMovement(one, other)) continue;
        free.delete(k);
        unmatched.delete(i);
        break;
      }
    }
  }
  return [...unmatched];
}

function sharesSerial(a: Movement, b: Movement): boolean {
  return (a.clearingSerial !== null && a.clearingSerial === b.clearingSerial) || (a.bankSerial != null && a.bankSerial === b.bankSerial);
}

function secondOf(moment: string): number {
  return Math.floor(Date.parse(moment) / 1_000);
}
