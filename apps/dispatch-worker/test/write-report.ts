import { randomUUID } from 'node:crypto';
import { EMPTY_DETAILS, type IdSource } from '#domain';
import { accountIncidents, CHAIN_START, insertBatch, TRANSFER_COLUMNS, type Ledger } from '#ledger';

export const BANK = '999010000001';

export interface Paid { readonly accountNumber: string; readonly amountFen: number; readonly institutionCode?: string | null }

/** A report through the books, as the api writes it. Gives the incident's id. */
export async function writeReport(ledger: Ledger, ids: IdSource, organPath: string, paid: readonly Paid[]): Promise<string> {
  const id = ids.next();
  const traceparent = `00-${randomUUID().replaceAll('-', '')}-00f067aa0ba902b7-01`;
  const lostFen = paid.reduce((sum, one) => sum + one.amountFen, 0);
  await ledger.commit([], async (transaction) => {
    transaction.open({
      id, number: `J-${id}`, organCode: '370832000000', organPath, createdBy: 'wang', reportedAt: transaction.at, enteredAt: transaction.at, state: 'live', version: 1, details: EMPTY_DETAILS,
      level: 'county', transferredAt: null, sentAt: null, receivedAt: null, stoppedAt: null, money: { lostFen, controlledFen: 0, inFlightFen: lostFen, cashedOutFen: 0, untracedFen: 0, returnedFen: 0 },
      openInstructions: 0, uncertainInstructions: 0, humanTasks: 0, watchAt: transaction.at, factCount: 0, lastHash: CHAIN_START,
    });
    transaction.append({ incidentId: id, type: 'incident.reported', actor: 'wang', data: { number: `J-${id}`, lostFen, reportedAt: transaction.at.toISOString(), enteredAt: transaction.at.toISOString(), details: EMPTY_DETAILS } }, traceparent);
    const transfers = paid.map((one) => ({
      id: ids.next(), incident_id: id, parent_transfer_id: null, layer: 1, amount_fen: one.amountFen, institution_code: one.institutionCode === undefined ? BANK : one.institutionCode,
      account_number: one.accountNumber, account_kind: 'card' as const, source: 'report' as const, traceparent, needs_plan: true,
    }));
    for (const one of transfers) {
      transaction.append({ incidentId: id, type: 'transfer.added', actor: 'wang', data: { transferId: one.id, parentTransferId: null, layer: 1, amountFen: one.amount_fen, transferredAt: null, institutionCode: one.institution_code, accountNumber: one.account_number, accountKind: one.account_kind, holderName: null, source: one.source } }, traceparent);
    }
    transaction.writeOpened();
    await insertBatch(transaction.sql, 'transfers', TRANSFER_COLUMNS, transfers);
    await accountIncidents(transaction, [id], 'wang');
  });
  return id;
}
