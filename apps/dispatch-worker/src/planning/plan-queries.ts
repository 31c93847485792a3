import { accountKey, canAnswer, type AccountKind, type QueryKind } from '#domain';
import type { LedgerTransaction } from '#ledger';
import type { LeasedInstruction } from '../dispatch/instruction-row';
import { insertPlanned } from './insert-planned';
import { leasedOf, newInstruction, type PlannedRow } from './new-instruction';
import type { EnterGate, PlanningTools } from './planning-tools';

/** A question to an institution about the account of a transfer. */
export interface WantedQuery {
  readonly incidentId: string; readonly transferId: string; readonly kind: QueryKind; readonly institutionCode: string; readonly accountNumber: string; readonly accountKind: AccountKind;
  readonly holderName: string | null; readonly amountFen: number; readonly transferredAt: Date | null; readonly traceparent: string | null;
  /** The login of who asked; absent when the chase asks by itself. */
  readonly askedBy?: string;
}
interface StandingRow { no: number; intents: number; open: boolean; watched: boolean }
interface RequestRow {
  id: string; incident_id: string; transfer_id: string; kind: QueryKind; institution_code: string | null; account_number: string; account_kind: AccountKind; holder_name: string | null;
  amount_fen: string; transferred_at: Date | null; traceparent: string | null; requested_by: string;
}

/** A watch is in force, or under way, on the account `w` of incident `w`: no unwatch was carried out after it. */
const WATCHED = `exists (select from instructions n where n.incident_id = w.incident_id and n.institution_code = w.code and n.account_number = w.number and n.kind = 'watch'
  and n.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered', 'done')
  and not exists (select from instructions u where u.incident_id = n.incident_id and u.institution_code = n.institution_code and u.account_number = n.account_number
                  and u.kind = 'unwatch' and u.state = 'done' and u.planned_at >= n.planned_at))`;

/**
 * Plans questions to institutions, leased in the same commit like every instruction. What is being asked already is not asked twice,
 * what is watched is not watched again; an institution that cannot answer is not asked.
 */
export async function askAbout(transaction: LedgerTransaction, wanted: readonly WantedQuery[], tools: PlanningTools, enterGate: EnterGate): Promise<LeasedInstruction[]> {
  const possible = wanted.filter((one) => canAnswer(tools.findInstitution(one.institutionCode)?.capabilities ?? [], one.kind));
  if (possible.length === 0) return [];
  const standing = await transaction.sql.rows<StandingRow>(
    `select w.no::int, (select coalesce(max(n.intent_no), 0)::int from instructions n where n.transfer_id = w.transfer_id and n.kind = w.kind) as intents,
            exists (select from instructions n where n.incident_id = w.incident_id and n.institution_code = w.code and n.account_number = w.number and n.kind = w.kind
                    and n.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered')) as open,
            ${WATCHED} as watched
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[]) with ordinality as w(incident_id, transfer_id, kind, code, number, no) order by no`,
    [possible.map((one) => one.incidentId), possible.map((one) => one.transferId), possible.map((one) => one.kind), possible.map((one) => one.institutionCode), possible.map((one) => one.accountNumber)]);
  const asked = new Set<string>();
  const planned: PlannedRow[] = [];
  for (const [i, one] of possible.entries()) {
    const known = standing[i];
    const question = `${one.incidentId}/${accountKey({ institutionCode: one.institutionCode, number: one.accountNumber })}/${one.kind}`;
    if (!known || known.open || asked.has(question) || (one.kind === 'watch' && known.watched)) continue;
    asked.add(question);
    planned.push(newInstruction(transaction, {
      incidentId: one.incidentId, transferId: one.transferId, kind: one.kind, intentNo: known.intents + 1, institutionCode: one.institutionCode, accountNumber: one.accountNumber, accountKind: one.accountKind,
      holderName: one.holderName, amountFen: String(one.amountFen), transferredAt: one.transferredAt, organCode: transaction.head(one.incidentId).organCode, traceparent: one.traceparent, holdId: null, terms: null, askedBy: one.askedBy ?? transaction.head(one.incidentId).createdBy,
    }, tools, enterGate));
  }
  insertPlanned(transaction, planned);
  return leasedOf(planned);
}

/** Every question that people asked and the api permitted goes out. Gives also the incidents whose money must be accounted for anew. */
export async function planQueries(transaction: LedgerTransaction, incidentIds: readonly string[], tools: PlanningTools, enterGate: EnterGate): Promise<{ readonly leased: LeasedInstruction[]; readonly incidentIds: string[] }> {
  const requests = await transaction.sql.rows<RequestRow>(
    `select r.id, r.incident_id, r.transfer_id, r.kind, r.traceparent, r.requested_by, t.institution_code, t.account_number, t.account_kind, t.holder_name, t.amount_fen, t.transferred_at
     from query_requests r join transfers t on t.id = r.transfer_id where r.incident_id = any($1::uuid[]) and r.needs_plan order by r.id`, [incidentIds]);
  if (requests.length === 0) return { leased: [], incidentIds: [] };
  const wanted = requests.flatMap((row): WantedQuery[] => (row.institution_code === null ? [] : [{
    incidentId: row.incident_id, transferId: row.transfer_id, kind: row.kind, institutionCode: row.institution_code, accountNumber: row.account_number, accountKind: row.account_kind,
    holderName: row.holder_name, amountFen: Number(row.amount_fen), transferredAt: row.transferred_at, traceparent: row.traceparent, askedBy: row.requested_by,
  }]));
  const leased = await askAbout(transaction, wanted, tools, enterGate);
  transaction.write(transaction.sql.rows('update query_requests set needs_plan = false where id = any($1::uuid[])', [requests.map((row) => row.id)]));
  return { leased, incidentIds: [...new Set(requests.map((row) => row.incident_id))] };
}
