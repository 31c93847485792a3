import type { TransferInput } from '../api/contract';
import { parseMoment } from '../clock/wall-time';
import { bareNumber } from '../components/figures';
import type { TextKey } from '../language/translate';
import { parseYuan } from './amount';

/** A transfer as it stands in the fields, all of it as typed. */
export interface TransferDraft {
  readonly id: string;
  readonly accountNumber: string;
  readonly amount: string;
  readonly holderName: string;
  readonly transferredAt: string;
  readonly institutionCode: string;
}
export type DraftField = Exclude<keyof TransferDraft, 'id'>;

export function emptyTransfer(id: string): TransferDraft {
  return { id, accountNumber: '', amount: '', holderName: '', transferredAt: '', institutionCode: '' };
}

export function isBlank(draft: TransferDraft): boolean {
  return !draft.accountNumber && !draft.amount && !draft.holderName && !draft.transferredAt;
}

/** What keeps a draft from being sent, per field; only what cannot be read at all. */
export function faultsOf(draft: TransferDraft, nowMs: number): Partial<Record<DraftField, TextKey>> {
  return {
    ...(bareNumber(draft.accountNumber) ? {} : { accountNumber: 'field.accountNumber.missing' as const }),
    ...(draft.amount.trim() ? (parseYuan(draft.amount) === undefined ? { amount: 'field.amount.bad' as const } : {}) : { amount: 'field.amount.missing' as const }),
    ...(draft.transferredAt.trim() && !parseMoment(draft.transferredAt, nowMs) ? { transferredAt: 'field.time.bad' as const } : {}),
  };
}

/** The transfer as the api wants it; undefined while something cannot be read. */
export function transferInputOf(draft: TransferDraft, nowMs: number): TransferInput | undefined {
  const amountFen = parseYuan(draft.amount);
  if (amountFen === undefined || Object.keys(faultsOf(draft, nowMs)).length) return undefined;
  const transferredAt = parseMoment(draft.transferredAt, nowMs);
  return {
    accountNumber: bareNumber(draft.accountNumber), amountFen,
    ...(draft.institutionCode ? { institutionCode: draft.institutionCode } : {}),
    ...(draft.holderName.trim() ? { holderName: draft.holderName.trim() } : {}),
    ...(transferredAt ? { transferredAt } : {}),
  };
}
