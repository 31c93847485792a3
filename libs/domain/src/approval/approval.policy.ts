import type { InstructionKind } from '../instruction/instruction';
import type { Fen } from '../money/money';

export const APPROVAL_NEEDS = ['none', 'before', 'after'] as const;
/** none: goes out at once. before: a leader approves, then it goes out. after: it goes out at once and is approved later. */
export type ApprovalNeed = (typeof APPROVAL_NEEDS)[number];
export const SEAL_NEEDS = ['required', 'when_possible'] as const;
/** required: without the organ's key nothing goes out. when_possible: it goes out unsealed, and that is visible. */
export type SealNeed = (typeof SEAL_NEEDS)[number];

/** One rule: what instructions of this kind and at least this amount need in this organ and below it. */
export interface ApprovalRule {
  /** Code of the organ it is made for; empty for everybody. */
  readonly organCode: string;
  readonly kind: InstructionKind;
  readonly fromFen: Fen;
  readonly need: ApprovalNeed;
}

/** 批准 policy: data, since each organ has its own rules. Times in milliseconds. */
export interface ApprovalPolicy {
  readonly rules: readonly ApprovalRule[];
  /** Organs whose rules allow an approval after the sending, with all organs below them. */
  readonly laterAllowed: readonly string[];
  /** How long an instruction may wait for its approval before others are called. */
  readonly answerWithinMs: number;
  /** How long after its sending an instruction must be approved where it may be later. */
  readonly laterWithinMs: number;
  readonly seal: SealNeed;
}

/** Nothing slows the usual stop. Giving up control of much money, and stopping or freezing a very large sum, takes a second pair of eyes. */
export const DEFAULT_APPROVAL_POLICY: ApprovalPolicy = {
  rules: [
    { organCode: '', kind: 'stop', fromFen: 500_000_000, need: 'before' },
    { organCode: '', kind: 'freeze', fromFen: 500_000_000, need: 'before' },
    { organCode: '', kind: 'release', fromFen: 50_000_000, need: 'before' },
    { organCode: '', kind: 'unfreeze', fromFen: 50_000_000, need: 'before' },
  ],
  laterAllowed: [], answerWithinMs: 60_000, laterWithinMs: 1_800_000, seal: 'when_possible',
};

/** An instruction, as far as its approval depends on it. */
export interface ApprovalSubject {
  /** Path of the organ under whose name it goes out, from the top: `370000000000/370800000000/`. */
  readonly organPath: string;
  readonly kind: InstructionKind;
  readonly amountFen: Fen;
}

/**
 * What an instruction needs. The rules of the organ nearest to it decide, and of these the one with the highest amount that is reached;
 * an approval afterwards becomes one before wherever no rule of the organs above allows it.
 */
export function decideApproval(subject: ApprovalSubject, policy: ApprovalPolicy): ApprovalNeed {
  const depthOf = depthsOf(subject.organPath);
  const rules = policy.rules.filter((rule) => rule.kind === subject.kind && depthOf(rule.organCode) >= 0);
  const nearest = Math.max(...rules.map((rule) => depthOf(rule.organCode)));
  const reached = rules.filter((rule) => depthOf(rule.organCode) === nearest && rule.fromFen <= subject.amountFen).sort((a, b) => b.fromFen - a.fromFen)[0];
  if (reached?.need === 'after' && !policy.laterAllowed.some((code) => depthOf(code) >= 0)) return 'before';
  return reached?.need ?? 'none';
}

/** When an approval that is asked for now must be there; `null` where none is needed. Milliseconds since 1970. */
export function approvalDueMs(need: ApprovalNeed, askedAtMs: number, policy: ApprovalPolicy): number | null {
  return need === 'none' ? null : askedAtMs + (need === 'before' ? policy.answerWithinMs : policy.laterWithinMs);
}

/** The position of an organ on the path: 0 for "everybody", 1 for the top, -1 when it is not on it. */
function depthsOf(organPath: string): (organCode: string) => number {
  const codes = organPath.split('/').filter((code) => code.length > 0);
  return (organCode) => (organCode === '' ? 0 : codes.indexOf(organCode) + 1 || -1);
}
