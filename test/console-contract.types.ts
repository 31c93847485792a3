import type { ApprovalItem as ApiApproval } from '../apps/api/src/approvals/list-approvals';
import type { BankDeskItem as ApiBankDeskItem } from '../apps/api/src/bank-desk/list-bank-desk';
import type { IncidentSummary as ApiSummary } from '../apps/api/src/board/incident-summary';
import type { CutOffView as ApiCutOff, EscalationView as ApiEscalation, HoldView as ApiHold, QueuedFreezeView as ApiQueued, IncidentView as ApiView, InstructionView as ApiInstruction, TransferView as ApiTransfer } from '../apps/api/src/board/incident-view';
import type { HandOverItem as ApiHandOver } from '../apps/api/src/hand-overs/list-hand-overs';
import type { ProtectiveStopView as ApiProtectiveStop } from '../apps/api/src/board/protective-stop-view';
import type { PermittedMeasures as ApiPermits } from '../apps/api/src/measures/permitted-measures';
import type { HandOverItem } from '../apps/console/src/api/hand-over.contract';
import type { OfficerItem as ApiOfficer } from '../apps/api/src/officers/officer-directory';
import type { ReturnProposal as ApiProposal } from '../apps/api/src/returns/propose-return';
import type { ApprovalItem, BankDeskItem, CutOffView, EscalationView, HoldView, IncidentSummary, IncidentView, InstructionView, OfficerItem, PermittedMeasures, QueuedFreezeView, TransferView } from '../apps/console/src/api/contract';
import type { ReturnProposal } from '../apps/console/src/api/returns.contract';
import type { ProtectiveStopView } from '../apps/console/src/api/protective.contract';

/**
 * The console writes down what it expects of the api. Here the compiler holds it against what the api really says:
 * `npm run typecheck` fails when a member is missing or has another type on the api's side.
 */
type Given<Api extends Expected, Expected> = Api;
export type ConsolePromises = [
  Given<ApiSummary, IncidentSummary>, Given<ApiView, IncidentView>, Given<ApiTransfer, TransferView>, Given<ApiInstruction, InstructionView>,
  Given<ApiHold, HoldView>, Given<ApiEscalation, EscalationView>, Given<ApiBankDeskItem, BankDeskItem>, Given<ApiApproval, ApprovalItem>,
  Given<ApiCutOff, CutOffView>, Given<ApiQueued, QueuedFreezeView>, Given<ApiPermits, PermittedMeasures>, Given<ApiHandOver, HandOverItem>, Given<ApiOfficer, OfficerItem>, Given<ApiProposal, ReturnProposal>, Given<ApiProtectiveStop, ProtectiveStopView>,
];
