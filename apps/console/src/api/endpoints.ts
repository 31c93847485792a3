import type { Fact, QueryKind, SamePair } from '#domain';
import type {
  AccountHints, ApprovalItem, BankDeskItem, FactsPage, HandAnswer, Hints, IncidentChanged, IncidentListName, IncidentSummary, IncidentView, InstitutionItem, MeasureInput, OfficerItem, OverrideInput, PermittedMeasures, ReportInput, SessionOpened, StatementPreview, TransferCorrection, TransferInput,
} from './contract';
import type { Duplicates, DuplicatesInput, JoinProposal } from './joins.contract';
import type { ReturnInput, ReturnProposal } from './returns.contract';
import type { HandOverItem, OrganName } from './hand-over.contract';
import type { ProtectiveStopInput } from './protective.contract';
import { request } from './request';

const FACTS_PER_PAGE = 1_000;

/** One line per door of the api. `key` is the idempotency key: keep it until an answer came. */
export const api = {
  logIn: (login: string, password: string) => request<SessionOpened>('POST', '/sessions', { body: { login, password } }),
  hints: () => request<Hints>('GET', '/sessions/hints'),
  institutions: () => request<{ items: readonly InstitutionItem[] }>('GET', '/institutions'),
  accountHints: (number: string) => request<AccountHints>('GET', `/account-hints?number=${encodeURIComponent(number)}`),
  duplicates: (body: DuplicatesInput) => request<Duplicates>('POST', '/duplicates', { body }),
  joinProposal: (id: string, intoIncidentId: string) => request<JoinProposal>('GET', `/incidents/${id}/join?intoIncidentId=${intoIncidentId}`),
  join: (id: string, body: { intoIncidentId: string; transfers: readonly SamePair[]; reason?: string }, key: string) => request<IncidentView>('POST', `/incidents/${id}/join`, { body, key }),
  unjoin: (id: string, reason: string, key: string) => request<IncidentView>('POST', `/incidents/${id}/unjoin`, { body: { reason }, key }),
  incidents: (state: IncidentListName, q: string) =>
    request<{ items: IncidentSummary[]; next: string | null; serverTime: string }>('GET', `/incidents?state=${state}&limit=200${q ? `&q=${encodeURIComponent(q)}` : ''}`),
  incident: (id: string) => request<IncidentView>('GET', `/incidents/${id}`),
  report: (body: ReportInput, key: string) => request<IncidentChanged>('POST', '/incidents', { body, key }),
  enrich: (id: string, version: number, body: Record<string, string>) => request<IncidentView>('PATCH', `/incidents/${id}`, { body, ifMatch: version }),
  addTransfer: (id: string, body: TransferInput, key: string) => request<IncidentChanged>('POST', `/incidents/${id}/transfers`, { body, key }),
  correctTransfer: (id: string, transferId: string, body: TransferCorrection) => request<IncidentView>('PATCH', `/incidents/${id}/transfers/${transferId}`, { body }),
  allowSecondStop: (id: string, transferId: string, reason: string, key: string) => request<IncidentView>('POST', `/incidents/${id}/transfers/${transferId}/second-stop`, { body: { reason }, key }),
  ask: (id: string, transferId: string, kind: QueryKind, key: string) => request<IncidentView>('POST', `/incidents/${id}/transfers/${transferId}/queries`, { body: { kind }, key }),
  previewStatement: (id: string, transferId: string, text: string) => request<StatementPreview>('POST', `/incidents/${id}/transfers/${transferId}/statement`, { body: { text, commit: false } }),
  pasteStatement: (id: string, transferId: string, text: string, key: string) => request<StatementPreview>('POST', `/incidents/${id}/transfers/${transferId}/statement`, { body: { text, commit: true }, key }),
  previewForClerk: (id: string, instructionId: string, text: string) => request<StatementPreview>('POST', `/incidents/${id}/instructions/${instructionId}/statement`, { body: { text } }),
  askResend: (id: string, transferId: string, reason: string, key: string) => request<IncidentView>('POST', `/incidents/${id}/transfers/${transferId}/resend`, { body: { reason }, key }),
  approvals: () => request<{ items: readonly ApprovalItem[] }>('GET', '/approvals'),
  decideApproval: (id: string, instructionId: string, body: { decision: 'approve' | 'refuse'; reason?: string }, key: string) => request<IncidentView>('POST', `/incidents/${id}/instructions/${instructionId}/approval`, { body, key }),
  override: (id: string, instructionId: string, body: OverrideInput, key: string) => request<IncidentView>('POST', `/incidents/${id}/instructions/${instructionId}/override`, { body, key }),
  acknowledge: (id: string, escalationId: string, key: string) => request<IncidentView>('POST', `/incidents/${id}/escalations/${escalationId}/acknowledgement`, { body: {}, key }),
  answerByHand: (incidentId: string, instructionId: string, body: HandAnswer, key: string) =>
    request<{ inboundAnswerId: string }>('POST', `/incidents/${incidentId}/instructions/${instructionId}/answers`, { body, key }),
  permittedMeasures: (id: string, holdId: string) => request<PermittedMeasures>('GET', `/incidents/${id}/holds/${holdId}/measures`),
  requestMeasure: (id: string, holdId: string, body: MeasureInput, key: string) => request<IncidentView>('POST', `/incidents/${id}/holds/${holdId}/measures`, { body, key }),
  handOvers: () => request<{ items: readonly HandOverItem[] }>('GET', '/hand-overs'),
  receivingOrgans: (id: string) => request<{ items: readonly OrganName[] }>('GET', `/incidents/${id}/receiving-organs`),
  offerHandOver: (id: string, holdId: string, body: { toOrganCode: string; reason: string }, key: string) => request<IncidentView>('POST', `/incidents/${id}/holds/${holdId}/hand-overs`, { body, key }),
  acceptHandOver: (id: string, holdId: string, handOverId: string, key: string) => request<IncidentView>('POST', `/incidents/${id}/holds/${holdId}/hand-overs/${handOverId}/acceptance`, { body: {}, key }),
  declineHandOver: (id: string, holdId: string, handOverId: string, reason: string, key: string) => request<{ handOverId: string }>('POST', `/incidents/${id}/holds/${holdId}/hand-overs/${handOverId}/declination`, { body: { reason }, key }),
  withdrawHandOver: (id: string, holdId: string, handOverId: string, reason: string, key: string) => request<IncidentView>('POST', `/incidents/${id}/holds/${holdId}/hand-overs/${handOverId}/withdrawal`, { body: { reason }, key }),
  returnProposal: (id: string, holdId: string) => request<ReturnProposal>('GET', `/incidents/${id}/holds/${holdId}/return-proposal`),
  decideReturn: (id: string, holdId: string, body: ReturnInput, key: string) => request<IncidentView>('POST', `/incidents/${id}/holds/${holdId}/returns`, { body, key }),
  payReturn: (id: string, returnId: string, body: { paidAt: string; serial: string }, key: string) => request<IncidentView>('POST', `/incidents/${id}/returns/${returnId}/payment`, { body, key }),
  cancelReturn: (id: string, returnId: string, reason: string, key: string) => request<IncidentView>('POST', `/incidents/${id}/returns/${returnId}/cancellation`, { body: { reason }, key }),
  officers: () => request<{ items: readonly OfficerItem[] }>('GET', '/officers'),
  protect: (id: string, body: ProtectiveStopInput, key: string) => request<IncidentView>('POST', `/incidents/${id}/protective-stops`, { body, key }),
  unprotect: (id: string, stopId: string, reason: string, key: string) => request<IncidentView>('POST', `/incidents/${id}/protective-stops/${stopId}/release`, { body: { reason }, key }),
  bankDesk: (state: 'open' | 'ended') => request<{ items: readonly BankDeskItem[] }>('GET', `/bank-desk/instructions?state=${state}`),
  factsAfter,
};

/** Every fact of an incident after a number, page by page. */
async function factsAfter(id: string, after: number): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (;;) {
    const page = await request<FactsPage>('GET', `/incidents/${id}/facts?after=${facts.at(-1)?.seq ?? after}&limit=${FACTS_PER_PAGE}`);
    facts.push(...page.items);
    if (page.items.length < FACTS_PER_PAGE) return facts;
  }
}
