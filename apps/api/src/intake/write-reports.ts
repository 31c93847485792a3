import { sumFen } from '#domain';
import { CHAIN_START, insertBatch, TRANSFER_COLUMNS, type IncidentHead, type Ledger, type LedgerTransaction } from '#ledger';
import { areDistinct, claimKeys, isKeyUsed, storeAnswers, type Answered, type KeyClaim } from '../idempotency/answered-before';
import { incidentNumber } from './incident-number';
import type { IncidentSerials } from './incident-serials';
import { newIncidentView } from './new-incident-view';
import type { Report, ReportedBody } from './report';

/** The worker watches an incident when it plans; this is for the case that planning is late, milliseconds. */
const WATCHED_AFTER_MS = 2_000;

/** What a report is written with. */
export interface ReportBooks { readonly ledger: Ledger; readonly serials: IncidentSerials }

/**
 * Writes a batch of reports in one commit: heads, transfers, facts, and the answer to each under its idempotency key. Keys are nearly always
 * fresh, so the whole batch leaves in one trip that believes it ([why](docs/decisions/0020-a-report-is-one-trip.md)). A key that was used makes
 * the database refuse all of it; then the batch is written by the careful way, which asks before it writes.
 */
export async function writeReports(books: ReportBooks, reports: readonly Report[]): Promise<Answered<ReportedBody>[]> {
  const serials = await books.serials.take(reports.length);
  if (!areDistinct(reports.map((report) => ({ actor: report.user.login, requestKey: report.requestKey })))) return writeCarefully(books.ledger, reports, serials);
  try {
    return await writeAtOnce(books.ledger, reports, serials);
  } catch (fault) {
    if (isKeyUsed(fault)) return writeCarefully(books.ledger, reports, serials);
    throw fault;
  }
}

/** Nothing in here may wait for the database, or the statements do not leave together. */
async function writeAtOnce(ledger: Ledger, reports: readonly Report[], serials: readonly number[]): Promise<Answered<ReportedBody>[]> {
  const { result } = await ledger.commit([], (transaction) => {
    const opened = openAll(transaction.at, reports, serials);
    // The keys come first: rivals wait there for each other, before they hold anything else.
    transaction.write(storeAnswers(transaction.sql, opened.map(claimOf)));
    writeOpened(transaction, opened);
    return Promise.resolve(opened.map(freshAnswer));
  });
  return result;
}

async function writeCarefully(ledger: Ledger, reports: readonly Report[], serials: readonly number[]): Promise<Answered<ReportedBody>[]> {
  const { result } = await ledger.commit([], async (transaction) => {
    const opened = openAll(transaction.at, reports, serials);
    const standing = await claimKeys(transaction.sql, opened.map(claimOf));
    writeOpened(transaction, opened.filter((_, i) => standing[i] === undefined));
    return opened.map((one, i) => (standing[i] as Answered<ReportedBody> | undefined) ?? freshAnswer(one));
  });
  return result;
}

/** A report, its incident, and what its caller is told. */
interface Opened { readonly report: Report; readonly head: IncidentHead; readonly body: ReportedBody }

function openAll(at: Date, reports: readonly Report[], serials: readonly number[]): Opened[] {
  return reports.map((report, i) => {
    const head = newHead(report, at, serials[i] as number);
    return { report, head, body: { incident: newIncidentView(head, report), warnings: report.warnings } };
  });
}

function claimOf({ report, body }: Opened): KeyClaim {
  return { actor: report.user.login, requestKey: report.requestKey, status: 201, body };
}

function freshAnswer({ body }: Opened): Answered<ReportedBody> {
  return { status: 201, body, replayed: false };
}

function writeOpened(transaction: LedgerTransaction, opened: readonly Opened[]): void {
  for (const { report, head } of opened) {
    transaction.open(head);
    tellReport(transaction, head, report);
  }
  transaction.writeOpened();
  transaction.write(insertBatch(transaction.sql, 'transfers', TRANSFER_COLUMNS, opened.flatMap(({ report }) => transferRows(report))));
}

function newHead(report: Report, at: Date, serial: number): IncidentHead {
  const { organ } = report.user;
  const lostFen = sumFen(report.transfers.map((transfer) => transfer.told.amountFen));
  const moments = report.transfers.map((transfer) => transfer.told.transferredAt).filter((moment) => moment !== null).sort();
  return {
    id: report.id, number: incidentNumber(organ.code, at, serial), organCode: organ.code, organPath: organ.path, createdBy: report.user.login,
    reportedAt: report.reportedAt, enteredAt: at, state: 'live', version: 1, details: report.details, level: organ.level,
    transferredAt: moments[0] === undefined ? null : new Date(moments[0]), sentAt: null, receivedAt: null, stoppedAt: null,
    money: { lostFen, controlledFen: 0, inFlightFen: lostFen, cashedOutFen: 0, untracedFen: 0, returnedFen: 0 },
    openInstructions: 0, uncertainInstructions: 0, humanTasks: report.transfers.filter((transfer) => transfer.told.institutionCode === null).length,
    watchAt: new Date(at.getTime() + WATCHED_AFTER_MS), factCount: 0, lastHash: CHAIN_START,
  };
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
