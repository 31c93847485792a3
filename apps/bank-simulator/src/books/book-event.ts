import type { AccountRef, EarlierFreeze, MuleRoute, PlacedProtection, PlacedStop } from '../accounts/simulated-account';
import type { AnswerSaid, InstructionReceived } from '../answers/wire-messages';
import type { Temperament } from '../institutions/temperament';

/** Money due to move, as planned when it arrived. */
export interface PlannedMovement {
  readonly id: string;
  readonly from: AccountRef;
  readonly to: AccountRef | null;
  readonly amountFen: number;
  /** ISO 8601, real time (delays are already divided by CLOCK_SPEED). */
  readonly dueAt: string;
}

/** Everything that happens in the simulated world; its books are nothing but these, in order. */
export type BookEvent =
  | { readonly type: 'tempered'; readonly institutionCode: string; readonly temperament: Temperament }
  | {
    readonly type: 'account_set'; readonly account: AccountRef; readonly kind: string; readonly holderName: string | null;
    readonly onDemand: boolean; readonly answerCode: string | null; readonly temperament: Temperament | null;
  }
  | { readonly type: 'route_set'; readonly route: MuleRoute }
  | { readonly type: 'credited'; readonly account: AccountRef; readonly amountFen: number }
  | { readonly type: 'movement_planned'; readonly movement: PlannedMovement }
  | { readonly type: 'moved'; readonly movement: PlannedMovement; readonly amountFen: number; readonly at: string }
  | { readonly type: 'movement_blocked'; readonly movementId: string; readonly at: string }
  | { readonly type: 'received'; readonly institutionCode: string; readonly instruction: InstructionReceived; readonly at: string }
  | { readonly type: 'repeated'; readonly institutionCode: string; readonly instructionId: string; readonly at: string }
  | { readonly type: 'stop_placed'; readonly account: AccountRef; readonly stop: PlacedStop }
  | { readonly type: 'stops_ended'; readonly account: AccountRef; readonly instructionIds: readonly string[]; readonly until: string }
  | { readonly type: 'stop_extended'; readonly account: AccountRef; readonly instructionId: string; readonly until: string }
  | { readonly type: 'protection_placed'; readonly account: AccountRef; readonly protection: PlacedProtection }
  | { readonly type: 'protection_ended'; readonly account: AccountRef; readonly instructionId: string; readonly until: string }
  | { readonly type: 'outflows_reported'; readonly account: AccountRef; readonly serials: readonly string[] }
  | { readonly type: 'watch_begun'; readonly account: AccountRef; readonly instructionId: string }
  | { readonly type: 'watches_ended'; readonly account: AccountRef }
  /** Freezes that others have placed before ours, all of them. */
  | { readonly type: 'earlier_freezes_set'; readonly account: AccountRef; readonly earlierFreezes: readonly EarlierFreeze[] }
  | { readonly type: 'freeze_queued'; readonly account: AccountRef; readonly instruction: InstructionReceived }
  | { readonly type: 'freeze_unqueued'; readonly account: AccountRef; readonly instructionIds: readonly string[] }
  /** A further answer to an instruction that was answered before: a movement that a watch tells, a place in a queue. */
  | { readonly type: 'later_answer_owed'; readonly institutionCode: string; readonly answer: AnswerSaid }
  | { readonly type: 'later_answer_told'; readonly institutionCode: string; readonly instructionId: string }
  | { readonly type: 'answered'; readonly institutionCode: string; readonly answer: AnswerSaid; readonly callbacksOwed: number }
  | { readonly type: 'called_back'; readonly institutionCode: string; readonly instructionId: string; readonly at: string; readonly httpStatus: number };
