import type { ApprovalNeed } from '../approval/approval.policy';
import type { AccountKind } from '../account/account';
import type { HolderSaid, PriorFreeze, NonDeliveryCause, RefusalReason, SilenceCause } from '../answer/answer';
import type { ClockName } from '../clock/clock';
import type { EscalationReason } from '../escalation/escalation.policy';
import type { CutOffReason } from '../flow/chase.policy';
import type { QueryKind } from '../flow/query';
import type { MoneyAccount } from '../flow/money-account';
import type { HoldKind } from '../hold/hold';
import type { ApproverLevel } from '../hold/measure-terms';
import type { MeasureKind } from '../hold/hold.law';
import type { IncidentDetails, TransferSource } from '../incident/incident';
import type { SamePair } from '../join/same-payment';
import type { InstructionKind, InstructionState } from '../instruction/instruction';
import type { Fen } from '../money/money';
import type { OrganLevel } from '../organ/organ';
import type { OverrideOutcome } from '../override/override';
import type { OverrideRefusal } from '../override/permit-override';
import type { Consent } from '../protection/protection-terms';
import type { ReturnMethod } from '../returns/permit-return';

/** A transfer as the facts tell it. */
export interface TransferTold {
  readonly transferId: string;
  readonly parentTransferId: string | null;
  readonly layer: number;
  readonly amountFen: Fen;
  readonly transferredAt: string | null;
  readonly institutionCode: string | null;
  readonly accountNumber: string;
  readonly accountKind: AccountKind;
  readonly holderName: string | null;
  readonly source: TransferSource;
}

interface OfInstruction {
  readonly instructionId: string;
  /** Null for instructions about a victim's own card. */
  readonly transferId: string | null;
  readonly institutionCode: string;
  /** The state after the fact. */
  readonly state: InstructionState;
}
interface OfAnswer extends OfInstruction {
  /** The institution's own code and words, if it gave any. */
  readonly code: string | null;
  readonly text: string | null;
}
interface OfMeasureAnswer extends OfAnswer {
  /** What was carried out; absent in facts from before there were measures, which all tell of stops. */
  readonly kind?: InstructionKind;
  readonly controlledFen: Fen;
  /** What a stop or a freeze had asked for; told only where the institution controls more, which may be others' money. */
  readonly askedFen?: Fen;
  readonly bankAt: string;
}
/** What a person states over an institution's answer, why, and who told it. */
interface OfOverride {
  readonly instructionId: string;
  readonly to: OverrideOutcome;
  readonly reason: string;
  /** Who told it, and how. */
  readonly source: string;
  /** What is controlled since when by the institution's clock; null when refused. */
  readonly controlledFen: Fen | null;
  readonly bankAt: string | null;
  /** Null unless refused. */
  readonly refusal: RefusalReason | null;
}
/** Two incidents about one deed. Both journals tell it in the same words. */
interface OfJoin {
  readonly joinedIncidentId: string;
  readonly joinedNumber: string;
  readonly intoIncidentId: string;
  readonly intoNumber: string;
  /** The payments that are told in both and counted in the one joined into. */
  readonly same: readonly SamePair[];
}
/** 移交: the right to change a hold goes, or does not go, from one organ to another. */
interface OfHandOver {
  readonly handOverId: string;
  readonly holdId: string;
  readonly transferId: string;
  readonly accountNumber: string;
  readonly fromOrganCode: string;
  readonly fromOrganName: string;
  readonly toOrganCode: string;
  readonly toOrganName: string;
  /** Whose desks hear of it besides those of the incident's organ. */
  readonly toOrganPath: string;
}
/** What became of a hold. `instructionId` is the stop that the hold rests on, `measureId` the instruction that changed it. */
interface OfHold {
  readonly holdId: string;
  readonly instructionId: string;
  readonly measureId: string;
  readonly transferId: string;
}

/** A freeze's place in the institution's queue. 1: the next to take effect. */
interface OfQueue extends OfHold { readonly position: number; readonly prior: readonly PriorFreeze[]; readonly bankAt: string }

/** A protective stop 保护性止付 of a victim's own card. Facts of its own: whoever counts holds and stops never meets it. */
interface OfProtection {
  readonly protectiveStopId: string;
  readonly institutionCode: string;
  readonly accountNumber: string;
}
interface OfStandingProtection extends OfProtection {
  readonly holdId: string;
}

/** Money that goes back from a hold to a victim. Told in the hold's journal and in the victim's, in the same words. */
interface OfReturn {
  readonly returnId: string;
  readonly holdId: string;
  readonly victimIncidentId: string;
  readonly victimNumber: string;
  readonly institutionCode: string;
  readonly accountNumber: string;
  readonly amountFen: Fen;
}

