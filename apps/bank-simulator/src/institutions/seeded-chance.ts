import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on nothing but its arguments. */
export function seededChance(...seed: readonly (string | number)[]): number {
  return createHash('sha256').update(seed.join('\n')).digest().readUInt32BE(0) / 2 ** 32;
}

/** Decimal digits that depend on nothing but the seed. */
export function seededDigits(count: number, ...seed: readonly (string | number)[]): string {
  const hash = createHash('sha256').update(seed.join('\n')).digest('hex');
  return BigInt(`0x${hash}`).toString().slice(0, count).padEnd(count, '7');
}
