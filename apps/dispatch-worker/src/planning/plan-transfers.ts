import { accountKey, type AccountKind, type IdSource } from '#domain';
import { insertBatch, INSTRUCTION_COLUMNS, type LedgerTransaction } from '#ledger';
import { toInstruction, type InstructionRow, type LeasedInstruction } from '../dispatch/instruction-row';
import type { DispatchInstitution } from '../institutions/institution-directory';

/** What planning needs besides the transaction. */
export interface PlanningTools {
  readonly ids: IdSource;
  readonly findInstitution: (code: string) => DispatchInstitution | undefined;
  /** This worker's number, or null while it may take no lease. */
  readonly workerNumber: () => number | null;
}

type PlannedRow = InstructionRow & { intent_no: number };

interface TransferRow {
  id: string; incident_id: string; institution_code: string; account_number: string; account_kind: AccountKind; holder_name: string | null;
  amount_fen: string; transferred_at: Date | null; traceparent: string | null; intents: number; instructed: boolean;
}

/** Takes a place at an institution for an instruction that goes out at once; false: it stays planned and is claimed later. */
export type EnterGate = (institution: DispatchInstitution) => boolean;

/** How long after its deadline a lease still belongs to a worker that lives, milliseconds. */
export const LEASE_GRACE_MS = 5_000;

/**
 * Station 3: every transfer that needs it becomes one stop instruction to the institution that holds the account, and is leased to
 * this worker in the same commit, so that it goes out without another round trip. The incidents must be locked by the transaction.
 * Several transfers into one account of an incident share one instruction: a second one could use up the second and last stop.
 */
export async function planTransfers(transaction: LedgerTransaction, incidentIds: readonly string[], tools: PlanningTools, enterGate: EnterGate): Promise<LeasedInstruction[]> {
  const transfers = await transaction.sql.rows<TransferRow>(
    `select t.id, t.incident_id, t.institution_code, t.account_number, t.account_kind, t.holder_name, t.amount_fen, t.transferred_at, t.traceparent,
            (select count(*)::int from instructions i where i.transfer_id = t.id and i.kind = 'stop') as intents,
            exists (select 1 from instructions i where i.incident_id = t.incident_id and i.institution_code = t.institution_code
                    and i.account_number = t.account_number and i.kind = 'stop' and i.state not in ('refused', 'withdrawn')) as instructed
     from transfers t where t.incident_id = any($1::uuid[]) and t.needs_plan and t.institution_code is not null order by t.id`, [incidentIds]);
  if (transfers.length === 0) return [];
  await transaction.sql.rows('update transfers set needs_plan = false where id = any($1::uuid[])', [transfers.map((transfer) => transfer.id)]);

  const instructedNow = new Set<string>();
  const planned: PlannedRow[] = [];
  for (const transfer of transfers) {
    const account = `${transfer.incident_id}/${accountKey({ institutionCode: transfer.institution_code, number: transfer.account_number })}`;
    if (transfer.instructed || instructedNow.has(account)) continue;
    instructedNow.add(account);
    planned.push(planOne(transaction, transfer, tools, enterGate));
  }
  await insertBatch(transaction.sql, 'instructions', { ...INSTRUCTION_COLUMNS, intent_no: 'smallint' }, planned.map((row) => ({ ...row })));
  return planned.filter((row) => row.state === 'sending').map((row) => ({ instruction: toInstruction(row), version: 1, purpose: 'send' as const, attemptNo: 1, traceparent: row.traceparent }));
}

function planOne(transaction: LedgerTransaction, transfer: TransferRow, tools: PlanningTools, enterGate: EnterGate): PlannedRow {
  const head = transaction.head(transfer.incident_id);
  const institution = tools.findInstitution(transfer.institution_code);
  const worker = tools.workerNumber();
  const leased = worker !== null && institution !== undefined && enterGate(institution);
  const row: PlannedRow = {
    id: tools.ids.next(), incident_id: head.id, incident_number: head.number, transfer_id: transfer.id, kind: 'stop', intent_no: transfer.intents + 1,
    institution_code: transfer.institution_code, account_number: transfer.account_number, account_kind: transfer.account_kind, holder_name: transfer.holder_name,
    amount_fen: transfer.amount_fen, transferred_at: transfer.transferred_at, organ_code: head.organCode,
    state: leased ? 'sending' : 'planned', version: 1, needs_human: false, due_at: leased ? null : transaction.at,
    lease_owner: leased ? worker : null, lease_until: leased ? new Date(transaction.at.getTime() + institution.deadlineMs + LEASE_GRACE_MS) : null,
    send_count: leased ? 1 : 0, query_count: 0, planned_at: transaction.at, state_at: transaction.at, sent_at: null, received_at: null, answered_at: null,
    refusal: null, silence_cause: null, controlled_fen: null, answer_code: null, answer_text: null, traceparent: transfer.traceparent,
  };
  head.openInstructions += 1;
  const told = { instructionId: row.id, transferId: row.transfer_id, institutionCode: row.institution_code };
  transaction.append({
    incidentId: head.id, type: 'instruction.planned', actor: 'worker',
    data: { ...told, state: 'planned', kind: 'stop', accountNumber: row.account_number, amountFen: Number(row.amount_fen) },
  }, row.traceparent);
  if (leased) transaction.append({ incidentId: head.id, type: 'instruction.sending', actor: 'worker', data: { ...told, state: 'sending', attemptNo: 1 } }, row.traceparent);
  return row;
}
