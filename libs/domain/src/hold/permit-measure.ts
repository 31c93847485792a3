import type { Fen } from '../money/money';
import type { HoldKind, HoldPolicy } from './hold';
import type { HoldState, MeasureKind } from './hold.law';
import { APPROVER_LEVELS, type ApproverLevel } from './measure-terms';

/** A hold as a permit sees it; moments as milliseconds since 1970. */
export interface MeasuredHold {
  readonly kind: HoldKind;
  readonly state: HoldState;
  /** Infinity for a queued freeze whose queue has no end of its own. */
  readonly untilMs: number;
  /** 解除权: the organ that placed it, or the one that accepted it by a hand-over since. */
  readonly rightOrganCode: string;
  /** What of it secures any victim's loss, and what of that secures another incident's. */
  readonly allocatedFen: Fen;
  readonly allocatedToOthersFen: Fen;
  /** How often it was extended. */
  readonly extensions: number;
  /** Stops used up on the account by all organs and incidents, extensions included where they count. */
  readonly stopsUsed: number;
  /** A measure on this hold is under way: the institution's word on it comes first. */
  readonly measureOpen: boolean;
  /** What of it is decided to go back to victims and not paid yet. */
  readonly returnDecidedFen: Fen;
  /** A freeze of this stop waits in a queue already: a second one would stand behind it. */
  readonly freezeQueued: boolean;
}

export interface MeasureAsked {
  readonly kind: MeasureKind;
  readonly byOrganCode: string;
  readonly reason: string;
  readonly amountFen: Fen;
  /** 案件编号: exists only after filing. */
  readonly caseNumber: string | null;
  readonly approverName: string | null;
  readonly approverLevel: ApproverLevel | null;
}

export const MEASURE_REFUSALS = [
  'reason_missing', 'other_organ', 'wrong_kind', 'not_in_force', 'expired', 'measure_open', 'freeze_queued', 'extensions_used', 'stop_limit', 'return_decided', 'shared', 'not_filed', 'approver_missing', 'approver_level', 'amount',
] as const;
/** Why a measure is not permitted. */
export type MeasureRefusal = (typeof MEASURE_REFUSALS)[number];

const KIND_OF_HOLD: Readonly<Record<MeasureKind, HoldKind>> = { extend: 'stop', release: 'stop', freeze: 'stop', extend_freeze: 'freeze', unfreeze: 'freeze' };

/** May this measure be asked of the institution now? Null: yes. Otherwise the first reason against it. Pure. */
export function permitMeasure(hold: MeasuredHold, asked: MeasureAsked, policy: HoldPolicy, nowMs: number): MeasureRefusal | null {
  if (asked.reason.trim() === '') return 'reason_missing';
  if (asked.byOrganCode !== hold.rightOrganCode) return 'other_organ';
  if (KIND_OF_HOLD[asked.kind] !== hold.kind) return 'wrong_kind';
  // What waits in a queue can only be taken back.
  if (hold.state !== 'in_force' && !(hold.state === 'queued' && asked.kind === 'unfreeze')) return 'not_in_force';
  if (hold.untilMs <= nowMs) return 'expired';
  if (hold.measureOpen) return 'measure_open';
  switch (asked.kind) {
    case 'extend':
      if (hold.extensions >= policy.extensionsMax) return 'extensions_used';
      return policy.extensionSpendsStop && hold.stopsUsed >= policy.stopsPerAccountMax ? 'stop_limit' : null;
    case 'release':
    case 'unfreeze':
      // The bank may be paying it just now.
      if (hold.returnDecidedFen > 0) return 'return_decided';
      return hold.allocatedToOthersFen > 0 ? 'shared' : null;
    case 'freeze':
      if (hold.freezeQueued) return 'freeze_queued';
      return againstFreeze(hold, asked);
    case 'extend_freeze':
      return againstApproval(asked);
  }
}

/** A freeze is an act of the case (PROC 174, 239): never before filing, and never for less than what it takes over. */
function againstFreeze(hold: MeasuredHold, asked: MeasureAsked): MeasureRefusal | null {
  if (asked.amountFen < hold.allocatedFen || asked.amountFen <= 0) return againstApproval(asked) ?? 'amount';
  return againstApproval(asked);
}

function againstApproval(asked: MeasureAsked): MeasureRefusal | null {
  if (asked.caseNumber === null || asked.caseNumber.trim() === '') return 'not_filed';
  if (asked.approverName === null || asked.approverName.trim() === '' || asked.approverLevel === null) return 'approver_missing';
  return APPROVER_LEVELS.indexOf(asked.approverLevel) < APPROVER_LEVELS.indexOf('county') ? 'approver_level' : null;
}
