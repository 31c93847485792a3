import { protectionFrom, ruleOnProtection, type HoldPolicy, type IdSource, type ProtectionState } from '#domain';
import { HOLD_COLUMNS, insertBatch, lockHolds, type LedgerTransaction } from '#ledger';
import type { DemandedCall } from '../watch/watch-incidents';
import { skewMs, type PlacedAnswer } from './place-holds';

interface ProtectedRow { id: string; state: ProtectionState; incident_id: string; protective_stop_id: string }

/**
 * What institutions said of victims' own cards: a protective stop stands, or is over. It is numbered among no account's stops, secures
 * nothing and covers nobody. Costs nothing where no answer is about one.
 */
export async function applyProtections(transaction: LedgerTransaction, answered: readonly PlacedAnswer[], policy: HoldPolicy, ids: IdSource): Promise<DemandedCall[]> {
  const placed = answered.filter(({ instruction, moved }) => instruction.kind === 'protect' && moved);
  const ended = answered.filter(({ instruction, answer }) => instruction.kind === 'unprotect' && (answer.kind === 'done' || answer.kind === 'partly_done'));
  if (placed.length > 0) await placeProtections(transaction, placed, policy, ids);
  return ended.length > 0 ? endProtections(transaction, ended) : [];
}

async function placeProtections(transaction: LedgerTransaction, answered: readonly PlacedAnswer[], policy: HoldPolicy, ids: IdSource): Promise<void> {
  const asked = await transaction.sql.rows<{ id: string; instruction_id: string }>('select id, instruction_id from protective_stops where instruction_id = any($1::uuid[])', [answered.map(({ row }) => row.id)]);
  const rows: Record<string, unknown>[] = [];
  for (const { row, instruction, answer, actor, receivedAt } of answered) {
    const hold = protectionFrom(ids.next(), instruction, answer, policy);
    const stop = asked.find((one) => one.instruction_id === row.id);
    if (!hold || !stop) continue;
    rows.push({
      id: hold.id, incident_id: row.incident_id, transfer_id: null, instruction_id: row.id, institution_code: row.institution_code, account_number: row.account_number, kind: hold.kind, state: hold.state,
      controlled_fen: hold.controlledFen, since: hold.since, until: hold.until, stop_no: 0, skew_ms: skewMs(hold.since, receivedAt), protective_stop_id: stop.id,
    });
    transaction.append({
      incidentId: row.incident_id, type: 'protection.placed', actor,
      data: { protectiveStopId: stop.id, holdId: hold.id, instructionId: row.id, institutionCode: row.institution_code, accountNumber: row.account_number, since: hold.since, until: hold.until },
    }, row.traceparent);
  }
  transaction.write(insertBatch(transaction.sql, 'holds', { ...HOLD_COLUMNS, protective_stop_id: 'uuid' }, rows, { onConflict: 'on conflict (protective_stop_id) do nothing' }));
}

/** Only a whole "done" ends one; of half a release a person must find out what is still blocked. */
async function endProtections(transaction: LedgerTransaction, answered: readonly PlacedAnswer[]): Promise<DemandedCall[]> {
  await lockHolds(transaction.sql, [...transaction.heads.keys()]);
  const holds = await transaction.sql.rows<ProtectedRow>('select id, state, incident_id, protective_stop_id from holds where id = any($1::uuid[])', [answered.map(({ row }) => row.hold_id)]);
  const calls: DemandedCall[] = [];
  for (const { row, answer, actor } of answered) {
    const hold = holds.find((one) => one.id === row.hold_id);
    if (!hold || (answer.kind !== 'done' && answer.kind !== 'partly_done')) continue;
    if (answer.kind === 'partly_done') {
      calls.push({ incidentId: hold.incident_id, reason: 'contradiction', fromLevel: null, toLevel: 'county', instructionId: row.id });
      continue;
    }
    const ruling = ruleOnProtection(hold.state, 'released');
    if (ruling === 'repeated') continue;
    hold.state = ruling.to;
    await transaction.sql.rows('update holds set state = $2, measure_id = $3 where id = $1', [hold.id, ruling.to, row.id]);
    transaction.append({
      incidentId: hold.incident_id, type: 'protection.released', actor,
      data: { protectiveStopId: hold.protective_stop_id, holdId: hold.id, instructionId: row.id, institutionCode: row.institution_code, accountNumber: row.account_number, bankAt: answer.bankAt },
    }, row.traceparent);
  }
  return calls;
}
