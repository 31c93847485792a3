import type { EscalationToRaise, HoldKind } from '#domain';
import { accountIncidents, lockHolds, type LedgerTransaction } from '#ledger';

interface LapsedRow { id: string; incident_id: string; instruction_id: string; transfer_id: string; kind: HoldKind; allocated_fen: string; protective_stop_id: string | null; institution_code: string; account_number: string; measure_id: string | null; was_queued: boolean }

/**
 * Holds of these incidents whose time has run out lapse visibly, and their money is accounted for anew; a freeze that nobody renewed is
 * released by that (PROC 240), and so is a queued one where the policy gives its queue an end. Where a lapsed hold still secured a loss, a
 * human is called: the money is free to go; another call says that a return from it was decided and not paid. Other incidents that relied
 * on it hear of it through the stream. The incidents must be locked by the transaction.
 */
export async function lapseHolds(transaction: LedgerTransaction, incidentIds: readonly string[]): Promise<(EscalationToRaise & { readonly incidentId: string })[]> {
  const ended = await transaction.sql.rows<{ incident_id: string }>(
    "select distinct incident_id from holds where incident_id = any($1::uuid[]) and state in ('in_force', 'queued') and until <= $2", [incidentIds, transaction.at]);
  if (ended.length === 0) return [];
  const ids = ended.map((row) => row.incident_id);
  await lockHolds(transaction.sql, ids);
  const lapsed = await transaction.sql.rows<LapsedRow>(
    `update holds set state = 'lapsed' where incident_id = any($1::uuid[]) and state in ('in_force', 'queued') and until <= $2
     returning id, incident_id, instruction_id, transfer_id, kind, allocated_fen, protective_stop_id, institution_code, account_number, measure_id, queue_position is not null as was_queued`, [ids, transaction.at]);
  for (const hold of lapsed) {
    if (hold.protective_stop_id !== null) {
      transaction.append({ incidentId: hold.incident_id, type: 'protection.lapsed', actor: 'worker', data: { protectiveStopId: hold.protective_stop_id, holdId: hold.id, institutionCode: hold.institution_code, accountNumber: hold.account_number } }, null);
      continue;
    }
    const told = { holdId: hold.id, instructionId: hold.instruction_id, transferId: hold.transfer_id };
    if (hold.was_queued && hold.measure_id !== null) transaction.append({ incidentId: hold.incident_id, type: 'hold.queue_ended', actor: 'worker', data: { ...told, measureId: hold.measure_id } }, null);
    else transaction.append({ incidentId: hold.incident_id, type: 'hold.lapsed', actor: 'worker', data: { ...told, kind: hold.kind } }, null);
  }
  await accountIncidents(transaction, ids, 'worker');
  const unpaid = await unpaidReturns(transaction, lapsed);
  return lapsed.flatMap((hold) => {
    const call = { incidentId: hold.incident_id, fromLevel: null, toLevel: 'county' as const, instructionId: hold.instruction_id };
    return [
      ...(hold.was_queued || Number(hold.allocated_fen) > 0 ? [{ ...call, reason: 'hold_lapsed' as const }] : []),
      ...(unpaid.has(hold.id) ? [{ ...call, reason: 'return_unpaid' as const }] : []),
    ];
  });
}

/** Freezes that are over while a return from them is decided: only a person can ask whether the bank paid in time. */
async function unpaidReturns(transaction: LedgerTransaction, lapsed: readonly LapsedRow[]): Promise<ReadonlySet<string>> {
  const freezes = lapsed.filter((hold) => hold.kind === 'freeze').map((hold) => hold.id);
  if (freezes.length === 0) return new Set();
  const rows = await transaction.sql.rows<{ hold_id: string }>("select hold_id from returns where hold_id = any($1::uuid[]) and state = 'decided'", [freezes]);
  return new Set(rows.map((row) => row.hold_id));
}
