import { readFileSync } from 'node:fs';
import { parsePublicSealKeys, type PublicSealKey } from '#electronic-seal';
import { readInstitutionKeys, type InstitutionKeys } from './institutions/institution-keys';
import { readInstitutions, type InstitutionRegister } from './institutions/institution-register';
import type { SimulatorOptions } from './simulator';

/** Where institutions are described, from the project's root. */
export const INSTITUTIONS_FILE = 'data/institutions.json';

/** Reads the environment, or all its faults at once. */
export function readEnvironment(env: NodeJS.ProcessEnv, institutionsFile = INSTITUTIONS_FILE): SimulatorOptions | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const attempt = <T>(name: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const port = attempt('SIMULATOR_PORT', () => numberIn(env['SIMULATOR_PORT'], 0, 0, 65_535, true));
  const clockSpeed = attempt('CLOCK_SPEED', () => speedIn(env));
  const register = attempt(institutionsFile, () => readInstitutions(institutionsFile));
  const keys = attempt('BANK_SECRETS_FILE', () => readInstitutionKeys(env['BANK_SECRETS_FILE'] ?? required()));
  const sealKeys = attempt('ORGAN_PUBLIC_KEYS_FILE', () => sealKeysIn(env['ORGAN_PUBLIC_KEYS_FILE']));
  if (register && keys) faults.push(...missingKeys(register, keys));
  if (port === undefined || clockSpeed === undefined || !register || !keys || faults.length > 0) return { faults };
  return {
    register, keys, sealKeys, port, clockSpeed, host: env['HOST'] || '127.0.0.1',
    dataFile: env['SIMULATOR_DATA_FILE'] || null, adminToken: env['SIMULATOR_ADMIN_TOKEN'] || null,
  };
}

function speedIn(env: NodeJS.ProcessEnv): number {
  const speed = numberIn(env['CLOCK_SPEED'], 1, 0.001, 100_000, false);
  if (speed !== 1 && env['NODE_ENV'] === 'production') throw new RangeError('生产环境不可加速时钟 is refused when NODE_ENV=production');
  return speed;
}

function numberIn(text: string | undefined, fallback: number, least: number, most: number, whole: boolean): number {
  const value = text === undefined || text === '' ? fallback : Number(text);
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  throw new RangeError(`应为 must be ${whole ? 'a whole number' : 'a number'} ${least}..${most}`);
}

function sealKeysIn(file: string | undefined): ReadonlyMap<string, PublicSealKey> {
  if (!file) return new Map();
  const faults: string[] = [];
  const keys = parsePublicSealKeys(readFileSync(file, 'utf8'), faults);
  if (faults.length > 0) throw new TypeError(faults.join('; '));
  return keys;
}

function required(): never {
  throw new TypeError('缺少 is missing');
}

function missingKeys(register: InstitutionRegister, keys: InstitutionKeys): readonly string[] {
  return register.all.filter(({ code }) => !keys.has(code)).map(({ code }) => `BANK_SECRETS_FILE: 机构缺少密钥 no keys for institution ${code}`);
}
