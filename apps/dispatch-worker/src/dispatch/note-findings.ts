import { isQueryKind } from '#domain';
import type { LedgerTransaction } from '#ledger';
import { transferOf } from './instruction-row';
import type { PlacedAnswer } from './place-holds';

/**
 * Cash that an answer names is noted on its transfer. A stop's answer speaks of its own transfer; a query's of the whole account and of all
 * cash so far, so that what other transfers into the account have noted already is not noted twice, and telling it again changes nothing.
 */
export function noteCash(transaction: LedgerTransaction, one: PlacedAnswer, cashedOutFen: number): void {
  if (cashedOutFen === 0) return;
  if (!isQueryKind(one.instruction.kind)) {
    transaction.write(transaction.sql.rows('update transfers set cashed_out_fen = $2 where id = $1', [one.row.transfer_id, cashedOutFen]));
    return;
  }
  transaction.write(transaction.sql.rows(
    `update transfers set cashed_out_fen = greatest(cashed_out_fen, $2::bigint - (
       select coalesce(sum(other.cashed_out_fen), 0) from transfers other
       where other.incident_id = transfers.incident_id and other.institution_code = $3 and other.account_number = $4 and other.id <> transfers.id)) where id = $1`,
    [one.row.transfer_id, cashedOutFen, one.row.institution_code, one.row.account_number]));
}

/** Whose account it is, by the institution's word: kept on the transfer and told as a fact. */
export function noteHolders(transaction: LedgerTransaction, answered: readonly PlacedAnswer[]): void {
  for (const { row, instruction, answer, actor } of answered) {
    if (instruction.kind !== 'query_holder' || answer.kind !== 'done' || !answer.holder) continue;
    transaction.write(transaction.sql.rows('update transfers set holder = $2::jsonb where id = $1', [row.transfer_id, JSON.stringify(answer.holder)]));
    transaction.append({
      incidentId: row.incident_id, type: 'holder.told', actor,
      data: { instructionId: row.id, transferId: transferOf(row), institutionCode: row.institution_code, holder: answer.holder },
    }, row.traceparent);
  }
}
