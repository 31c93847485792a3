/** What kind of thing the number identifies; the field knows more than cards. */
export const ACCOUNT_KINDS = ['card', 'passbook', 'corporate', 'payment_account', 'merchant_order'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** 账户: where money arrived. `institutionCode` is null while nobody knows the institution; a human must then choose it. */
export interface Account {
  readonly institutionCode: string | null;
  readonly number: string;
  readonly kind: AccountKind;
  readonly holderName: string | null;
}

/** The form in which numbers are stored and compared: no blanks or dashes, letters in capitals. */
export function normaliseAccountNumber(typed: string): string {
  return typed.replace(/[\s\-_.]/g, '').toUpperCase();
}

/** `6222021602001234567` -> `6222****4567`, for logs and big screens. Short numbers keep only their last two characters. */
export function maskAccountNumber(number: string): string {
  if (number.length <= 8) return `****${number.slice(-2)}`;
  return `${number.slice(0, 4)}****${number.slice(-4)}`;
}
