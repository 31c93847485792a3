import type { OverrideOutcome, RefusalReason } from '#domain';
import type { OverrideInput } from '../../api/contract';
import { parseMoment } from '../../clock/wall-time';
import { parseYuan } from '../../intake/amount';
import type { TextKey } from '../../language/translate';

/** A correction as typed. */
export interface OverrideDraft {
  readonly to: OverrideOutcome;
  readonly controlled: string;
  readonly bankAt: string;
  readonly refusal: RefusalReason;
  readonly reason: string;
  readonly source: string;
}

/** The correction as the api wants it, or the field that is in the way and the text that says what it needs. Nothing is guessed: amount and moment are stated. */
export function overrideOf(draft: OverrideDraft, nowMs: number): { readonly body: OverrideInput } | { readonly field: keyof OverrideInput; readonly fault: TextKey } {
  const words = { reason: draft.reason.trim(), source: draft.source.trim() };
  const controlledFen = parseYuan(draft.controlled);
  const bankAt = parseMoment(draft.bankAt, nowMs);
  if (draft.to !== 'refused' && controlledFen === undefined) return { field: 'controlledFen', fault: 'field.amount.bad' };
  if (draft.to !== 'refused' && bankAt === undefined) return { field: 'bankAt', fault: 'field.time.bad' };
  if (!words.reason) return { field: 'reason', fault: 'override.missing.reason' };
  if (!words.source) return { field: 'source', fault: 'override.missing.source' };
  if (draft.to === 'refused') return { body: { to: draft.to, refusal: draft.refusal, ...words } };
  return { body: { to: draft.to, controlledFen: controlledFen ?? 0, bankAt: bankAt ?? '', ...words } };
}
