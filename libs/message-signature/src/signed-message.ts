/** How many seconds a message's timestamp may lie before or after the reader's clock. */
export const SIGNATURE_TOLERANCE_SECONDS = 300;

/** The four headers that carry a signature; names in lower case, as Node delivers them. */
export const KEY_ID_HEADER = 'stop-key-id';
export const TIMESTAMP_HEADER = 'stop-timestamp';
export const NONCE_HEADER = 'stop-nonce';
export const SIGNATURE_HEADER = 'stop-signature';

/** What is signed besides the body. A request has a method; an answer to a request has its HTTP status instead. */
export interface SignedLine {
  /** `POST`, `GET`, ... for a request; `responseLine(200)` for the answer to one. */
  readonly method: string;
  /** Path with its query string exactly as it stands in the request line, e.g. `/banks/999010000001/v1/instructions`. */
  readonly path: string;
}

/** The headers of a signed message. */
export interface SignatureHeaders {
  /** Institution code whose key was used (the same code in both directions; each direction has its own key). */
  readonly [KEY_ID_HEADER]: string;
  /** Unix time in whole seconds. */
  readonly [TIMESTAMP_HEADER]: string;
  /** UUID, new for every request; an answer carries the nonce of the request that it answers. */
  readonly [NONCE_HEADER]: string;
  /** `v1=` and the base64 HMAC-SHA256. */
  readonly [SIGNATURE_HEADER]: string;
}

/** Stands in place of the method when the answer to a request is signed, so that an answer can never pass as a request. */
export function responseLine(httpStatus: number): string {
  return `RESPONSE ${httpStatus}`;
}
