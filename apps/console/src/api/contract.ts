import type {
  AccountKind, AnswerAdvice, ApprovalState, ApproverLevel, Capability, ClockMarks, CutOffReason, EscalationReason, Fact, Fen, HolderSaid, HoldKind, HoldState, IgnoredLine, IncidentDetails, IncidentState, InstructionKind,
  InstructionState, MeasureKind, MeasureRefusal, MoneyAccount, NonDeliveryCause, OrganLevel, OverrideOutcome, PriorFreeze, RefusalReason, SilenceCause, SoftWarning, StatementFault, StatementRow, TransferTold,
} from '#domain';
import type { HandOverView, OrganName } from './hand-over.contract';
import type { IncidentName, JoinedItem } from './joins.contract';
import type { ReturnView } from './returns.contract';
import type { ProtectiveStopView } from './protective.contract';

/** What the api says and hears, as the console needs it. Amounts in fen, times ISO 8601 with zone. */
export type Role = 'operator' | 'commander' | 'bank_clerk';
/** A name may come in one language or in both. */
export type Named = string | { readonly zh: string; readonly en: string };

export interface Me {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly organ: { readonly code: string; readonly name: string; readonly level: OrganLevel; readonly path: string } | null;
  readonly institution: { readonly code: string; readonly name: Named } | null;
}
export interface SessionOpened { readonly token: string; readonly expiresAt: string; readonly user: Me }
/** `place` is the organ or institution in Chinese. */
export interface DemoAccount { readonly login: string; readonly password: string; readonly role: Role; readonly name: string; readonly place: string }

/** A story to try out; only its report is prepared, everything after it happens for real. */
export interface DemoStory {
  readonly name: string; readonly title: Named; readonly how: Named; readonly accountPrefix: string; readonly accountEnding: string | null; readonly amountYuan: string;
  readonly holderName: string; readonly victimName: string; readonly scheme: string; readonly narrative: string;
}
export interface Hints { readonly items: readonly DemoAccount[]; readonly stories: readonly DemoStory[] }

export interface InstitutionItem { readonly code: string; readonly name: Named; readonly kind: string; readonly binPrefixes: readonly string[]; readonly capabilities?: readonly (Capability | string)[] }
export interface OrganItem { readonly code: string; readonly name: string; readonly level: OrganLevel; readonly path: string }

export interface AccountHints {
  readonly institutionCode: string | null;
  readonly institutionName: Named | null;
  readonly bankName: Named | null;
  readonly warnings: readonly SoftWarning[];
}

/** All that one organ may know of another's incident. */

/** The lists of incidents that a desk has; `called`: with an unacknowledged call, settled or not. */
export type IncidentListName = 'live' | 'settled' | 'called';
export interface IncidentSummary {
  readonly id: string;
  readonly number: string;
  readonly organCode: string;
  readonly organName: string;
  readonly organPath: string;
  readonly state: IncidentState;
  readonly version: number;
  readonly lastSeq: number;
  readonly reportedAt: string;
  readonly enteredAt: string;
  readonly stoppedAt: string | null;
  readonly firstSentAt: string | null;
  readonly victimName: string | null;
  readonly money: MoneyAccount;
  readonly openInstructions: number;
  readonly uncertainInstructions: number;
  readonly humanTasks: number;
  readonly level: OrganLevel;
  readonly openEscalation: { readonly id: string; readonly toLevel: OrganLevel; readonly reason: EscalationReason; readonly raisedAt: string } | null;
  /** When the first of the holds in force ends. */
  readonly holdEndsAt: string | null;
  readonly joinedInto: IncidentName | null;
  readonly joinedCount: number;
  readonly offeredTo: readonly string[];
}

