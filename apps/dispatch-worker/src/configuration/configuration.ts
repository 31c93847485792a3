import { readFileSync } from 'node:fs';
import { parseSealKeys, type SealKey } from '#electronic-seal';
import { PROTOCOLS } from '#bank-adapters';
import { answerCodesFrom, policiesFrom, quicken, type AnswerCodesByProtocol, type Policies } from '#domain';

/** HMAC keys of one institution, both directions. */
export interface InstitutionKeys { readonly toBank: Buffer; readonly fromBank: Buffer }

export interface WorkerConfiguration {
  readonly databaseUrl: string;
  readonly kafkaBrokers: readonly string[] | null;
  readonly host: string;
  readonly port: number;
  /** Public base URL of the api, where institutions post later answers. */
  readonly bankDoorUrl: string;
  readonly keysByInstitution: ReadonlyMap<string, InstitutionKeys>;
  /** Keys of the organs' seals, by organ code; an organ without one sends unsealed where the policy allows it. */
  readonly sealKeys: ReadonlyMap<string, SealKey>;
  readonly logLevel: string;
  readonly policies: Policies;
  /** What the institutions' codes mean, by protocol. */
  readonly answerCodes: AnswerCodesByProtocol;
}

export type ParsedConfiguration = { readonly configuration: WorkerConfiguration } | { readonly faults: readonly string[] };

/** Parses the whole environment once and names every fault at once, in Chinese and English. */
export function parseConfiguration(env: Readonly<Record<string, string | undefined>>, readFile: (path: string) => string = (path) => readFileSync(path, 'utf8')): ParsedConfiguration {
  const faults: string[] = [];
  const url = (name: string): string => {
    const value = env[name] ?? '';
    if (!URL.canParse(value)) faults.push(`${name}: 需要一个 URL / needs a URL`);
    return value;
  };
  const whole = (name: string, fallback: number, min: number, max: number): number => {
    const value = env[name] === undefined || env[name] === '' ? fallback : Number(env[name]);
    if (!Number.isInteger(value) || value < min || value > max) faults.push(`${name}: 需要 ${min} 到 ${max} 的整数 / needs a whole number from ${min} to ${max}`);
    return value;
  };
  const speed = Number(env['CLOCK_SPEED'] ?? '1');
  if (!(speed >= 1 && speed <= 10_000)) faults.push('CLOCK_SPEED: 需要 1 到 10000 / needs 1 to 10000');
  if (speed !== 1 && env['NODE_ENV'] === 'production') faults.push('CLOCK_SPEED: 生产环境只能为 1 / must be 1 in production');
  if (env['CRASH_POINT'] && env['NODE_ENV'] === 'production') faults.push('CRASH_POINT: 演练专用，生产环境不得设置 / is for drills and must not be set in production');
  const policies = policiesFrom(env['POLICIES_FILE'], readFile, faults);
  const answerCodes = answerCodesFrom(env['ANSWER_CODES_FILE'], readFile, faults);
  for (const protocol of PROTOCOLS) if (!answerCodes.get(protocol)?.size) faults.push(`ANSWER_CODES_FILE: ${protocol}: 缺少代码表 / has no table of codes`);
  const configuration: WorkerConfiguration = {
    answerCodes,
    databaseUrl: url('DATABASE_URL'),
    kafkaBrokers: env['KAFKA_BROKERS'] ? env['KAFKA_BROKERS'].split(',').map((broker) => broker.trim()).filter((broker) => broker.length > 0) : null,
    host: env['HOST'] ?? '127.0.0.1',
    port: whole('WORKER_PORT', 0, 0, 65_535),
    bankDoorUrl: url('BANK_DOOR_URL').replace(/\/+$/, ''),
    keysByInstitution: readKeys(env['BANK_SECRETS_FILE'], readFile, faults),
    sealKeys: readSealKeys(env, readFile, faults),
    logLevel: env['LOG_LEVEL'] ?? 'info',
    policies: { ...policies, escalation: quicken(policies.escalation, speed), approval: { ...policies.approval, answerWithinMs: policies.approval.answerWithinMs / speed, laterWithinMs: policies.approval.laterWithinMs / speed } },
  };
  return faults.length > 0 ? { faults } : { configuration };
}

/** Without a file nothing is sealed; SEALS_REQUIRED=true refuses to start so. */
function readSealKeys(env: Readonly<Record<string, string | undefined>>, readFile: (path: string) => string, faults: string[]): ReadonlyMap<string, SealKey> {
  const required = env['SEALS_REQUIRED'] ?? 'false';
  if (required !== 'true' && required !== 'false') faults.push('SEALS_REQUIRED: 只能是 true 或 false / must be true or false');
  const path = env['ORGAN_KEYS_FILE'];
  if (!path) {
    if (required === 'true') faults.push('ORGAN_KEYS_FILE: 未设置，而 SEALS_REQUIRED=true / is not set although SEALS_REQUIRED=true');
    return new Map();
  }
  try {
    const found: string[] = [];
    const keys = parseSealKeys(readFile(path), found);
    faults.push(...found.map((fault) => `ORGAN_KEYS_FILE: ${fault}`));
    return keys;
  } catch (fault) {
    faults.push(`ORGAN_KEYS_FILE: 无法读取 / cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
    return new Map();
  }
}

function readKeys(path: string | undefined, readFile: (path: string) => string, faults: string[]): ReadonlyMap<string, InstitutionKeys> {
  const keys = new Map<string, InstitutionKeys>();
  if (!path) {
    faults.push('BANK_SECRETS_FILE: 未设置 / is not set');
    return keys;
  }
  try {
    const file = JSON.parse(readFile(path)) as Record<string, { toBank?: unknown; fromBank?: unknown }>;
    for (const [code, pair] of Object.entries(file)) {
      const [toBank, fromBank] = [Buffer.from(String(pair.toBank ?? ''), 'base64'), Buffer.from(String(pair.fromBank ?? ''), 'base64')];
      if (toBank.length < 32 || fromBank.length < 32) faults.push(`BANK_SECRETS_FILE: ${code} 的密钥不足 32 字节 / the keys of ${code} have fewer than 32 bytes`);
      keys.set(code, { toBank, fromBank });
    }
  } catch (fault) {
    faults.push(`BANK_SECRETS_FILE: 无法读取 / cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
  return keys;
}
