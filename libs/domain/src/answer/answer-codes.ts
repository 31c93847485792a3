import type { InstructionKind } from '../instruction/instruction';
import type { RefusalReason, SilenceCause } from './answer';

/** What a code of the institution means to us. `unclear`: it may have taken effect or not, so it counts as silence. */
export type CodeMeaning =
  | { readonly outcome: 'done' | 'partly_done' | 'queued' | 'accepted' | 'unclear' }
  | { readonly outcome: 'refused'; readonly reason: RefusalReason };

export const CODE_OUTCOMES = ['done', 'partly_done', 'queued', 'accepted', 'unclear', 'refused'] as const satisfies readonly CodeMeaning['outcome'][];

/** Why the institution answered so, and what to do next, in plain words. */
export interface CauseAndNext { readonly cause: string; readonly next: string }
export interface AnswerAdvice { readonly zh: CauseAndNext; readonly en: CauseAndNext }

/** One line of a protocol's code table, for machines and for people. */
export type AnswerCode = CodeMeaning & AnswerAdvice & {
  readonly code: string;
  /** The code is nonsense in an answer to any other kind of instruction, and then counts as unknown. */
  readonly onlyFor?: readonly InstructionKind[];
};

/** All codes that institutions of one protocol may answer with, by code. A code that is not in it is never read as an answer. */
export type AnswerCodes = ReadonlyMap<string, AnswerCode>;

/** The tables of all protocols, by protocol. */
export type AnswerCodesByProtocol = ReadonlyMap<string, AnswerCodes>;

/**
 * The line of a code; undefined when unknown, or nonsense for this kind of instruction.
 * @param kind null where the kind is not known (a callback is read before its instruction is looked up); codes that only
 * make sense for some kinds are unknown then, and a status query, which knows the kind, settles it. "Queued" is read all the same: its place
 * in the queue changes for months, and what it means is decided when its instruction is known.
 */
export function answerCodeOf(codes: AnswerCodes, code: string, kind: InstructionKind | null): AnswerCode | undefined {
  const line = codes.get(code);
  if (kind === null && line?.outcome === 'queued') return line;
  return line?.onlyFor && (kind === null || !line.onlyFor.includes(kind)) ? undefined : line;
}

/** What people read beside an institution's code: its line of the table, or what to do about a code that nobody knows. Null: nothing to add. */
export function adviceOn(codes: AnswerCodes, told: { readonly code: string | null; readonly kind: InstructionKind; readonly silenceCause: SilenceCause | null }): AnswerAdvice | null {
  if (told.code === null) return null;
  const line = answerCodeOf(codes, told.code, told.kind);
  // Half an answer ("done" without an amount) is none: what its code would mean is not what came of it.
  if (line) return told.silenceCause === null || line.outcome === 'unclear' ? { zh: line.zh, en: line.en } : null;
  if (told.silenceCause !== 'unknown_code') return null;
  return {
    zh: { cause: `机构反馈了未登记的代码 ${told.code}，结果不明`, next: '立即致电该机构核实，按其答复人工登记反馈' },
    en: { cause: `the institution answered with the unknown code ${told.code}; nobody knows what came of it`, next: 'call the institution at once and record what it says by hand' },
  };
}
