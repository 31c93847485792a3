import type { AnswerAdvice, ApproverLevel, ReturnMethod, ReturnState, AccountKind, ApprovalState, ClockMarks, CutOffReason, EscalationReason, HolderSaid, HoldState, IncidentDetails, InstructionKind, InstructionState, MeasureKind, OrganLevel, OverrideOutcome, PriorFreeze, RefusalReason, SilenceCause, TransferTold } from '#domain';
import type { IncidentFigures } from './incident-figures';
import type { IncidentName, IncidentSummary } from './incident-summary';
import type { ProtectiveStopView } from './protective-stop-view';

/** Another transfer's stop of the same account that speaks for this one, perhaps another incident's. */
export interface CoverView {
  readonly incidentNumber: string; readonly state: InstructionState; readonly stopNo: number | null; readonly until: string | null;
  /** What of that hold secures this incident's loss, in fen. */
  readonly securedFen: number;
}
export type TransferView = TransferTold & {
  readonly instructionIds: readonly string[];
  readonly cover: CoverView | null;
  /** Nobody is instructed until a person decides whether to spend the account's last stop. */
  readonly awaitsDecision: boolean;
  /** Who holds the account, by the institution's word; null while it was not asked or has not said. */
  readonly holder: HolderSaid | null;
  /** The transfer of the incident joined into that this one tells again; it is counted there. */
  readonly duplicateOf: string | null;
};

/** 批准 of an instruction: who must, who did. */
export interface ApprovalView {
  readonly need: 'before' | 'after'; readonly state: ApprovalState; readonly askedBy: string; readonly askedAt: string; readonly dueAt: string;
  readonly deciderName: string | null; readonly decidedAt: string | null; readonly reason: string | null;
}

/** An incident joined into this one. Who reported it is told within the asker's scope only. */
export interface JoinedView extends IncidentName {
  readonly enteredAt: string; readonly inScope: boolean; readonly victimName: string | null; readonly victimPhone: string | null; readonly callNumber: string | null; readonly createdBy: string | null;
  /** What it lost besides, and how many of its payments are told again. */
  readonly lostFen: number; readonly sameCount: number;
}

/** 更正反馈: who stated what is true of an instruction, when, why, and who told it. `from` is what the institution's word had made of it. */
export interface OverrideView {
  readonly by: string; readonly byName: string; readonly at: string; readonly from: InstructionState; readonly to: OverrideOutcome; readonly reason: string; readonly source: string;
}

export interface InstructionView {
  readonly id: string; readonly transferId: string; readonly kind: InstructionKind; readonly institutionCode: string; readonly institutionName: string;
  readonly accountNumber: string; readonly amountFen: number; readonly state: InstructionState; readonly version: number; readonly needsHuman: boolean;
  readonly plannedAt: string; readonly sentAt: string | null; readonly receivedAt: string | null; readonly answeredAt: string | null;
  /** How often it was sent. */
  readonly attempts: number;
  readonly dueAt: string | null; readonly refusal: RefusalReason | null; readonly silenceCause: SilenceCause | null; readonly controlledFen: number | null;
  readonly answerCode: string | null; readonly answerText: string | null;
  /** Cause and next step of the code, in plain words; null where the code has none. */
  readonly advice: AnswerAdvice | null;
  /** A person's word in the place of the institution's, whose code and text stay as they were; null: there is none. */
  readonly override: OverrideView | null;
  /** Null: none is needed. */
  readonly approval: ApprovalView | null;
  /** The key of the electronic seal that it carries; null: it goes out unsealed, or has not gone out. */
  readonly sealKeyId: string | null;
}

/** An organ by code and name. */
export interface OrganName { readonly code: string; readonly name: string }
/** 移交: an offer of the right to change a hold that waits for the receiver's word. */
export interface HandOverView { readonly id: string; readonly fromOrgan: OrganName; readonly toOrgan: OrganName; readonly reason: string; readonly offeredBy: string; readonly offeredAt: string }

export interface HoldView {
  readonly id: string; readonly instructionId: string; readonly transferId: string; readonly kind: 'stop' | 'freeze'; readonly state: HoldState; readonly controlledFen: number;
  readonly since: string; readonly until: string; readonly stopNo: number; readonly institutionCode: string; readonly accountNumber: string;
  /** The institution's moment minus our receipt, milliseconds, positive when its clock is ahead; null where it was not noted. The end counts from the institution's moment, uncorrected. */
  readonly skewMs: number | null;
  /** A measure on it that awaits the institution's word; `state` is null until it is instructed. */
  readonly underway: { readonly kind: MeasureKind; readonly state: InstructionState | null } | null;
  /** The last measure on it, where the institution refused that; the hold is as it was. */
  readonly refused: { readonly kind: MeasureKind; readonly refusal: RefusalReason | null } | null;
  /** Under whose name it was placed. */
  readonly placedBy: OrganName;
  /** 解除权: who may change it now. */
  readonly right: OrganName;
  readonly handOver: HandOverView | null;
}

