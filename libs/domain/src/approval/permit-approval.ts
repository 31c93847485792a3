import type { InstructionState } from '../instruction/instruction';
import { seesOrgan } from '../organ/organ';
import type { ApprovalNeed } from './approval.policy';

export const APPROVAL_STATES = ['waiting', 'approved', 'refused'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

export interface ApprovalAsked {
  readonly need: Exclude<ApprovalNeed, 'none'>;
  readonly state: ApprovalState;
  readonly instructionState: InstructionState;
  /** Path of the organ under whose name the instruction goes out. */
  readonly organPath: string;
  /** Logins of all who asked for the instruction or entered what it rests on. */
  readonly askedBy: readonly string[];
}
export interface Approver { readonly login: string; readonly role: string; readonly organPath: string }

export const APPROVAL_REFUSALS = ['not_commander', 'not_in_scope', 'same_person', 'decided', 'moot'] as const;
/** Why a person may not decide on an approval. */
export type ApprovalRefusal = (typeof APPROVAL_REFUSALS)[number];

/** May this person decide on this approval now? Null: yes. A commander of the same organ or above, never one who asked (four eyes). Pure. */
export function permitApproval(asked: ApprovalAsked, approver: Approver): ApprovalRefusal | null {
  if (!seesOrgan(approver.organPath, asked.organPath)) return 'not_in_scope';
  if (approver.role !== 'commander') return 'not_commander';
  if (asked.askedBy.includes(approver.login)) return 'same_person';
  if (asked.state !== 'waiting') return 'decided';
  return isOpenApproval(asked) ? null : 'moot';
}

/** Does the decision still matter? Before: while it has not gone out; after: unless it never will. */
export function isOpenApproval({ need, state, instructionState }: Pick<ApprovalAsked, 'need' | 'state' | 'instructionState'>): boolean {
  return state === 'waiting' && (need === 'before' ? instructionState === 'planned' : instructionState !== 'withdrawn');
}
