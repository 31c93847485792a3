import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { answerCodesFrom, policiesFrom } from '#domain';
import type { ApiConfiguration } from './api-configuration';

export type ParsedConfiguration = { readonly configuration: ApiConfiguration } | { readonly faults: readonly string[] };

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Parses the whole environment once and names every fault at once, in Chinese and English. */
export function parseConfiguration(env: Readonly<Record<string, string | undefined>>, readFile: (path: string) => string = (path) => readFileSync(path, 'utf8')): ParsedConfiguration {
  const faults: string[] = [];
  const whole = (name: string, fallback: number, min: number, max: number): number => {
    const value = env[name] ? Number(env[name]) : fallback;
    if (!Number.isInteger(value) || value < min || value > max) faults.push(`${name}: 需要 ${min} 到 ${max} 的整数 / needs a whole number from ${min} to ${max}`);
    return value;
  };
  const databaseUrl = env['DATABASE_URL'] ?? '';
  if (!/^postgres(ql)?:\/\//.test(databaseUrl) || !URL.canParse(databaseUrl)) {
    faults.push('DATABASE_URL: 需要 postgres://用户:密码@主机:端口/库 / needs postgres://user:password@host:port/database');
  }
  const jwtSecret = env['JWT_SECRET'] ?? '';
  if (jwtSecret.length < 32) faults.push('JWT_SECRET: 至少 32 个字符 / needs at least 32 characters');
  const logLevel = env['LOG_LEVEL'] || 'info';
  if (!LOG_LEVELS.includes(logLevel)) faults.push(`LOG_LEVEL: 只能是 ${LOG_LEVELS.join(' | ')} / must be one of these`);
  const configuration: ApiConfiguration = {
    databaseUrl,
    kafkaBrokers: brokersOf(env['KAFKA_BROKERS']),
    host: env['HOST'] || '127.0.0.1',
    port: whole('PORT', 3000, 0, 65_535),
    jwtSecret: new TextEncoder().encode(jwtSecret),
    fromBankKeys: readFromBankKeys(env['BANK_SECRETS_FILE'], readFile, faults),
    consoleDirectory: resolve(env['CONSOLE_DIR'] || 'dist/console'),
    logLevel,
    production: env['NODE_ENV'] === 'production',
    userRequestsPerSecondMax: whole('USER_REQUESTS_PER_SECOND_MAX', 200, 1, 100_000),
    poolSizeMax: whole('DATABASE_POOL_SIZE_MAX', 10, 2, 200),
    policies: policiesFrom(env['POLICIES_FILE'], readFile, faults),
    answerCodes: answerCodesFrom(env['ANSWER_CODES_FILE'], readFile, faults),
  };
  return faults.length > 0 ? { faults } : { configuration };
}

function brokersOf(list: string | undefined): string[] | null {
  const brokers = (list ?? '').split(',').map((broker) => broker.trim()).filter((broker) => broker.length > 0);
  return brokers.length > 0 ? brokers : null;
}

function readFromBankKeys(path: string | undefined, readFile: (path: string) => string, faults: string[]): ReadonlyMap<string, Uint8Array> {
  const keys = new Map<string, Uint8Array>();
  if (!path) {
    faults.push('BANK_SECRETS_FILE: 未设置，银行回调无法验签 / is not set, so callbacks of institutions cannot be verified');
    return keys;
  }
  try {
    const file = JSON.parse(readFile(path)) as Record<string, { fromBank?: unknown } | null>;
    for (const [code, pair] of Object.entries(file)) {
      const key = Buffer.from(String(pair?.fromBank ?? ''), 'base64');
      if (key.length < 32) faults.push(`BANK_SECRETS_FILE: ${code} 的 fromBank 密钥不足 32 字节 / the fromBank key of ${code} has fewer than 32 bytes`);
      keys.set(code, key);
    }
  } catch (fault) {
    faults.push(`BANK_SECRETS_FILE: 无法读取 / cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
  return keys;
}