/** 轮候冻结: a freeze that waits at the institution behind earlier ones. Nothing is frozen by it. */
export interface QueuedFreezeView {
  readonly id: string; readonly instructionId: string; readonly transferId: string; readonly institutionCode: string; readonly accountNumber: string;
  /** 1: the next to take effect. */
  readonly position: number;
  /** What it is to freeze when its turn comes, in fen. */
  readonly queuedFen: number;
  readonly prior: readonly PriorFreeze[];
  readonly since: string;
  /** When the queue itself ends by policy; null: never by itself. */
  readonly until: string | null;
  /** When the stop ends that still runs on the account; null: none does, and the money is free to go. */
  readonly stopUntil: string | null;
  readonly underway: HoldView['underway'];
}

/** Money that went on to where the chase does not follow: told, never dropped. */
export interface CutOffView {
  readonly seq: number; readonly fromTransferId: string; readonly reason: CutOffReason; readonly institutionCode: string | null; readonly accountNumber: string; readonly amountFen: number;
}

export interface EscalationView {
  readonly id: string; readonly fromLevel: OrganLevel | null; readonly toLevel: OrganLevel; readonly reason: EscalationReason; readonly instructionId: string | null;
  readonly raisedAt: string; readonly acknowledgedAt: string | null; readonly acknowledgedBy: string | null;
}

/** Money that goes back, from one of the incident's holds or to its victim. */
export interface ReturnView {
  readonly id: string; readonly holdId: string; readonly victimIncidentId: string; readonly victimNumber: string; readonly institutionCode: string; readonly accountNumber: string; readonly amountFen: number;
  readonly method: ReturnMethod; readonly reason: string; readonly approverName: string; readonly approverLevel: ApproverLevel; readonly noticeSince: string | null;
  readonly decidedBy: string; readonly decidedAt: string; readonly state: ReturnState; readonly paidAt: string | null; readonly serial: string | null; readonly cancelReason: string | null;
}

/** Everything about one incident, as of one moment. */
export interface IncidentView extends IncidentSummary {
  readonly details: IncidentDetails;
  readonly clocks: ClockMarks;
  readonly transfers: readonly TransferView[];
  readonly instructions: readonly InstructionView[];
  /** What is or was in force; a freeze that is only queued is not here. */
  readonly holds: readonly HoldView[];
  readonly queuedFreezes: readonly QueuedFreezeView[];
  readonly escalations: readonly EscalationView[];
  readonly joined: readonly JoinedView[];
  readonly cutOffs: readonly CutOffView[];
  readonly figures: IncidentFigures;
  readonly returns: readonly ReturnView[];
  /** Of the victim's own cards; none of them is among `instructions` or `holds`. */
  readonly protectiveStops: readonly ProtectiveStopView[];
  readonly serverTime: string;
}

/** Rows as `row_to_json` gives them: amounts are numbers, moments are text. */
export interface TransferJson {
  id: string; parent_transfer_id: string | null; layer: number; amount_fen: number; transferred_at: string | null; institution_code: string | null; account_number: string;
  account_kind: AccountKind; holder_name: string | null; source: TransferTold['source'];
  needs_plan: boolean; covered_by: string | null; duplicate_of: string | null; holder: HolderSaid | null;
  cover: { incident_number: string; state: InstructionState; stop_no: number | null; until: string | null; secured_fen: number } | null;
}
export interface InstructionJson {
  id: string; transfer_id: string; kind: InstructionKind; institution_code: string; institution_name: string; protocol: string; account_number: string; amount_fen: number; state: InstructionState; version: number;
  needs_human: boolean; planned_at: string; sent_at: string | null; received_at: string | null; answered_at: string | null; send_count: number; due_at: string | null;
  refusal: RefusalReason | null; silence_cause: SilenceCause | null; controlled_fen: number | null; answer_code: string | null; answer_text: string | null;
  approval: { need: 'before' | 'after'; state: ApprovalState; asked_by: string; asked_at: string; due_at: string; decided_name: string | null; decided_at: string | null; reason: string | null } | null;
  seal_key_id: string | null; overridden: OverrideView | null;
}
export interface HoldJson {
  id: string; instruction_id: string; transfer_id: string; kind: 'stop' | 'freeze'; state: HoldState; controlled_fen: number; since: string; until: string | null; stop_no: number;
  institution_code: string; account_number: string; skew_ms: number | null; underway: { kind: MeasureKind; state: InstructionState | null } | null;
  queue_position: number | null; queued_fen: number | null; prior: PriorFreeze[] | null;
  refused: HoldView['refused']; placed_by: OrganName; handed_to: OrganName | null; hand_over: HandOverView | null;
}
export interface EscalationJson {
  id: string; from_level: OrganLevel | null; to_level: OrganLevel; reason: EscalationReason; instruction_id: string | null; raised_at: string; acknowledged_at: string | null; acknowledged_by: string | null;
}
