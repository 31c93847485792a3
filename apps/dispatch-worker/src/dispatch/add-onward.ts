import { accountKey, decideChase, normaliseAccountNumber, type OnwardTransfer } from '#domain';
import { insertBatch, TRANSFER_COLUMNS, type LedgerTransaction } from '#ledger';
import type { DemandedCall } from '../watch/watch-incidents';
import type { PlacedAnswer } from './place-holds';
import type { RecordingTools } from './recording-tools';

interface AncestryRow { id: string; parent_transfer_id: string | null; layer: number; institution_code: string | null; account_number: string }

/** What became of onward money: calls to humans, and how many transfers wait for a plan now. */
export interface AddedOnward { readonly calls: readonly DemandedCall[]; readonly added: number }

/**
 * Money that an answer says has moved on becomes transfers of the next layer, to be planned in the same commit. What the chase policy
 * cuts off is told as a fact, and calls a human. Cash taken out is noted on the transfer it left from.
 */
export async function addOnward(transaction: LedgerTransaction, answered: readonly PlacedAnswer[], tools: RecordingTools): Promise<AddedOnward> {
  const withMoney = answered.filter(({ answer }) => answer.kind === 'done' || answer.kind === 'partly_done' || answer.kind === 'refused');
  // Most answers bring no onward money, and then nobody needs to know where it would belong.
  const ancestry = withMoney.some(({ answer }) => 'onward' in answer && answer.onward.length > 0) ? await readAncestry(transaction, withMoney.map(({ row }) => row.incident_id)) : new Map<string, AncestryRow>();
  const rows: Record<string, unknown>[] = [];
  const calls: DemandedCall[] = [];
  for (const one of withMoney) {
    const { answer } = one;
    if (answer.kind !== 'done' && answer.kind !== 'partly_done' && answer.kind !== 'refused') continue;
    if (answer.cashedOutFen > 0) transaction.write(transaction.sql.rows('update transfers set cashed_out_fen = $2 where id = $1', [one.row.transfer_id, answer.cashedOutFen]));
    if (answer.onward.length === 0) continue;
    const from = ancestry.get(one.row.transfer_id);
    if (!from) throw new Error(`transfer ${one.row.transfer_id} is not in its incident`);
    const onward = answer.onward.map((next) => withInstitution(next, tools));
    const { follow, cutOff } = decideChase(onward, from.layer, ancestorsOf(from, ancestry), tools.chase);
    for (const next of follow) rows.push(addOne(transaction, one, from.layer + 1, next, tools));
    for (const { onward: next, reason } of cutOff) {
      transaction.append({
        incidentId: one.row.incident_id, type: 'flow.cut_off', actor: 'worker',
        data: { fromTransferId: from.id, reason, institutionCode: next.account.institutionCode, accountNumber: next.account.number, amountFen: next.amountFen },
      }, one.row.traceparent);
    }
    // A cycle too: the money lies again where it was looked for before, and only a person can decide to stop it there.
    if (cutOff.length > 0) calls.push({ incidentId: one.row.incident_id, reason: 'flow_cut_off', fromLevel: null, toLevel: 'county', instructionId: one.row.id });
  }
  transaction.write(insertBatch(transaction.sql, 'transfers', TRANSFER_COLUMNS, rows));
  return { calls, added: rows.length };
}

async function readAncestry(transaction: LedgerTransaction, incidentIds: readonly string[]): Promise<Map<string, AncestryRow>> {
  const rows = await transaction.sql.rows<AncestryRow>('select id, parent_transfer_id, layer, institution_code, account_number from transfers where incident_id = any($1::uuid[])', [incidentIds]);
  return new Map(rows.map((row) => [row.id, row]));
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
    keys.add(accountKey({ institutionCode: at.institution_code, number: at.account_number }));
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
