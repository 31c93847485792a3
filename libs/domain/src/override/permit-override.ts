import type { RefusalReason } from '../answer/answer';
import type { HoldKind } from '../hold/hold';
import type { HoldState } from '../hold/hold.law';
import type { InstructionKind, InstructionState } from '../instruction/instruction';
import { allows } from '../instruction/instruction.law';
import type { Fen } from '../money/money';
import { seesOrgan } from '../organ/organ';
import type { Override } from './override';

/** States of a hold that no measure brings about: only such a hold can be annulled. */
const UNTOUCHED: readonly HoldState[] = ['in_force', 'lapsed', 'annulled'];

/** How far ahead of ours a moment may lie that a person was told, milliseconds. */
const AHEAD_MS_MAX = 120_000;

/** An instruction as an override sees it; moments as milliseconds since 1970. */
export interface OverridableInstruction {
  readonly kind: InstructionKind;
  readonly state: InstructionState;
  /** What was asked for. */
  readonly amountFen: Fen;
  readonly refusal: RefusalReason | null;
  readonly controlledFen: Fen | null;
  /** Everything that stands or stood on the account because of it; annulled ones left out. */
  readonly holds: readonly OverridableHold[];
  /** A measure on one of its holds is under way: the institution's word on it comes first. */
  readonly measureOpen: boolean;
  /** Money was returned from one of its holds, or is decided to be. */
  readonly returned: boolean;
}
export interface OverridableHold { readonly kind: HoldKind; readonly state: HoldState; readonly sinceMs: number; /** How often it was extended. */ readonly extensions: number }

export const OVERRIDE_REFUSALS = ['reason_missing', 'source_missing', 'not_a_stop', 'no_answer', 'frozen', 'measured', 'measure_open', 'returned', 'amount', 'moment_ahead', 'nothing_changes'] as const;
/** Why what an instruction came to cannot be overridden. */
export type OverrideRefusal = (typeof OVERRIDE_REFUSALS)[number];

/** May this be stated of this instruction now? Null: yes. Otherwise the first reason against it. Pure. */
export function permitOverride(instruction: OverridableInstruction, asked: Override & { readonly reason: string; readonly source: string }, nowMs: number): OverrideRefusal | null {
  if (asked.reason.trim() === '') return 'reason_missing';
  if (asked.source.trim() === '') return 'source_missing';
  // What measures came to is what the institution did to a hold that was there; a query has nothing to undo.
  if (instruction.kind !== 'stop') return 'not_a_stop';
  if (!allows(instruction.state, `overridden_${asked.to}`)) return 'no_answer';
  if (instruction.measureOpen) return 'measure_open';
  if (instruction.returned) return 'returned';
  // A measure that the institution carried out on the hold proves that the hold was there; undo the measure, or let it end.
  if (instruction.holds.some(({ kind }) => kind === 'freeze')) return 'frozen';
  if (instruction.holds.some(({ state, extensions }) => extensions > 0 || !UNTOUCHED.includes(state))) return 'measured';
  if (asked.to !== 'refused' && (asked.controlledFen <= 0 || asked.controlledFen > instruction.amountFen)) return 'amount';
  if (asked.to !== 'refused' && !(Date.parse(asked.bankAt) <= nowMs + AHEAD_MS_MAX)) return 'moment_ahead';
  return changesNothing(instruction, asked) ? 'nothing_changes' : null;
}

function changesNothing({ state, refusal, controlledFen, holds }: OverridableInstruction, asked: Override): boolean {
  if (asked.to !== state) return false;
  if (asked.to === 'refused') return asked.refusal === refusal;
  return asked.controlledFen === controlledFen && holds.some(({ sinceMs }) => sinceMs === Date.parse(asked.bankAt));
}

export const OVERRIDER_REFUSALS = ['not_in_scope', 'not_commander', 'same_person'] as const;
/** Why this person may not override it. */
export type OverriderRefusal = (typeof OVERRIDER_REFUSALS)[number];

/**
 * May this person override it? A commander of the same organ or above, and never one whose own word it rests on: who typed the answer by hand,
 * and, where the approval policy wants four eyes for an instruction like this, who entered or asked for it. Pure.
 * @param organPath of the incident; `restsOn`: logins of these people
 */
export function permitOverrider(organPath: string, restsOn: readonly string[], person: { readonly login: string; readonly role: string; readonly organPath: string }): OverriderRefusal | null {
  if (!seesOrgan(person.organPath, organPath)) return 'not_in_scope';
  if (person.role !== 'commander') return 'not_commander';
  return restsOn.includes(person.login) ? 'same_person' : null;
}
