import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OrganLevel } from '#domain';

/** The launcher shows it beside the accounts that this room writes. */
export { DEMO_PASSWORD } from '../auth/demo-password';

export interface OrganSeed { readonly code: string; readonly name: string; readonly level: OrganLevel; readonly parent: string | null }
export interface InstitutionSeed {
  readonly code: string; readonly name: { readonly zh: string; readonly en: string }; readonly kind: 'bank' | 'payment_institution'; readonly protocol: string;
  readonly binPrefixes: readonly string[]; readonly deadlineMs: number; readonly concurrencyMax: number;
  readonly capabilities?: readonly string[];
}
export interface DemoUserSeed { readonly login: string; readonly name: string; readonly role: 'operator' | 'commander' | 'bank_clerk'; readonly organCode?: string; readonly institutionCode?: string }
export interface OfficerSeed { readonly code: string; readonly name: string; readonly organCode: string; readonly idType: 'police' | 'citizen'; readonly idNumber: string; readonly phone: string | null; readonly secondByDefault?: boolean }

/** Data files lie at the project's root, which is where every process is started. */
export function readData<T>(name: string): T {
  return JSON.parse(readFileSync(resolve('data', name), 'utf8')) as T;
}
