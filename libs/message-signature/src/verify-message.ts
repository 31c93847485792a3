import { timingSafeEqual } from 'node:crypto';
import { macOf } from './sign-message';
import { KEY_ID_HEADER, NONCE_HEADER, SIGNATURE_HEADER, SIGNATURE_TOLERANCE_SECONDS, TIMESTAMP_HEADER, type SignedLine } from './signed-message';

/** Headers as Node or undici deliver them: names in lower case. */
export type ReceivedHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A message as it arrived, and what its reader expects of it. */
export interface MessageToVerify extends SignedLine {
  readonly headers: ReceivedHeaders;
  /** The bytes as received, before any parsing. */
  readonly body: Uint8Array | string;
  /** The institution that must have signed it. */
  readonly keyId: string;
  readonly key: Uint8Array;
  readonly now: Date;
}

/** Why a signature does not count. `stale` and `from_the_future` come from an honest sender with a wrong clock. */
export type SignatureFault = 'header_missing' | 'header_malformed' | 'other_key' | 'stale' | 'from_the_future' | 'mismatch';

/** `valid` says nothing about replay: the caller keeps the nonces of the last 2 x 300 s and refuses one that it has seen. */
export type SignatureVerdict =
  | { readonly kind: 'valid'; readonly nonce: string; readonly timestamp: Date }
  | { readonly kind: 'invalid'; readonly reason: SignatureFault };

const TIMESTAMP_FORM = /^\d{1,12}$/;
const NONCE_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const SIGNATURE_FORM = /^v1=([A-Za-z0-9+/]{43}=)$/;

/** Checks who signed the message, when, and that not a byte was changed since. Never throws on what a stranger sent. */
export function verifyMessage(message: MessageToVerify): SignatureVerdict {
  const [keyId, timestamp, nonce, signature] = [KEY_ID_HEADER, TIMESTAMP_HEADER, NONCE_HEADER, SIGNATURE_HEADER].map((name) => message.headers[name]);
  if (keyId === undefined || timestamp === undefined || nonce === undefined || signature === undefined) return invalid('header_missing');
  if (typeof keyId !== 'string' || typeof timestamp !== 'string' || typeof nonce !== 'string' || typeof signature !== 'string') return invalid('header_malformed');
  const mac = SIGNATURE_FORM.exec(signature)?.[1];
  if (!mac || !TIMESTAMP_FORM.test(timestamp) || !NONCE_FORM.test(nonce)) return invalid('header_malformed');
  if (keyId !== message.keyId) return invalid('other_key');

  const received = Buffer.from(mac, 'base64');
  // Decoding drops the two spare bits of the last character: only the one canonical spelling counts as the signature.
  if (received.toString('base64') !== mac || !timingSafeEqual(received, macOf(message, message.key, timestamp, nonce, message.body))) return invalid('mismatch');

  // The age is judged after the signature: only the institution itself learns that its clock is wrong.
  const ageSeconds = message.now.getTime() / 1000 - Number(timestamp);
  if (ageSeconds > SIGNATURE_TOLERANCE_SECONDS) return invalid('stale');
  if (ageSeconds < -SIGNATURE_TOLERANCE_SECONDS) return invalid('from_the_future');
  return { kind: 'valid', nonce: nonce.toLowerCase(), timestamp: new Date(Number(timestamp) * 1000) };
}

function invalid(reason: SignatureFault): SignatureVerdict {
  return { kind: 'invalid', reason };
}
