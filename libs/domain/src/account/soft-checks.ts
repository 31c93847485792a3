import type { AccountKind } from './account';

/**
 * A soft check warns and never blocks: banks know accounts that no rule of ours knows
 * (old cards, passbooks, corporate accounts; reference: domain facts, trap 5).
 */
export interface SoftWarning {
  readonly code: 'luhn' | 'card_length' | 'card_characters' | 'institution_unknown' | 'id_number' | 'time_in_future' | 'amount_large' | 'second_officer';
  /** Path of the field in the request body, e.g. `transfers[0].accountNumber`. */
  readonly field: string;
  readonly zh: string;
  readonly en: string;
}

/** Luhn (ISO/IEC 7812-1) over the digits; false for anything that is not all digits. */
export function passesLuhn(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = Number(digits[digits.length - 1 - i]);
    if (i % 2 === 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}

/** Warnings for one account number; only cards have a length and a check digit worth mentioning. */
export function checkAccountNumber(number: string, kind: AccountKind, field: string): SoftWarning[] {
  if (kind !== 'card') return [];
  if (!/^\d+$/.test(number)) {
    return [{ code: 'card_characters', field, zh: '卡号含有非数字字符，请核对', en: 'The card number has characters other than digits; please check' }];
  }
  const warnings: SoftWarning[] = [];
  if (number.length < 15 || number.length > 20) {
    warnings.push({ code: 'card_length', field, zh: `卡号为 ${number.length} 位，常见为 16 至 19 位，请复述核对`, en: `The card number has ${number.length} digits; 16 to 19 are usual; read it back` });
  }
  if (!passesLuhn(number)) {
    warnings.push({ code: 'luhn', field, zh: '卡号校验位不符，可能有一位听错；仍可发出', en: 'The check digit does not match, one digit may be misheard; it can still be sent' });
  }
  return warnings;
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const ID_CHECK_CHARACTERS = '10X98765432';

/**
 * Citizen ID number (GB 11643): shape, birth date and check character. The area code is deliberately not checked:
 * it is the code of the day of issue and may be gone from every current table.
 */
export function isPlausibleIdNumber(typed: string): boolean {
  // People type the check character in either case.
  const idNumber = typed.toUpperCase();
  if (!/^\d{17}[\dX]$/.test(idNumber)) return false;
  const [year, month, day] = [Number(idNumber.slice(6, 10)), Number(idNumber.slice(10, 12)), Number(idNumber.slice(12, 14))];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return false;
  const sum = ID_WEIGHTS.reduce((total, weight, i) => total + weight * Number(idNumber[i]), 0);
  return ID_CHECK_CHARACTERS[sum % 11] === idNumber[17];
}

/** Warning for a victim's ID number, or none. */
export function checkIdNumber(idNumber: string, field: string): SoftWarning[] {
  if (isPlausibleIdNumber(idNumber)) return [];
  return [{ code: 'id_number', field, zh: '身份证号校验不符；若为护照或其他证件可忽略', en: 'The ID number fails its check; ignore this for a passport or another document' }];
}

/** A victim's transfer cannot lie in the future; two minutes are left for a clock that is ahead. */
export function checkTransferTime(transferredAt: Date, now: Date, field: string): SoftWarning[] {
  if (transferredAt.getTime() <= now.getTime() + 120_000) return [];
  return [{ code: 'time_in_future', field, zh: '转账时间晚于现在，请核对日期和上下午', en: 'The transfer time lies in the future; check the day and a.m./p.m.' }];
}
