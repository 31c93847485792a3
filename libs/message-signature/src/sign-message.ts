import { createHmac, hash } from 'node:crypto';
import { KEY_ID_HEADER, NONCE_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, type SignatureHeaders, type SignedLine } from './signed-message';

/** What a sender signs with. */
export interface MessageToSign extends SignedLine {
  readonly keyId: string;
  /** The HMAC key of this direction, 32 bytes. */
  readonly key: Uint8Array;
  readonly body: Uint8Array | string;
  /** For a request a new UUID; for an answer the nonce of the request. */
  readonly nonce: string;
  readonly now: Date;
}

/** Signs a message; the result is ready to be merged into its HTTP headers. */
export function signMessage(message: MessageToSign): SignatureHeaders {
  const timestamp = String(Math.floor(message.now.getTime() / 1000));
  return {
    [KEY_ID_HEADER]: message.keyId,
    [TIMESTAMP_HEADER]: timestamp,
    [NONCE_HEADER]: message.nonce,
    [SIGNATURE_HEADER]: `v1=${macOf(message, message.key, timestamp, message.nonce, message.body).toString('base64')}`,
  };
}

/** HMAC-SHA256 over `v1\nMETHOD\npath\ntimestamp\nnonce\nsha256hex(body)`. */
export function macOf(line: SignedLine, key: Uint8Array, timestamp: string, nonce: string, body: Uint8Array | string): Buffer {
  const bodyHash = hash('sha256', body, 'hex');
  return createHmac('sha256', key).update(`v1\n${line.method}\n${line.path}\n${timestamp}\n${nonce}\n${bodyHash}`).digest();
}
