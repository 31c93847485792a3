import { holdFrom, type Answer, type HoldPolicy, type IdSource, type Instruction, type TransferSource } from '#domain';
import { HOLD_COLUMNS, insertBatch, type LedgerTransaction } from '#ledger';
import type { InstructionRow } from './instruction-row';

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

/** Writes the holds that answers placed, each numbered among the stops of its account (1st, 2nd), and tells them. */
export async function placeHolds(transaction: LedgerTransaction, answered: readonly PlacedAnswer[], policy: HoldPolicy, ids: IdSource): Promise<void> {
  const placed = answered.flatMap((one) => {
    const hold = holdFrom(ids.next(), one.instruction, one.answer, policy);
    return hold ? [{ hold, one }] : [];
  });
  if (placed.length === 0) return;
  const stops = await transaction.sql.rows<{ institution_code: string; account_number: string; n: number }>(
    `select institution_code, account_number, count(*)::int as n from holds where kind = 'stop' and (institution_code, account_number) in
     (select * from unnest($1::text[], $2::text[])) group by 1, 2`, [placed.map(({ one }) => one.row.institution_code), placed.map(({ one }) => one.row.account_number)]);
  const stopsOf = new Map(stops.map((row) => [`${row.institution_code}/${row.account_number}`, row.n]));
  const rows = placed.map(({ hold, one }) => {
    const account = `${one.row.institution_code}/${one.row.account_number}`;
    const stopNo = (stopsOf.get(account) ?? 0) + 1;
    stopsOf.set(account, stopNo);
    return {
      id: hold.id, incident_id: one.row.incident_id, transfer_id: one.row.transfer_id, instruction_id: one.row.id, institution_code: one.row.institution_code, account_number: one.row.account_number,
      kind: hold.kind, state: hold.state, controlled_fen: hold.controlledFen, since: hold.since, until: hold.until, stop_no: stopNo, skew_ms: skewMs(hold.since, one.receivedAt),
    };
  });
  const written = await insertBatch<{ id: string }>(transaction.sql, 'holds', HOLD_COLUMNS, rows, { onConflict: 'on conflict (instruction_id, kind) do nothing', returning: 'id' });
  const writtenIds = new Set(written.map((row) => row.id));
  for (const { hold, one } of placed.filter(({ hold }) => writtenIds.has(hold.id))) {
    transaction.append({
      incidentId: one.row.incident_id, type: 'hold.placed', actor: one.actor,
      data: { holdId: hold.id, instructionId: one.row.id, transferId: one.row.transfer_id, institutionCode: one.row.institution_code, accountNumber: one.row.account_number, controlledFen: hold.controlledFen, since: hold.since, until: hold.until, skewMs: skewMs(hold.since, one.receivedAt) },
    }, one.row.traceparent);
  }
}