/** Another transfer's stop of the same account that speaks for this one, perhaps another incident's. */
export interface CoverView { readonly incidentNumber: string; readonly state: InstructionState; readonly stopNo: number | null; readonly until: string | null; readonly securedFen: Fen }
export interface TransferView extends TransferTold { readonly instructionIds: readonly string[]; readonly cover: CoverView | null; readonly awaitsDecision: boolean; readonly duplicateOf: string | null; readonly holder: HolderSaid | null }
export interface ApprovalView {
  readonly need: 'before' | 'after';
  readonly state: ApprovalState;
  readonly askedBy: string;
  readonly dueAt: string;
  readonly deciderName: string | null;
  readonly reason: string | null;
}
/** What waits for this commander's word. */
export interface ApprovalItem {
  readonly instructionId: string;
  readonly incidentId: string;
  readonly incidentNumber: string;
  readonly organName: string;
  readonly kind: InstructionKind;
  readonly need: 'before' | 'after';
  readonly institutionCode: string;
  readonly institutionName: Named;
  readonly accountNumber: string;
  readonly holderName: string | null;
  readonly amountFen: Fen;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly dueAt: string;
}
/** What a person states is true of a stop. */
export type OverrideInput = { readonly reason: string; readonly source: string } & ({ readonly to: 'done' | 'partly_done'; readonly controlledFen: Fen; readonly bankAt: string; readonly refusal?: undefined } | { readonly to: 'refused'; readonly refusal: RefusalReason; readonly controlledFen?: undefined; readonly bankAt?: undefined });
/** A person's word in the place of the bank's. */
export interface OverrideView { readonly by: string; readonly byName: string; readonly at: string; readonly from: InstructionState; readonly to: OverrideOutcome; readonly reason: string; readonly source: string }
export interface InstructionView {
  readonly id: string;
  readonly transferId: string;
  readonly kind: InstructionKind;
  readonly institutionCode: string;
  readonly institutionName: Named | null;
  readonly accountNumber: string;
  readonly amountFen: Fen;
  readonly state: InstructionState;
  readonly version: number;
  readonly needsHuman: boolean;
  readonly plannedAt: string;
  readonly sentAt: string | null;
  readonly receivedAt: string | null;
  readonly answeredAt: string | null;
  readonly attempts: number;
  readonly dueAt: string | null;
  readonly refusal: RefusalReason | null;
  readonly silenceCause: SilenceCause | NonDeliveryCause | null;
  readonly controlledFen: Fen | null;
  readonly answerCode: string | null;
  readonly answerText: string | null;
  /** Cause and next step of the code; null where there are none. */
  readonly advice: AnswerAdvice | null;
  readonly override: OverrideView | null;
  readonly approval: ApprovalView | null;
  readonly sealKeyId: string | null;
}
export interface HoldView {
  readonly id: string;
  readonly instructionId: string;
  readonly transferId: string;
  readonly kind: HoldKind;
  readonly state: HoldState;
  readonly controlledFen: Fen;
  readonly since: string;
  readonly until: string;
  /** The institution's moment minus our receipt, milliseconds; null where it was not noted. */
  readonly skewMs: number | null;
  readonly stopNo: number;
  readonly institutionCode: string;
  readonly accountNumber: string;
  /** A measure on it that awaits the institution's word. */
  readonly underway: { readonly kind: MeasureKind; readonly state: InstructionState | null } | null;
  /** The last measure on it, where the institution refused that. */
  readonly refused: { readonly kind: MeasureKind; readonly refusal: RefusalReason | null } | null;
  readonly placedBy: OrganName;
  /** 解除权: who may change it now. */
  readonly right: OrganName;
  readonly handOver: HandOverView | null;
}
/** 轮候冻结: waits behind earlier freezes; nothing is frozen by it. `stopUntil`: when the stop ends that still runs on the account; null: none does. */
export interface QueuedFreezeView { readonly id: string; readonly transferId: string; readonly accountNumber: string; readonly position: number; readonly queuedFen: Fen; readonly prior: readonly PriorFreeze[]; readonly stopUntil: string | null; readonly underway: HoldView['underway'] }
/** Money that went on to where the chase does not follow. */
export interface CutOffView { readonly seq: number; readonly fromTransferId: string; readonly reason: CutOffReason; readonly institutionCode: string | null; readonly accountNumber: string; readonly amountFen: Fen }
/** Whether a measure could be asked for now, and if not, why. */
export interface PermittedMeasure { readonly kind: MeasureKind; readonly permitted: boolean; readonly refusal: MeasureRefusal | null; readonly why: { readonly field: string; readonly zh: string; readonly en: string } | null }
export interface PermittedMeasures { readonly holdId: string; readonly allocatedFen: Fen; readonly controlledFen: Fen; readonly allocatedToOthersFen: Fen; readonly caseNumber: string | null; readonly measures: readonly PermittedMeasure[] }
export interface MeasureInput { kind: MeasureKind; reason: string; approverName?: string; approverLevel?: ApproverLevel; amountFen?: Fen }
export interface EscalationView {
  readonly id: string;
  readonly fromLevel: OrganLevel | null;
  readonly toLevel: OrganLevel;
  readonly reason: EscalationReason;
  readonly instructionId: string | null;
  readonly raisedAt: string;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
}
export interface IncidentFigures { readonly askedFen: Fen; readonly controlledBalanceFen: Fen; readonly securedFen: Fen; readonly frozenFen: Fen; readonly returnedFen: Fen }
export interface OfficerItem { readonly code: string; readonly organCode: string; readonly name: string; readonly idNumber: string; readonly secondByDefault: boolean }
export interface IncidentView extends IncidentSummary {
  readonly details: IncidentDetails;
  readonly clocks: ClockMarks;
  readonly transfers: readonly TransferView[];
  readonly instructions: readonly InstructionView[];
  readonly holds: readonly HoldView[];
  readonly queuedFreezes: readonly QueuedFreezeView[];
  readonly escalations: readonly EscalationView[];
  readonly cutOffs: readonly CutOffView[];
  readonly joined: readonly JoinedItem[];
  readonly figures: IncidentFigures;
  readonly returns: readonly ReturnView[];
  readonly protectiveStops: readonly ProtectiveStopView[];
  readonly serverTime: string;
}

