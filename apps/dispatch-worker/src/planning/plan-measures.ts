import { untilAfter, type AccountKind, type MeasureKind, type MeasureTerms } from '#domain';
import type { LedgerTransaction } from '#ledger';
import type { LeasedInstruction } from '../dispatch/instruction-row';
import { insertPlanned } from './insert-planned';
import { leasedOf, newInstruction, type PlannedRow } from './new-instruction';
import type { EnterGate, PlanningTools } from './planning-tools';

interface RequestRow {
  id: string; incident_id: string; hold_id: string; kind: MeasureKind; params: Omit<MeasureTerms, 'originalInstructionId' | 'until'>; amount_fen: string; organ_code: string; requested_by: string; traceparent: string | null;
  transfer_id: string; original_id: string; institution_code: string; account_number: string; account_kind: AccountKind; holder_name: string | null; transferred_at: Date | null; intents: number;
}

export interface PlannedMeasures {
  readonly leased: LeasedInstruction[];
  /** Incidents that owe their desk a word again. */
  readonly incidentIds: string[];
}

/**
 * Every measure that people asked for becomes one instruction to the institution that holds the account: under the same law, leased in
 * the same commit, in the name of the organ that has the right to change the hold. The api has permitted it; the institution has the last word.
 */
export async function planMeasures(transaction: LedgerTransaction, incidentIds: readonly string[], tools: PlanningTools, enterGate: EnterGate): Promise<PlannedMeasures> {
  const requests = await transaction.sql.rows<RequestRow>(
    `select r.id, r.incident_id, r.hold_id, r.kind, r.params, r.amount_fen, r.organ_code, r.requested_by, r.traceparent, h.transfer_id, h.instruction_id as original_id, h.institution_code, h.account_number, n.account_kind, n.holder_name, n.transferred_at,
            (select count(*)::int from instructions i where i.transfer_id = h.transfer_id and i.kind = r.kind) as intents
     from measure_requests r join holds h on h.id = r.hold_id join instructions n on n.id = h.instruction_id
     where r.incident_id = any($1::uuid[]) and r.needs_plan order by r.id`, [incidentIds]);
  if (requests.length === 0) return { leased: [], incidentIds: [] };
  const intents = new Map<string, number>();
  const planned = requests.map((request): PlannedRow => {
    const intent = `${request.transfer_id}/${request.kind}`;
    const intentNo = (intents.get(intent) ?? request.intents) + 1;
    intents.set(intent, intentNo);
    const ends = request.kind === 'release' || request.kind === 'unfreeze';
    const until = ends ? null : untilAfter(request.kind, { bankAt: transaction.at.toISOString() }, tools.hold);
    return newInstruction(transaction, {
      incidentId: request.incident_id, transferId: request.transfer_id, kind: request.kind, intentNo, institutionCode: request.institution_code, accountNumber: request.account_number,
      accountKind: request.account_kind, holderName: request.holder_name, amountFen: request.amount_fen, transferredAt: request.transferred_at, organCode: request.organ_code,
      traceparent: request.traceparent, holdId: request.hold_id, terms: { ...request.params, originalInstructionId: request.original_id, until }, askedBy: request.requested_by,
    }, tools, enterGate);
  });
  insertPlanned(transaction, planned);
  transaction.write(transaction.sql.rows('update measure_requests set needs_plan = false where id = any($1::uuid[])', [requests.map((request) => request.id)]));
  return { leased: leasedOf(planned), incidentIds: requests.map((request) => request.incident_id) };
}
