import { randomUUID } from 'node:crypto';
import { accountIncidents, HOLD_COLUMNS, insertBatch } from '#ledger';
import type { IncidentView } from '../src/board/incident-view';
import { transfer, type ApiStage } from './api.stage';
import { instruct } from './instruct';

export interface Frozen { readonly incidentId: string; readonly holdId: string; readonly path: string; readonly accountNumber: string; readonly instructionId: string }

/** An incident of Liangshan whose money is frozen, as the worker would have left it. Amounts in fen. */
export async function freezeOfReport(stage: ApiStage, amountFen = 900, controlledFen = amountFen, hold: Record<string, unknown> = {}): Promise<Frozen> {
  const { incident } = (await stage.report('liangshan-op', { transfers: [transfer({ amountFen })] })).body as { incident: IncidentView };
  const { instructionId } = await instruct(stage, incident, 0);
  const holdId = randomUUID();
  const [paidTo] = incident.transfers;
  if (!paidTo) throw new Error('a report without a transfer');
  const { transferId, institutionCode, accountNumber } = paidTo;
  await stage.sql("update instructions set state = 'done', answered_at = now() where id = $1", [instructionId]);
  await stage.sql('update transfers set covered_by = $2, needs_plan = false where id = $1', [transferId, instructionId]);
  await insertBatch(stage.ledger().sql, 'holds', HOLD_COLUMNS, [{
    id: holdId, incident_id: incident.id, transfer_id: transferId, instruction_id: instructionId, institution_code: institutionCode, account_number: accountNumber, kind: 'freeze', state: 'in_force',
    controlled_fen: controlledFen, since: new Date(), until: new Date(Date.now() + 86_400_000), stop_no: 1, ...hold,
  }]);
  await stage.ledger().commit([incident.id], (transaction) => accountIncidents(transaction, [incident.id], 'worker'));
  return { incidentId: incident.id, holdId, path: `/api/v1/incidents/${incident.id}`, accountNumber, instructionId };
}
