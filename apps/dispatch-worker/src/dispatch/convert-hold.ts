import { untilAfter, type Fen, type HoldKind, type HoldPolicy, type HoldState, type IdSource, type MeasureKind, type MeasureSaid } from '#domain';
import { HOLD_COLUMNS, insertBatch, type LedgerTransaction, type Sql } from '#ledger';
import { skewMs, type PlacedAnswer } from './place-holds';

export interface MeasuredHoldRow {
  id: string; incident_id: string; transfer_id: string; instruction_id: string; institution_code: string; account_number: string; kind: HoldKind; state: HoldState;
  controlled_fen: string; allocated_fen: string; stop_no: number; until: Date | null;
  /** Who may change it, where that is not the organ that placed it. */
  right_organ_code: string | null;
}
export const MEASURED_HOLD_COLUMNS = 'id, incident_id, transfer_id, instruction_id, institution_code, account_number, kind, state, controlled_fen, allocated_fen, stop_no, until, right_organ_code';

/** A measure that an institution carried out, and the hold that it moves. */
export interface CarriedOut { readonly one: PlacedAnswer; readonly kind: MeasureKind; readonly said: MeasureSaid; readonly hold: MeasuredHoldRow; readonly policy: HoldPolicy }

/**
 * A freeze takes the stop's place, and what the stop secured for each victim goes over to it in the same commit: no fen is counted twice
 * and none vanishes. Where the institution froze less, those who did not ask for the freeze keep theirs first.
 */
export async function convertHold(transaction: LedgerTransaction, { one, kind, said, hold, policy }: CarriedOut, ids: IdSource): Promise<void> {
  const freezeId = ids.next();
  const until = untilAfter(kind, said, policy);
  await insertBatch(transaction.sql, 'holds', { ...HOLD_COLUMNS, right_organ_code: 'text' }, [{
    id: freezeId, incident_id: hold.incident_id, transfer_id: hold.transfer_id, instruction_id: hold.instruction_id, institution_code: hold.institution_code, account_number: hold.account_number,
    kind: 'freeze', state: 'in_force', controlled_fen: said.controlledFen, since: said.bankAt, until, stop_no: hold.stop_no, skew_ms: skewMs(said.bankAt, one.receivedAt), measure_id: one.row.id, right_organ_code: hold.right_organ_code,
  }]);
  await giveSharesTo(transaction.sql, hold, { freezeId, measureId: one.row.id, controlledFen: said.controlledFen });
  transaction.append({
    incidentId: hold.incident_id, type: 'hold.converted', actor: one.actor,
    data: {
      holdId: hold.id, freezeId, instructionId: hold.instruction_id, measureId: one.row.id, transferId: hold.transfer_id, institutionCode: hold.institution_code, accountNumber: hold.account_number,
      controlledFen: said.controlledFen, since: said.bankAt, until, skewMs: skewMs(said.bankAt, one.receivedAt),
    },
  }, one.row.traceparent);
}

/** The stop is over and what it secured for each victim is the freeze's, which must be in the books already, as far as that reaches. */
export async function giveSharesTo(sql: Sql, stop: Pick<MeasuredHoldRow, 'id' | 'incident_id'>, to: { readonly freezeId: string; readonly measureId: string; readonly controlledFen: Fen }): Promise<void> {
  const shares = await sql.rows<{ incident_id: string; fen: string }>(
    'select incident_id, fen from hold_allocations where hold_id = $1 order by incident_id = $2, incident_id', [stop.id, stop.incident_id]);
  let left = to.controlledFen;
  const moved = shares.map((share) => {
    const fen = Math.min(Number(share.fen), left);
    left -= fen;
    return { hold_id: to.freezeId, incident_id: share.incident_id, fen };
  });
  await sql.rows("update holds set state = 'converted', measure_id = $2, allocated_fen = 0 where id = $1", [stop.id, to.measureId]);
  await sql.rows('delete from hold_allocations where hold_id = $1', [stop.id]);
  await insertBatch(sql, 'hold_allocations', { hold_id: 'uuid', incident_id: 'uuid', fen: 'bigint' }, moved);
  await sql.rows('update holds set allocated_fen = $2 where id = $1', [to.freezeId, to.controlledFen - left]);
}
