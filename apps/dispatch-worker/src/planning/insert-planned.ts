import { insertBatch, INSTRUCTION_COLUMNS, type LedgerTransaction } from '#ledger';
import { storeSeals } from '../sealing/seal-office';
import type { PlannedRow } from './new-instruction';

const PLANNED_COLUMNS = { ...INSTRUCTION_COLUMNS, intent_no: 'smallint' };
const APPROVAL_COLUMNS = { instruction_id: 'uuid', incident_id: 'uuid', need: 'text', asked_by: 'text', asked_at: 'timestamptz', due_at: 'timestamptz' };

/** Writes planned instructions, and with them the approvals that are asked for and the seals of those that go out at once. */
export function insertPlanned(transaction: LedgerTransaction, planned: readonly PlannedRow[]): void {
  transaction.write(insertBatch(transaction.sql, 'instructions', PLANNED_COLUMNS, planned.map((row) => ({ ...row }))));
  const approvals = planned.flatMap((row) => (row.approval ? [{ instruction_id: row.id, incident_id: row.incident_id, asked_at: transaction.at, ...row.approval }] : []));
  if (approvals.length > 0) transaction.write(insertBatch(transaction.sql, 'instruction_approvals', APPROVAL_COLUMNS, approvals));
  storeSeals(transaction, planned.flatMap((row) => (row.prepared ? [row.prepared] : [])));
}
