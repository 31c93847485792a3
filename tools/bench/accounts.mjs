import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../project.mjs';

/** Institutions of the demo register that take 64 messages at once: the money of the bench lies there. */
export function benchInstitutions() {
  const all = JSON.parse(readFileSync(join(ROOT, 'data', 'institutions.json'), 'utf8'));
  return all.filter(({ concurrencyMax }) => concurrencyMax >= 64).map(({ code, binPrefixes }) => ({ code, prefix: binPrefixes[0] }));
}

const SERIAL_DIGITS = 9;

/** The digit that makes a number pass the Luhn check, so that no soft warning is part of what is measured. */
export function luhnDigit(digits) {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

/** An account number that tells which report it belongs to, which of its transfers, and how many more layers the money goes on. */
export function accountNumber({ prefix, layersLeft, serial, transfer }) {
  const digits = `${prefix}${layersLeft}${String(serial).padStart(SERIAL_DIGITS, '0')}${String(transfer).padStart(2, '0')}`;
  return digits + luhnDigit(digits);
}

/** Reads what `accountNumber` wrote; undefined for a number that is none of the bench's. */
export function readAccountNumber(number) {
  const [, prefix, layersLeft, serial, transfer] = /^(\d{6})(\d)(\d{9})(\d{2})\d$/.exec(number) ?? [];
  return prefix && { prefix, layersLeft: Number(layersLeft), serial: Number(serial), transfer: Number(transfer) };
}
