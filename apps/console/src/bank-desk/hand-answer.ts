import type { RefusalReason } from '#domain';
import type { HandAnswer } from '../api/contract';
import { parseMoment } from '../clock/wall-time';
import type { TextKey } from '../language/translate';
import { parseYuan } from '../intake/amount';
import { isBlank, transferInputOf, type TransferDraft } from '../intake/transfer-draft';

/** An answer as typed. */
export interface HandAnswerDraft {
  readonly key: string;
  readonly outcome: HandAnswer['outcome'];
  readonly controlled: string;
  readonly bankAt: string;
  readonly refusal: RefusalReason;
  /** Only for a freeze that must queue: its place, and the authorities before it, separated by commas. */
  readonly position?: string;
  readonly prior?: string;
  readonly cashedOut: string;
  readonly note: string;
  readonly onward: readonly TransferDraft[];
  /** Rows of a statement as pasted; the api reads them. */
  readonly statement?: string;
}

/** The answer as the api wants it, or the text that says what is missing. */
export function handAnswerOf(draft: HandAnswerDraft, instructedFen: number, nowMs: number): { readonly body: HandAnswer } | { readonly fault: TextKey } {
  const note = draft.note.trim();
  if (!note) return { fault: 'answer.note.missing' };
  if (draft.outcome === 'queued') return queuedOf(draft, note, nowMs);
  const measure = draft.outcome !== 'refused';
  const controlledFen = draft.controlled.trim() ? parseYuan(draft.controlled) : draft.outcome === 'done' ? instructedFen : undefined;
  if (measure && controlledFen === undefined) return { fault: 'field.amount.bad' };
  const cashedOutFen = draft.cashedOut.trim() ? parseYuan(draft.cashedOut) : 0;
  if (cashedOutFen === undefined) return { fault: 'field.amount.bad' };
  const bankAt = draft.bankAt.trim() ? parseMoment(draft.bankAt, nowMs) : new Date(nowMs).toISOString();
  if (measure && !bankAt) return { fault: 'field.time.bad' };
  const onward = [];
  for (const row of draft.onward.filter((one) => !isBlank(one))) {
    const input = transferInputOf(row, nowMs);
    if (!input) return { fault: 'field.amount.bad' };
    onward.push(input);
  }
  return {
    body: {
      outcome: draft.outcome, note,
      ...(measure ? { controlledFen, bankAt } : { refusal: draft.refusal }),
      ...(onward.length ? { onward } : {}),
      ...(draft.statement?.trim() ? { statement: draft.statement } : {}),
      ...(cashedOutFen ? { cashedOutFen } : {}),
    },
  };
}

/** A place in the queue as typed; separators as people type them. */
function queuedOf(draft: HandAnswerDraft, note: string, nowMs: number): { readonly body: HandAnswer } | { readonly fault: TextKey } {
  const position = Number(draft.position?.trim());
  if (!Number.isInteger(position) || position < 1) return { fault: 'answer.position.bad' };
  const bankAt = draft.bankAt.trim() ? parseMoment(draft.bankAt, nowMs) : new Date(nowMs).toISOString();
  if (!bankAt) return { fault: 'field.time.bad' };
  const prior = (draft.prior ?? '').split(/[,;\u3001\uff0c\uff1b\n]/).map((authority) => authority.trim()).filter(Boolean).map((authority) => ({ authority }));
  return { body: { outcome: 'queued', note, position, bankAt, ...(prior.length ? { prior } : {}) } };
}
