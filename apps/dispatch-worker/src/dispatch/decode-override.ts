import { isFen, REFUSAL_REASONS, type Override } from '#domain';

/** What a person states over an institution's answer, why, and who told it; `byName` is the person's. */
export type AskedOverride = Override & { readonly reason: string; readonly source: string; readonly byName: string };

/** Reads what the api has validated and stored; what is checked again is all that the books could not take. */
export function decodeOverride(raw: Uint8Array): { readonly asked: AskedOverride } | { readonly dead: string } {
  let said: unknown;
  try {
    said = JSON.parse(Buffer.from(raw).toString('utf8'));
  } catch {
    return { dead: 'not_json' };
  }
  if (typeof said !== 'object' || said === null) return { dead: 'incomplete' };
  const { to, controlledFen, bankAt, refusal, reason, source, byName } = said as Readonly<Record<string, unknown>>;
  if (typeof reason !== 'string' || typeof source !== 'string' || typeof byName !== 'string') return { dead: 'incomplete' };
  const words = { reason, source, byName };
  if (to === 'refused') {
    const known = REFUSAL_REASONS.find((one) => one === refusal);
    return known ? { asked: { to, refusal: known, ...words } } : { dead: 'incomplete' };
  }
  if ((to !== 'done' && to !== 'partly_done') || !isFen(controlledFen) || typeof bankAt !== 'string' || Number.isNaN(Date.parse(bankAt))) return { dead: 'incomplete' };
  return { asked: { to, controlledFen, bankAt: new Date(bankAt).toISOString(), ...words } };
}