/** The catalogue of facts 事实: name -> what it tells. Adding one is adding a line here; readers are exhaustive over it. */
export interface FactCatalogue {
  'incident.reported': { readonly number: string; readonly lostFen: Fen; readonly reportedAt: string; readonly enteredAt: string; readonly details: IncidentDetails };
  'incident.enriched': { readonly changed: Partial<IncidentDetails> };
  'incident.settled': { readonly money: MoneyAccount };
  /** A later report of the same deed; it keeps its journal, number and people. `reason` when a person knew better than the figures. */
  'incident.joined': OfJoin & { readonly reason: string | null };
  'incident.unjoined': OfJoin & { readonly reason: string };
  'transfer.added': TransferTold;
  'transfer.corrected': { readonly transferId: string; readonly institutionCode: string | null; readonly accountNumber: string; readonly holderName: string | null };
  /** Another transfer's stop of the same account speaks for this one; the second and last stop is not spent. */
  'transfer.covered': { readonly transferId: string; readonly instructionId: string; readonly incidentNumber: string };
  'transfer.second_stop_allowed': { readonly transferId: string; readonly reason: string };
  'flow.cut_off': { readonly fromTransferId: string; readonly reason: CutOffReason; readonly institutionCode: string | null; readonly accountNumber: string; readonly amountFen: Fen; readonly transferredAt?: string | null; readonly clearingSerial?: string | null };
  /** A person asks the institution about an account: flow, holder, watch, unwatch. */
  'query.requested': { readonly requestId: string; readonly transferId: string; readonly kind: QueryKind; readonly reason: string | null };
  /** The institution says who holds the account. Personal data, read within the incident's scope only. */
  'holder.told': { readonly instructionId: string; readonly transferId: string; readonly institutionCode: string; readonly holder: HolderSaid };
  /** A person wants a new instruction for a transfer whose last one came to nothing. */
  'transfer.resend_asked': { readonly transferId: string; readonly reason: string };
  'instruction.planned': OfInstruction & { readonly kind: InstructionKind; readonly accountNumber: string; readonly amountFen: Fen };
  /** 批准: a leader must approve this instruction, before it goes out or by a time afterwards. */
  'instruction.approval_asked': OfInstruction & { readonly need: Exclude<ApprovalNeed, 'none'>; readonly kind: InstructionKind; readonly amountFen: Fen; readonly askedBy: string; readonly dueAt: string };
  'instruction.approved': OfInstruction & { readonly approverName: string; readonly note: string };
  'instruction.approval_refused': OfInstruction & { readonly approverName: string; readonly reason: string };
  'instruction.sending': OfInstruction & { readonly attemptNo: number };
  'instruction.accepted': OfAnswer & { readonly sentAt: string; readonly receivedAt: string };
  /** 轮候: the freeze is registered behind earlier ones; nothing is frozen. */
  'instruction.queued': OfAnswer & { readonly position: number; readonly bankAt: string };
  'instruction.done': OfMeasureAnswer;
  'instruction.partly_done': OfMeasureAnswer;
  'instruction.refused': OfAnswer & { readonly reason: RefusalReason; readonly cashedOutFen: Fen };
  /** An institution answered with a code that is not in its protocol's table: it says nothing, and a human is called at once. */
  'answer.code_unknown': OfAnswer;
  'instruction.uncertain': OfInstruction & { readonly cause: SilenceCause };
  'instruction.postponed': OfInstruction & { readonly cause: NonDeliveryCause | 'never_received'; readonly dueAt: string };
  'instruction.undelivered': OfInstruction & { readonly cause: NonDeliveryCause };
  'instruction.withdrawn': OfInstruction & { readonly reason: string };
  'instruction.contradicted': OfInstruction & { readonly said: string; readonly before: InstructionState };
  'instruction.handed_to_human': OfInstruction & { readonly why: EscalationReason };
  'answer.recorded_by_hand': { readonly instructionId: string; readonly inboundAnswerId: string; readonly note: string };
  /** A person states what is really true of an instruction; the worker carries it out. */
  'answer.override_asked': OfOverride & { readonly inboundAnswerId: string };
  /** It counts from now on, instead of what the institution said (`from`). */
  'answer.overridden': OfInstruction & OfOverride & { readonly from: InstructionState };
  /** Meanwhile something happened that forbids it; nothing was changed. */
  'answer.override_dropped': OfInstruction & { readonly to: OverrideOutcome; readonly why: OverrideRefusal };
  'hold.placed': { readonly holdId: string; readonly instructionId: string; readonly transferId: string; readonly institutionCode: string; readonly accountNumber: string; readonly controlledFen: Fen; readonly since: string; readonly until: string; readonly skewMs?: number };
  /** A person asks for a measure on a hold; the worker instructs the institution. */
  'measure.requested': { readonly requestId: string; readonly holdId: string; readonly transferId: string; readonly kind: MeasureKind; readonly reason: string; readonly amountFen: Fen; readonly approverName: string | null; readonly approverLevel: ApproverLevel | null };
  'hold.extended': OfHold & { readonly until: string };
  'hold.released': OfHold & { readonly bankAt: string };
  /** A freeze stands in the stop's place: `holdId` was the stop, `freezeId` is the freeze. */
  'hold.converted': OfHold & { readonly freezeId: string; readonly institutionCode: string; readonly accountNumber: string; readonly controlledFen: Fen; readonly since: string; readonly until: string; readonly skewMs?: number };
  /** 轮候冻结: `holdId` is the queued freeze, in force is nothing of it; `stopUntil` is when the stop ends that still runs, null when none does. */
  'hold.queued': OfQueue & { readonly institutionCode: string; readonly accountNumber: string; readonly queuedFen: Fen; readonly stopUntil: string | null };
  /** The institution told another place, or other earlier freezes. */
  'hold.queue_moved': OfQueue & { readonly before: number };
  /** Its turn came, says the institution: the freeze is in force from its moment. */
  'hold.took_effect': OfHold & { readonly institutionCode: string; readonly accountNumber: string; readonly controlledFen: Fen; readonly since: string; readonly until: string; readonly skewMs?: number };
  /** The queue ended without the freeze ever taking effect. */
  'hold.queue_ended': OfHold;
  /** It never was: the answer that placed it was overridden. It is none of the account's stops and secures nothing. */
  'hold.annulled': { readonly holdId: string; readonly instructionId: string; readonly transferId: string; readonly institutionCode: string; readonly accountNumber: string; readonly controlledFen: Fen };
  /** A hold ends soon; told once for each of the policy's alarms. */
  'hold.alarm': { readonly holdId: string; readonly transferId: string; readonly until: string };
  /** Its time ran out. A freeze that was not renewed is released by that alone (PROC 240). `kind` is absent in old facts. */
  'hold.lapsed': { readonly holdId: string; readonly instructionId: string; readonly transferId: string; readonly kind?: HoldKind };
  'hand_over.offered': OfHandOver & { readonly reason: string };
  /** The receiver has the right from here on. */
  'hand_over.accepted': OfHandOver;
  'hand_over.declined': OfHandOver & { readonly reason: string };
  'hand_over.withdrawn': OfHandOver & { readonly reason: string };
  /** A person asks the victim's own bank, with the victim's consent, to let nothing out of the card. */
  'protection.requested': OfProtection & { readonly consent: Consent; readonly reason: string };
  'protection.placed': OfStandingProtection & { readonly instructionId: string; readonly since: string; readonly until: string };
  /** The victim wants the card back. Where certainly nothing had reached the bank, the worker withdraws instead of instructing. */
  'protection.release_requested': OfProtection & { readonly reason: string };
  'protection.released': OfStandingProtection & { readonly instructionId: string; readonly bankAt: string };
  'protection.alarm': OfStandingProtection & { readonly until: string };
  /** Its time ran out: the card pays again. */
  'protection.lapsed': OfStandingProtection;
  /** What a freeze secures was divided anew among its victims, by their losses; told to each with the own share only. */
  'hold.divided': { readonly holdId: string; readonly institutionCode: string; readonly accountNumber: string; readonly reason: string; readonly approverName: string; readonly approverLevel: ApproverLevel; readonly fromFen: Fen; readonly toFen: Fen };
  /** 资金返还 decided by the police; no money moves yet. */
  'return.decided': OfReturn & { readonly method: ReturnMethod; readonly reason: string; readonly approverName: string; readonly approverLevel: ApproverLevel; readonly noticeSince: string | null };
  /** The bank paid it, says the police organ that got its serial number. */
  'return.paid': OfReturn & { readonly paidAt: string; readonly serial: string };
  'return.cancelled': OfReturn & { readonly reason: string };
  'money.accounted': { readonly money: MoneyAccount };
  'clock.overdue': { readonly clock: ClockName; readonly limitMs: number };
  'escalation.raised': { readonly escalationId: string; readonly fromLevel: OrganLevel | null; readonly toLevel: OrganLevel; readonly reason: EscalationReason; readonly instructionId: string | null };
  'escalation.acknowledged': { readonly escalationId: string; readonly note: string };
}
export type FactType = keyof FactCatalogue;

/** Who made the fact: a person's login, or `worker` / `institution:<code>`. */
export type Actor = string;
/** Whether a person made it. */
export function isPerson(actor: Actor): boolean {
  return actor !== 'worker' && !actor.startsWith('institution:');
}

/** A fact before the journal has numbered it. */
export type FactDraft = { [T in FactType]: { readonly incidentId: string; readonly type: T; readonly data: FactCatalogue[T]; readonly actor: Actor } }[FactType];

/** A fact of the journal: numbered per incident from 1, chained to the one before. */
export type Fact = FactDraft & {
  /** 1, 2, 3 … within its incident, without gaps. */
  readonly seq: number;
  /** Number over all incidents; not the order of visibility, for addressing only. */
  readonly position: number;
  /** ISO 8601, when it was recorded. */
  readonly at: string;
  readonly organPath: string;
  /** W3C trace context of the request or attempt that made it; null when there was none. */
  readonly traceparent: string | null;
  /** SHA-256 over the fact before and this one, hexadecimal. */
  readonly hash: string;
};
