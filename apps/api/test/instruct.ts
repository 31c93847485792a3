import { randomUUID } from 'node:crypto';
import { insertBatch, INSTRUCTION_COLUMNS } from '#ledger';
import type { IncidentView } from '../src/board/incident-view';
import type { ApiStage } from './api.stage';

/** What the worker would do: an instruction for a transfer of the incident, already with the institution. */
export async function instruct(stage: ApiStage, incident: IncidentView, transferNo: number): Promise<{ readonly instructionId: string }> {
  const transfer = incident.transfers[transferNo];
  if (!transfer?.institutionCode) throw new Error('this transfer has no institution');
  const { institutionCode, transferId, accountNumber, amountFen } = transfer;
  const instructionId = randomUUID();
  await stage.ledger().commit([incident.id], async (transaction) => {
    await insertBatch(transaction.sql, 'instructions', INSTRUCTION_COLUMNS, [{
      id: instructionId, incident_id: incident.id, incident_number: incident.number, transfer_id: transferId, kind: 'stop', institution_code: institutionCode, account_number: accountNumber,
      account_kind: 'card', amount_fen: amountFen, organ_code: incident.organCode, state: 'waiting', send_count: 1, planned_at: transaction.at, state_at: transaction.at,
    }]);
    transaction.append({ incidentId: incident.id, type: 'instruction.planned', actor: 'worker', data: { instructionId, transferId, institutionCode, state: 'planned', kind: 'stop', accountNumber, amountFen } }, null);
  });
  return { instructionId };
}
