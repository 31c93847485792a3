import { seededDigits } from '../institutions/seeded-chance';
import type { InstitutionRegister } from '../institutions/institution-register';
import type { Temperament } from '../institutions/temperament';
import type { AccountRef, MuleRoute } from './simulated-account';

/**
 * Numbers for trying by hand. They work at every simulated institution, for accounts that no scenario has set; the last four
 * digits choose what happens. See docs/bank-interface/README.md.
 */
export const MAGIC_TEMPERAMENTS: ReadonlyMap<string, Temperament> = new Map<string, Temperament>([
  ['0001', { kind: 'fast', delayMs: 0 }],
  ['0002', { kind: 'slow', delayMs: 3_000 }],
  ['0003', { kind: 'fast', delayMs: 0 }],
  ['0004', { kind: 'fast', delayMs: 0 }],
  ['0005', { kind: 'fast', delayMs: 0 }],
  ['0006', { kind: 'fast', delayMs: 0 }],
  ['0007', { kind: 'callback', delayMs: 1_000 }],
  ['0008', { kind: 'by_hand', delayMs: 0, answerAfterMs: null }],
  ['0009', { kind: 'silent' }],
]);

/** The code that a magic account answers with whatever its balance; null for all others. */
export function magicAnswerCode(number: string): string | null {
  return endingOf(number) === '0004' ? '0301' : null;
}

export function magicTemperament(number: string): Temperament | undefined {
  return MAGIC_TEMPERAMENTS.get(endingOf(number));
}

/** Where the money of a magic account has gone by the time anybody asks. */
export function magicRoute(account: AccountRef, register: InstitutionRegister): MuleRoute | undefined {
  switch (endingOf(account.number)) {
    case '0003': return { from: account, afterMs: 0, legs: [{ to: nextAccount(account, register, 1), permille: 600 }, { to: nextAccount(account, register, 2) }] };
    case '0005': return { from: account, afterMs: 0, legs: [{ to: null }] };
    case '0006': return { from: account, afterMs: 0, legs: [{ to: nextAccount(account, register, 1), permille: 500 }] };
    default: return undefined;
  }
}

/** A number that no magic ending can end the chase with: it always ends in 88. */
function nextAccount(account: AccountRef, register: InstitutionRegister, step: number): AccountRef {
  const prompt = register.all.filter((institution) => institution.temperament.kind === 'fast');
  const choice = prompt.length > 0 ? prompt : register.all;
  const from = choice.findIndex((institution) => institution.code === account.institutionCode);
  const institution = choice[(from + step + choice.length) % choice.length]!;
  const digits = seededDigits(11, account.institutionCode, account.number, step);
  return { institutionCode: institution.code, number: `${institution.binPrefixes[0] ?? ''}${digits}88` };
}

function endingOf(number: string): string {
  return number.slice(-4);
}
