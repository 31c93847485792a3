import { accountKey, decideChase, movementOf, newMovements, normaliseAccountNumber, type FactCatalogue, type Movement, type OnwardTransfer } from '#domain';
import { byIncident, insertBatch, TRANSFER_COLUMNS, type LedgerTransaction, type Sql } from '#ledger';
import type { DemandedCall } from '../watch/watch-incidents';
import { noteCash } from './note-findings';
import { transferOf } from './instruction-row';
import type { PlacedAnswer } from './place-holds';
import type { RecordingTools } from './recording-tools';

/** A transfer of an incident, as far as onward money needs it. */
export interface AncestryRow { incident_id: string; id: string; parent_transfer_id: string | null; layer: number; institution_code: string | null; account_number: string; amount_fen: string; transferred_at: Date | null; clearing_serial: string | null; bank_serial: string | null }

/** What became of onward money: calls to humans, and how many transfers wait for a plan now. */
export interface AddedOnward { readonly calls: readonly DemandedCall[]; readonly added: number }

/**
 * Money that an answer says has moved on becomes transfers of the next layer, to be planned in the same commit. What the chase policy
 * cuts off is told as a fact, and calls a human. What was told before, by whomever, is not added again. Cash taken out is noted on the transfer it left from.
 * @param transfers all of the incidents' (`readAncestry`), where any of these answers brings onward money
 */
export async function addOnward(transaction: LedgerTransaction, answered: readonly PlacedAnswer[], transfers: readonly AncestryRow[], tools: RecordingTools): Promise<AddedOnward> {
  const withMoney = answered.filter(({ answer }) => answer.kind === 'done' || answer.kind === 'partly_done' || answer.kind === 'refused');
  // Each incident has a flow of its own, also where several in one batch are about the same accounts.
  const flows = new Map([...byIncident(transfers)].map(([id, rows]) => [id, new Map(rows.map((row) => [row.id, row]))]));
  const rows: Record<string, unknown>[] = [];
  const addedNow = new Map<string, Movement[]>();
  const calls: DemandedCall[] = [];
  for (const one of withMoney) {
    const { answer } = one;
    if (answer.kind !== 'done' && answer.kind !== 'partly_done' && answer.kind !== 'refused') continue;
    noteCash(transaction, one, answer.cashedOutFen);
    if (answer.onward.length === 0) continue;
    const ancestry: ReadonlyMap<string, AncestryRow> = flows.get(one.row.incident_id) ?? new Map();
    const from = ancestry.get(transferOf(one.row));
    if (!from) throw new Error(`transfer ${one.row.transfer_id} is not in its incident`);
    const told = answer.onward.map((next) => withInstitution(next, tools));
    const account = keyOf(from);
    const known = knownMovements(account, ancestry);
    const added = addedNow.get(`${one.row.incident_id}/${account}`) ?? [];
    const onward = newMovements([...known, ...added], told.map((next) => movementOf(account, next))).map((i) => told[i] as OnwardTransfer);
    const decided = decideChase(onward, from.layer, ancestorsOf(from, ancestry), tools.chase, known.length + added.length);
    const { follow } = decided;
    const cutOff = decided.cutOff.length === 0 ? [] : await notYetTold(transaction, one.row.incident_id, account, ancestry, decided.cutOff);
    for (const next of follow) rows.push(addOne(transaction, one, from.layer + 1, next, tools));
    addedNow.set(`${one.row.incident_id}/${account}`, [...added, ...follow.map((next) => movementOf(account, next))]);
    for (const { onward: next, reason } of cutOff) {
      transaction.append({
        incidentId: one.row.incident_id, type: 'flow.cut_off', actor: 'worker',
        data: { fromTransferId: from.id, reason, institutionCode: next.account.institutionCode, accountNumber: next.account.number, amountFen: next.amountFen, transferredAt: next.transferredAt, clearingSerial: next.clearingSerial },
      }, one.row.traceparent);
    }
    // A cycle too: the money lies again where it was looked for before, and only a person can decide to stop it there.
    if (cutOff.length > 0) calls.push({ incidentId: one.row.incident_id, reason: 'flow_cut_off', fromLevel: null, toLevel: 'county', instructionId: one.row.id });
  }
  transaction.write(insertBatch(transaction.sql, 'transfers', TRANSFER_COLUMNS, rows));
  return { calls, added: rows.length };
}

