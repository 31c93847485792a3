import type { RefusalReason } from '../answer/answer';
import type { Fen } from '../money/money';

export const OVERRIDE_OUTCOMES = ['done', 'partly_done', 'refused'] as const;
export type OverrideOutcome = (typeof OVERRIDE_OUTCOMES)[number];

/** 更正反馈: what a person knows to be true of an instruction, whatever was answered. */
export type Override =
  /** `bankAt`: the institution's own moment of execution, ISO 8601 with zone: the 48 hours count from here. */
  | { readonly to: 'done' | 'partly_done'; readonly controlledFen: Fen; readonly bankAt: string }
  | { readonly to: 'refused'; readonly refusal: RefusalReason };
