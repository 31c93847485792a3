import { randomBytes } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';

/** The base point of the SM2 curve, uncompressed (GM/T 0003.5, appendix A). */
const BASE = '0432c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0';
/** The order of that point. */
const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
/** Multiples of the base point that are kept: 2^9 for each ten bits of a number. */
const WINDOW_BITS = 10;
/** 128 bits more than the order has, so that the remainder prefers no number (FIPS 186-5, A.2.1). */
const DRAWN_BYTES = 48;

type Point = ReturnType<typeof sm2.precomputePublicKey>;
/** A number k that serves one signature, and the x of k times the base point. */
export interface EphemeralPoint { readonly k: bigint; readonly x1: bigint }

let base: Point | undefined;

/** Makes the multiples that every seal needs: about 0.2 s, better spent at the start than under the lock of the first incident. */
export function prepareSealing(): Point {
  return (base ??= sm2.precomputePublicKey(BASE, WINDOW_BITS));
}

/** Draws the secret number of one signature. The library's own way does without kept multiples and takes a third longer. */
export function drawEphemeralPoint(): EphemeralPoint {
  const k = (BigInt(`0x${randomBytes(DRAWN_BYTES).toString('hex')}`) % (ORDER - 1n)) + 1n;
  return { k, x1: prepareSealing().multiply(k).x };
}
