import { sumFen } from '#domain';
import { CHAIN_START, insertBatch, TRANSFER_COLUMNS, type IncidentHead, type Ledger, type LedgerTransaction } from '#ledger';
import { claimKeys, type Answered } from '../idempotency/answered-before';
import { incidentNumber } from './incident-number';
import { newIncidentView } from './new-incident-view';
import type { Report, ReportedBody } from './report';

/** The worker watches an incident when it plans; this is for the case that planning is late, milliseconds. */
const WATCHED_AFTER_MS = 2_000;

/** Writes a batch of reports in one commit: heads, transfers, facts, and the answer to each under its idempotency key. */
export async function writeReports(ledger: Ledger, reports: readonly Report[]): Promise<Answered<ReportedBody>[]> {
  const { result } = await ledger.commit([], async (transaction) => {
    const heads = await makeHeads(transaction, reports);
    const answers = reports.map((report, i) => ({ incident: newIncidentView(heads[i] as IncidentHead, report), warnings: report.warnings }));
    const standing = await claimKeys(transaction.sql, reports.map((report, i) => ({ actor: report.user.login, requestKey: report.requestKey, status: 201, body: answers[i] })));
    const first = reports.map((_, i) => i).filter((i) => standing[i] === undefined);
    for (const i of first) {
      transaction.open(heads[i] as IncidentHead);
      tellReport(transaction, heads[i] as IncidentHead, reports[i] as Report);
    }
    transaction.writeOpened();
    transaction.write(insertBatch(transaction.sql, 'transfers', TRANSFER_COLUMNS, first.flatMap((i) => transferRows(reports[i] as Report))));
    return reports.map((_, i) => (standing[i] as Answered<ReportedBody> | undefined) ?? { status: 201, body: answers[i] as ReportedBody, replayed: false });
  });
  return result;
}

async function makeHeads(transaction: LedgerTransaction, reports: readonly Report[]): Promise<IncidentHead[]> {
  const serials = await transaction.sql.rows<{ serial: string }>("select nextval('incident_number') as serial from generate_series(1, $1)", [reports.length]);
  return reports.map((report, i) => {
    const { organ } = report.user;
    const lostFen = sumFen(report.transfers.map((transfer) => transfer.told.amountFen));
    const moments = report.transfers.map((transfer) => transfer.told.transferredAt).filter((at) => at !== null).sort();
    return {
      id: report.id, number: incidentNumber(organ.code, transaction.at, Number(serials[i]?.serial)), organCode: organ.code, organPath: organ.path, createdBy: report.user.login,
      reportedAt: report.reportedAt, enteredAt: transaction.at, state: 'live', version: 1, details: report.details, level: organ.level,
      transferredAt: moments[0] === undefined ? null : new Date(moments[0]), sentAt: null, receivedAt: null, stoppedAt: null,
      money: { lostFen, controlledFen: 0, inFlightFen: lostFen, cashedOutFen: 0, untracedFen: 0, returnedFen: 0 },
      openInstructions: 0, uncertainInstructions: 0, humanTasks: report.transfers.filter((transfer) => transfer.told.institutionCode === null).length,
      watchAt: new Date(transaction.at.getTime() + WATCHED_AFTER_MS), factCount: 0, lastHash: CHAIN_START,
    };
  });
}

function transferRows(report: Report): Record<string, unknown>[] {
  return report.transfers.map((transfer) => ({ ...transfer.columns, incident_id: report.id, traceparent: report.traceparent }));
}

function tellReport(transaction: LedgerTransaction, head: IncidentHead, report: Report): void {
  const actor = report.user.login;
  transaction.append({
    incidentId: head.id, type: 'incident.reported', actor,
    data: { number: head.number, lostFen: head.money.lostFen, reportedAt: head.reportedAt.toISOString(), enteredAt: head.enteredAt.toISOString(), details: head.details },
  }, report.traceparent);
  for (const { told } of report.transfers) transaction.append({ incidentId: head.id, type: 'transfer.added', actor, data: told }, report.traceparent);
}