export interface TransferInput {
  accountNumber: string;
  amountFen: Fen;
  accountKind?: AccountKind;
  institutionCode?: string;
  holderName?: string;
  transferredAt?: string;
  parentTransferId?: string;
}
export interface ReportInput {
  callNumber?: string;
  victimName?: string;
  victimPhone?: string;
  victimIdNumber?: string;
  scheme?: string;
  narrative?: string;
  secondOfficerCode?: string;
  transfers: TransferInput[];
}
/** A pasted row and what would become of it. */
export interface PreviewRow extends StatementRow { readonly institutionCode: string | null; readonly verdict: 'new' | 'known' | 'cut_off'; readonly cutOff: CutOffReason | null }
export interface StatementPreview { readonly rows: readonly PreviewRow[]; readonly faults: readonly StatementFault[]; readonly ignored: readonly IgnoredLine[] }
export interface TransferCorrection { institutionCode?: string; accountNumber?: string; holderName?: string }
export interface HandAnswer {
  outcome: 'done' | 'partly_done' | 'refused' | 'queued';
  position?: number;
  prior?: { authority: string }[];
  controlledFen?: Fen;
  bankAt?: string;
  refusal?: RefusalReason;
  onward?: { accountNumber: string; amountFen: Fen; institutionCode?: string; holderName?: string; transferredAt?: string }[];
  statement?: string;
  cashedOutFen?: Fen;
  note: string;
}
export interface BankDeskItem {
  readonly instructionId: string;
  readonly incidentId: string;
  readonly incidentNumber: string;
  readonly kind: InstructionKind;
  readonly accountNumber: string;
  readonly holderName: string | null;
  readonly amountFen: Fen;
  readonly transferredAt: string | null;
  readonly state: InstructionState;
  readonly plannedAt: string;
  readonly organName: string;
}
export interface IncidentChanged { readonly incident: IncidentView; readonly warnings: readonly SoftWarning[] }
export interface FactsPage { readonly items: readonly Fact[]; readonly last: number }
export interface FactsPushed { readonly facts: readonly Fact[]; readonly summaries?: readonly IncidentSummary[] }
export interface ResumeAnswer { readonly facts?: readonly Fact[]; readonly resync?: boolean; readonly serverTime?: string; readonly error?: { code: string; zh: string; en: string } }
