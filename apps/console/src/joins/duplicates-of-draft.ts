import type { DuplicatesInput } from '../api/joins.contract';
import { parseMoment } from '../clock/wall-time';
import { bareNumber } from '../components/figures';
import { parseYuan } from '../intake/amount';
import type { Draft } from '../intake/draft';

const ACCOUNT_CHARACTERS_MIN = 6;
const CALLER_DIGITS_MIN = 7;

/** What is worth asking about of a draft; undefined while too little is typed to name anybody. */
export function duplicatesInputOf(draft: Draft, nowMs: number): DuplicatesInput | undefined {
  const transfers = draft.transfers.filter((transfer) => bareNumber(transfer.accountNumber).length >= ACCOUNT_CHARACTERS_MIN).slice(0, 50).map((transfer) => {
    const [amountFen, transferredAt] = [parseYuan(transfer.amount), parseMoment(transfer.transferredAt, nowMs)];
    return { accountNumber: bareNumber(transfer.accountNumber), ...(amountFen ? { amountFen } : {}), ...(transferredAt ? { transferredAt } : {}) };
  });
  const victimPhone = draft.victim.victimPhone.replace(/\D/g, '').length >= CALLER_DIGITS_MIN ? draft.victim.victimPhone.trim() : '';
  const callNumber = draft.victim.callNumber.trim();
  if (!transfers.length && !victimPhone && !callNumber) return undefined;
  return { ...(victimPhone ? { victimPhone } : {}), ...(callNumber ? { callNumber } : {}), ...(transfers.length ? { transfers } : {}) };
}
