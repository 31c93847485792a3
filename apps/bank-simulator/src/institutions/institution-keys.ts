import { readFileSync } from 'node:fs';

/** HMAC keys of one institution: `toBank` is what the dispatcher signs with, `fromBank` what the institution signs with. */
export interface KeyPair {
  readonly toBank: Uint8Array;
  readonly fromBank: Uint8Array;
}

/** The keys from BANK_SECRETS_FILE. */
export class InstitutionKeys {
  constructor(private readonly byCode: ReadonlyMap<string, KeyPair>) {}

  has(institutionCode: string): boolean {
    return this.byCode.has(institutionCode);
  }

  /** @throws Error when the institution has no keys (checked at start). */
  of(institutionCode: string): KeyPair {
    const pair = this.byCode.get(institutionCode);
    if (!pair) throw new Error(`no keys for institution ${institutionCode}`);
    return pair;
  }
}

/** Reads `{"<code>": {"toBank": "<base64 of 32 bytes>", "fromBank": "..."}}`. @throws TypeError without naming any key. */
export function readInstitutionKeys(file: string): InstitutionKeys {
  const data = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { toBank?: unknown; fromBank?: unknown }>;
  return new InstitutionKeys(new Map(Object.entries(data).map(([code, pair]) => [code, { toBank: keyIn(pair.toBank, code), fromBank: keyIn(pair.fromBank, code) }])));
}

function keyIn(value: unknown, code: string): Uint8Array {
  const key = typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.alloc(0);
  if (key.length !== 32) throw new TypeError(`institution ${code}: each key must be the base64 of 32 bytes`);
  return key;
}
