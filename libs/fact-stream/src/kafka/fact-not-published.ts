/** The broker did not take the facts, for whatever reason that is not their own: to be tried again for ever. */
export class FactNotPublished extends Error {
  /** Read by `isTransientFault`. */
  readonly retriable = true;

  constructor(cause: unknown) {
    super('the broker did not take the facts', { cause });
    this.name = 'FactNotPublished';
  }
}

const MESSAGE_FAULTS = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD']);

/** True when it is this very message that the broker will never take. kafkajs names the broker's answer in `type`. */
export function isFaultOfTheMessage(fault: unknown): boolean {
  for (let depth = 0, at = fault; depth < 5 && typeof at === 'object' && at !== null; depth += 1, at = (at as { cause?: unknown }).cause) {
    const { type } = at as { type?: unknown };
    if (typeof type === 'string' && MESSAGE_FAULTS.has(type)) return true;
  }
  return false;
}