/** All transfers of these incidents: where onward money would belong. */
export function readAncestry(sql: Sql, incidentIds: readonly string[]): Promise<AncestryRow[]> {
  return sql.rows<AncestryRow>('select incident_id, id, parent_transfer_id, layer, institution_code, account_number, amount_fen, transferred_at, clearing_serial, bank_serial from transfers where incident_id = any($1::uuid[])', [incidentIds]);
}

/** What is known to have left the account, whichever of the transfers into it was asked about. */
function knownMovements(account: string, ancestry: ReadonlyMap<string, AncestryRow>): Movement[] {
  return [...ancestry.values()].flatMap((row) => {
    const parent = row.parent_transfer_id === null ? undefined : ancestry.get(row.parent_transfer_id);
    if (!parent || keyOf(parent) !== account) return [];
    return [{ from: account, to: keyOf(row), amountFen: Number(row.amount_fen), at: row.transferred_at?.toISOString() ?? null, clearingSerial: row.clearing_serial, bankSerial: row.bank_serial }];
  });
}

/** What is cut off is told once, however often the institution tells it. */
async function notYetTold<CutOff extends { readonly onward: OnwardTransfer }>(transaction: LedgerTransaction, incidentId: string, account: string, ancestry: ReadonlyMap<string, AncestryRow>, cutOff: readonly CutOff[]): Promise<CutOff[]> {
  const facts = await transaction.sql.rows<{ data: FactCatalogue['flow.cut_off'] }>("select data from journal where incident_id = $1 and type = 'flow.cut_off'", [incidentId]);
  const known = facts.map(({ data }) => data).filter((data) => { const from = ancestry.get(data.fromTransferId); return from !== undefined && keyOf(from) === account; }).map((data): Movement => ({
    from: account, to: accountKey({ institutionCode: data.institutionCode, number: data.accountNumber }), amountFen: data.amountFen, at: data.transferredAt ?? null, clearingSerial: data.clearingSerial ?? null,
  }));
  return newMovements(known, cutOff.map(({ onward }) => movementOf(account, onward))).map((i) => cutOff[i] as CutOff);
}

function keyOf(row: AncestryRow): string {
  return accountKey({ institutionCode: row.institution_code, number: row.account_number });
}

/** Institutions name the next account as they know it; one that is not in our register is found by its card prefix or by a human. */
export function withInstitution(next: OnwardTransfer, tools: RecordingTools): OnwardTransfer {
  const number = normaliseAccountNumber(next.account.number);
  const named = next.account.institutionCode;
  const institutionCode = named !== null && tools.planning.findInstitution(named) ? named : (tools.institutionOfNumber(number) ?? null);
  return { ...next, account: { ...next.account, number, institutionCode } };
}

function ancestorsOf(from: AncestryRow, ancestry: ReadonlyMap<string, AncestryRow>): Set<string> {
  const keys = new Set<string>();
  for (let at: AncestryRow | undefined = from; at; at = at.parent_transfer_id === null ? undefined : ancestry.get(at.parent_transfer_id)) {
    keys.add(keyOf(at));
  }
  return keys;
}

function addOne(transaction: LedgerTransaction, one: PlacedAnswer, layer: number, next: OnwardTransfer, tools: RecordingTools): Record<string, unknown> {
  const id = tools.planning.ids.next();
  const { account } = next;
  transaction.append({
    incidentId: one.row.incident_id, type: 'transfer.added', actor: one.actor,
    data: {
      transferId: id, parentTransferId: one.row.transfer_id, layer, amountFen: next.amountFen, transferredAt: next.transferredAt, institutionCode: account.institutionCode,
      accountNumber: account.number, accountKind: account.kind, holderName: account.holderName, source: one.source,
    },
  }, one.row.traceparent);
  return {
    id, incident_id: one.row.incident_id, parent_transfer_id: one.row.transfer_id, layer, amount_fen: next.amountFen, transferred_at: next.transferredAt, institution_code: account.institutionCode,
    account_number: account.number, account_kind: account.kind, holder_name: account.holderName, clearing_serial: next.clearingSerial, source: one.source, traceparent: one.row.traceparent,
    needs_plan: account.institutionCode !== null,
  };
}
