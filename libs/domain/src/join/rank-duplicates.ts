import { likenessOf, type ToldPayment } from './same-payment';

/** Why a known incident may be about the same deed, the weightiest first. */
export const DUPLICATE_REASONS = ['same_call', 'same_transfer', 'same_caller', 'same_account'] as const;
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

/** What is known of a report, typed or stored. */
export interface ToldReport {
  readonly callNumber: string | null;
  readonly victimPhone: string | null;
  readonly payments: readonly ToldPayment[];
}
export interface KnownReport extends ToldReport { readonly incidentId: string }

export interface DuplicateCandidate {
  readonly incidentId: string;
  /** At least one, weightiest first. */
  readonly reasons: readonly DuplicateReason[];
  /** A payment of the same amount into the same account, whose time one of the two does not know: perhaps the same. */
  readonly sameAmount: boolean;
}

/** Fewer digits name nobody. */
const CALLER_DIGITS_MIN = 7;
/** A Chinese mobile number; a country code or a leading zero in front of it is cut. */
const CALLER_DIGITS = 11;

/** The digits by which a phone number is compared: `+86 138-0013-8000` and `13800138000` are one caller. Null while too little is typed. */
export function callerKey(phone: string | null): string | null {
  const digits = (phone ?? '').replace(/[^0-9]/g, '');
  return digits.length < CALLER_DIGITS_MIN ? null : digits.slice(-CALLER_DIGITS);
}

export function callKey(callNumber: string | null): string | null {
  return callNumber?.trim() || null;
}

export function sameCaller(a: Pick<ToldReport, 'victimPhone'>, b: Pick<ToldReport, 'victimPhone'>): boolean {
  return callerKey(a.victimPhone) !== null && callerKey(a.victimPhone) === callerKey(b.victimPhone);
}

export function sameCall(a: Pick<ToldReport, 'callNumber'>, b: Pick<ToldReport, 'callNumber'>): boolean {
  return callKey(a.callNumber) !== null && callKey(a.callNumber) === callKey(b.callNumber);
}

/** Known incidents that may be the one being typed, the likeliest first; in doubt the later one, which people remember. */
export function rankDuplicates(typed: ToldReport, known: readonly KnownReport[]): readonly DuplicateCandidate[] {
  return known
    .map((report) => ({ incidentId: report.incidentId, reasons: reasonsOf(typed, report), sameAmount: likelyPayments(typed, report) }))
    .filter(({ reasons }) => reasons.length > 0)
    .sort((a, b) => weightOf(b) - weightOf(a) || (a.incidentId < b.incidentId ? 1 : -1));
}

function reasonsOf(typed: ToldReport, known: ToldReport): DuplicateReason[] {
  const account = typed.payments.some((payment) => payment.accountNumber !== '' && known.payments.some((other) => other.accountNumber === payment.accountNumber));
  const transfer = typed.payments.some((payment) => known.payments.some((other) => likenessOf(payment, other) === 'same'));
  const holds: Readonly<Record<DuplicateReason, boolean>> = { same_call: sameCall(typed, known), same_transfer: transfer, same_caller: sameCaller(typed, known), same_account: account };
  return DUPLICATE_REASONS.filter((reason) => holds[reason]);
}

function likelyPayments(typed: ToldReport, known: ToldReport): boolean {
  return typed.payments.some((payment) => known.payments.some((other) => likenessOf(payment, other) === 'likely'));
}

/** Any weightier reason outweighs all lighter ones together; an equal amount at an unknown time only breaks a tie. */
function weightOf({ reasons, sameAmount }: DuplicateCandidate): number {
  return reasons.reduce((sum, reason) => sum + 2 ** (DUPLICATE_REASONS.length - DUPLICATE_REASONS.indexOf(reason)), sameAmount ? 1 : 0);
}
