import { createHash } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { drawEphemeralPoint } from './ephemeral-point';

/** SM2 with SM3 (GM/T 0003.2), default user id. The signature is ASN.1 DER (GM/T 0009), lower-case hexadecimal. */
export const SEAL_ALGORITHM = 'SM2-SM3';
export const SEAL_USER_ID = '1234567812345678';

/** 电子签章 over the exact bytes of a document. */
export interface Seal { readonly keyId: string; readonly signature: string }
/** A document with its seal: what was signed, byte for byte. */
export interface SealedDocument extends Seal { readonly document: Uint8Array }

/** An organ's key for its seal: numbers as hexadecimal, the public key uncompressed (`04` x y). */
export interface SealKey { readonly keyId: string; readonly privateKey: string; readonly publicKey: string }

const OPTIONS = { der: true, hash: true, userId: SEAL_USER_ID } as const;

/** Z of a public key: the digest that stands before the document (GM/T 0003.2, 5.5). The same for all its seals, so it is worked out once. */
const zOf = new Map<string, Uint8Array>();

/** Seals a document. Takes about 0.3 ms; each seal of the same bytes differs, so it is made once and kept. */
export function sealDocument(document: Uint8Array, key: SealKey): SealedDocument {
  let z = zOf.get(key.publicKey);
  if (!z) zOf.set(key.publicKey, (z = sm2.getZ(key.publicKey, SEAL_USER_ID)));
  // The digest by Node's own SM3, twenty times as fast as the library's; handed over as the bytes to sign.
  const digest = createHash('sm3').update(z).update(document).digest();
  return { document, keyId: key.keyId, signature: sm2.doSignature(digest, key.privateKey, { der: true, hash: false, pointPool: [drawEphemeralPoint()] }) };
}

/** True when the seal is of exactly these bytes and of this key; false for anything else, also for what is no signature at all. */
export function isSealOf(document: Uint8Array, signature: string, publicKey: string): boolean {
  if (!/^30[0-9a-f]{10,150}$/.test(signature)) return false;
  try {
    return sm2.doVerifySignature(document, signature, publicKey, OPTIONS);
  } catch {
    // The library throws on numbers that are no points or no DER: such a thing is no seal.
    return false;
  }
}

/** The public key of a private one. Throws when it is none. */
export function publicKeyOf(privateKey: string): string {
  return sm2.getPublicKeyFromPrivateKey(privateKey);
}
