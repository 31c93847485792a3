import { publicKeyOf, type SealKey } from './seal';

const KEY_ID = /^[\x21-\x7e]{1,64}$/;
const PRIVATE = /^[0-9a-f]{64}$/;
const PUBLIC = /^04[0-9a-f]{128}$/;

/**
 * Reads ORGAN_KEYS_FILE: `{"<organ code>": {"keyId": "...", "privateKey": "<64 hex>", "publicKey": "04..."}}`.
 * Every fault is added to `faults`, none of them names a key's content.
 */
export function parseSealKeys(text: string, faults: string[]): ReadonlyMap<string, SealKey> {
  const keys = new Map<string, SealKey>();
  for (const [organCode, value] of entriesOf(text, faults)) {
    const { keyId, privateKey, publicKey } = value as Partial<SealKey>;
    if (typeof keyId !== 'string' || !KEY_ID.test(keyId) || typeof privateKey !== 'string' || !PRIVATE.test(privateKey)) faults.push(`${organCode}: 需要 keyId 和64位十六进制私钥 / needs a keyId and a private key of 64 hexadecimal digits`);
    else if (publicKey !== undefined && (typeof publicKey !== 'string' || !PUBLIC.test(publicKey))) faults.push(`${organCode}: 公钥格式不符 / the public key is malformed`);
    else keys.set(organCode, { keyId, privateKey, publicKey: publicKey ?? publicKeyOf(privateKey) });
  }
  return keys;
}

/** Whose seal a public key is. */
export interface PublicSealKey { readonly organCode: string; readonly publicKey: string }

/** Reads ORGAN_PUBLIC_KEYS_FILE: `{"<key id>": {"organCode": "...", "publicKey": "04..."}}`; old keys stay in it as long as their seals count. */
export function parsePublicSealKeys(text: string, faults: string[]): ReadonlyMap<string, PublicSealKey> {
  const keys = new Map<string, PublicSealKey>();
  for (const [keyId, value] of entriesOf(text, faults)) {
    const { organCode, publicKey } = value as Partial<PublicSealKey>;
    if (typeof organCode !== 'string' || typeof publicKey !== 'string' || !PUBLIC.test(publicKey)) faults.push(`${keyId}: 需要 organCode 和公钥 / needs an organCode and a public key`);
    else keys.set(keyId, { organCode, publicKey });
  }
  return keys;
}

function entriesOf(text: string, faults: string[]): [string, object][] {
  try {
    const file: unknown = JSON.parse(text);
    if (typeof file === 'object' && file !== null && !Array.isArray(file)) return Object.entries(file).map(([name, value]) => [name, (value ?? {}) as object]);
  } catch {
    // Told below, like a file that holds something else.
  }
  faults.push('需要一个 JSON 对象 / needs a JSON object');
  return [];
}
