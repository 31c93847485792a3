import type { IncidentHead } from '#ledger';
import { NO_FIGURES } from '../board/incident-figures';
import type { IncidentView } from '../board/incident-view';
import type { Report } from './report';

/** The view of an incident in the moment of its entry, made without reading it back: the operator waits for one commit, nothing more. */
export function newIncidentView(head: IncidentHead, report: Report): IncidentView {
  const enteredAt = head.enteredAt.toISOString();
  const reportedAt = head.reportedAt.toISOString();
  return {
    id: head.id, number: head.number, organCode: head.organCode, organName: report.user.organ.name, organPath: head.organPath, state: head.state, version: head.version,
    lastSeq: 1 + report.transfers.length, reportedAt, enteredAt, stoppedAt: null, firstSentAt: null, victimName: head.details.victimName, money: head.money,
    openInstructions: head.openInstructions, uncertainInstructions: head.uncertainInstructions, humanTasks: head.humanTasks, level: head.level, openEscalation: null, holdEndsAt: null, joinedInto: null, joinedCount: 0, offeredTo: [], joined: [],
    details: head.details,
    clocks: { transferred: head.transferredAt?.toISOString() ?? null, reported: reportedAt, entered: enteredAt, sent: null, received: null, stopped: null },
    transfers: report.transfers.map(({ told }) => ({ ...told, instructionIds: [], cover: null, awaitsDecision: false, duplicateOf: null, holder: null })), instructions: [], holds: [], queuedFreezes: [], escalations: [], cutOffs: [], figures: NO_FIGURES, returns: [], protectiveStops: [], serverTime: enteredAt,
  };
}
