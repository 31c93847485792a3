import type { ReportInput, TransferInput } from '../api/contract';
import { emptyTransfer, isBlank, transferInputOf, type TransferDraft } from './transfer-draft';

export const VICTIM_FIELDS = ['victimName', 'victimPhone', 'victimIdNumber', 'callNumber', 'scheme', 'narrative'] as const;
export type VictimField = (typeof VICTIM_FIELDS)[number];

/** A report in the making, as typed. */
export interface Draft {
  /** Idempotency key: the same until an answer came, so a resend after a network loss cannot report twice. */
  readonly key: string;
  readonly victim: Readonly<Record<VictimField, string>>;
  readonly transfers: readonly TransferDraft[];
  readonly savedAt: string | null;
}

export function emptyDraft(newId: () => string): Draft {
  return {
    key: newId(), transfers: [emptyTransfer(newId())], savedAt: null,
    victim: { victimName: '', victimPhone: '', victimIdNumber: '', callNumber: '', scheme: '', narrative: '' },
  };
}

export function isDraftBlank(draft: Draft): boolean {
  return draft.transfers.every(isBlank) && Object.values(draft.victim).every((value) => !value.trim());
}

/** Rows that take part: blank ones are left out, unless all are blank. */
export function filledTransfers(draft: Draft): readonly TransferDraft[] {
  const filled = draft.transfers.filter((transfer) => !isBlank(transfer));
  return filled.length ? filled : draft.transfers.slice(0, 1);
}

/** The report as the api wants it; undefined while an account or amount cannot be read. */
export function reportOf(draft: Draft, nowMs: number): ReportInput | undefined {
  const transfers: TransferInput[] = [];
  for (const transfer of filledTransfers(draft)) {
    const input = transferInputOf(transfer, nowMs);
    if (!input) return undefined;
    transfers.push(input);
  }
  const told = Object.entries(draft.victim).map(([name, value]) => [name, value.trim()] as const).filter(([, value]) => value);
  return { ...Object.fromEntries(told), transfers };
}

/** A draft read back from where it was kept; undefined when it is none. */
export function draftFrom(kept: string | null): Draft | undefined {
  try {
    const draft = JSON.parse(kept ?? 'null') as Draft | null;
    return draft && typeof draft.key === 'string' && Array.isArray(draft.transfers) && draft.transfers.length > 0 && typeof draft.victim === 'object' ? draft : undefined;
  } catch {
    // Damaged: nothing to give back.
    return undefined;
  }
}
