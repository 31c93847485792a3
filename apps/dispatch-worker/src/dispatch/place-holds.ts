import { holdFrom, type Answer, type HoldPolicy, type IdSource, type Instruction, type TransferSource } from '#domain';
import { HOLD_COLUMNS, insertBatch, type LedgerTransaction, type Sql } from '#ledger';
import { transferOf, type InstructionRow } from './instruction-row';

/** An explicit answer on its way into the books. */
export interface PlacedAnswer {
  readonly row: InstructionRow;
  readonly instruction: Instruction;
  readonly answer: Answer;
  readonly actor: string;
  readonly source: TransferSource;
  /** When it reached us, by our clock. */
  readonly receivedAt: Date;
  /** False when the answer only repeated what was known. */
  readonly moved: boolean;
}

/**
 * How far the institution's moment lies from ours, milliseconds: ahead is positive. A moment before our receipt may also be an old deed that was
 * told late; one clearly after it is a clock that goes wrong. Nothing is corrected by it: the hold ends when the institution's own 48 hours do.
 */
export function skewMs(bankAt: string, receivedAt: Date): number {
  return Date.parse(bankAt) - receivedAt.getTime();
}

/** The stops that institutions have carried out on an account, whoever asked. */
export interface CarriedOutStops { readonly institution_code: string; readonly account_number: string; readonly n: number; readonly instruction_ids: readonly string[] }

/** The stops carried out on these accounts so far, without those that never were; their locks must be held. */
export async function readCarriedOutStops(sql: Sql, accounts: readonly { readonly institution_code: string; readonly account_number: string }[]): Promise<CarriedOutStops[]> {
  if (accounts.length === 0) return [];
  return sql.rows<CarriedOutStops>(
    `select account.institution_code, account.account_number, count(*)::int as n, array_agg(h.instruction_id) as instruction_ids
     from (select distinct * from unnest($1::text[], $2::text[])) as account(institution_code, account_number)
     cross join lateral (select instruction_id from holds where institution_code = account.institution_code and account_number = account.account_number and kind = 'stop' and state <> 'annulled' offset 0) h group by 1, 2`,
    [accounts.map((account) => account.institution_code), accounts.map((account) => account.account_number)]);
}

/** True when the answer places a hold, if it is one to a stop that has placed none before. */
export function mayPlaceHold(answer: Answer): boolean {
  return answer.kind === 'done' || answer.kind === 'partly_done';
}

/** Writes the holds that answers placed, each numbered among the stops of its account (1st, 2nd), and tells them. */
export function placeHolds(transaction: LedgerTransaction, answered: readonly PlacedAnswer[], carriedOut: readonly CarriedOutStops[], policy: HoldPolicy, ids: IdSource): void {
  const standing = new Set(carriedOut.flatMap((row) => row.instruction_ids));
  const stopsOf = new Map(carriedOut.map((row) => [`${row.institution_code}/${row.account_number}`, row.n]));
  const rows: Record<string, unknown>[] = [];
  for (const one of answered) {
    const hold = standing.has(one.row.id) ? undefined : holdFrom(ids.next(), one.instruction, one.answer, policy);
    if (!hold) continue;
    standing.add(one.row.id);
    const account = `${one.row.institution_code}/${one.row.account_number}`;
    const stopNo = (stopsOf.get(account) ?? 0) + 1;
    stopsOf.set(account, stopNo);
    rows.push({
      id: hold.id, incident_id: one.row.incident_id, transfer_id: one.row.transfer_id, instruction_id: one.row.id, institution_code: one.row.institution_code, account_number: one.row.account_number,
      kind: hold.kind, state: hold.state, controlled_fen: hold.controlledFen, since: hold.since, until: hold.until, stop_no: stopNo, skew_ms: skewMs(hold.since, one.receivedAt),
    });
    transaction.append({
      incidentId: one.row.incident_id, type: 'hold.placed', actor: one.actor,
      data: { holdId: hold.id, instructionId: one.row.id, transferId: transferOf(one.row), institutionCode: one.row.institution_code, accountNumber: one.row.account_number, controlledFen: hold.controlledFen, since: hold.since, until: hold.until, skewMs: skewMs(hold.since, one.receivedAt) },
    }, one.row.traceparent);
  }
  transaction.write(insertBatch(transaction.sql, 'holds', HOLD_COLUMNS, rows));
}
