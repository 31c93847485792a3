import { LIES, type FlakyFaults, type Lie, type Temperament } from './temperament';

const DELAY_MS_MAX = 86_400_000;
const FAULTS = ['reset_before_effect', 'reset_after_effect', 'server_error_after_effect', 'not_accepted'] as const;

/** Reads a temperament from data. @throws TypeError that names the fault. */
export function parseTemperament(value: unknown): Temperament {
  if (typeof value !== 'object' || value === null) throw new TypeError('a temperament is an object');
  const data = value as Record<string, unknown>;
  switch (data['kind']) {
    case 'fast': case 'slow': case 'callback': return { kind: data['kind'], delayMs: milliseconds(data['delayMs']) };
    case 'duplicate_callbacks': return { kind: 'duplicate_callbacks', delayMs: milliseconds(data['delayMs']), copies: whole(data['copies'] ?? 2, 'copies', 2, 10) };
    case 'by_hand':
      return { kind: 'by_hand', delayMs: milliseconds(data['delayMs']), answerAfterMs: data['answerAfterMs'] == null ? null : milliseconds(data['answerAfterMs']) };
    case 'flaky': return { kind: 'flaky', delayMs: milliseconds(data['delayMs']), seed: whole(data['seed'] ?? 1, 'seed', 0, 2 ** 31), faults: faultsIn(data['faults']) };
    case 'down': return { kind: 'down' };
    case 'silent': return { kind: 'silent' };
    case 'lying': return { kind: 'lying', delayMs: milliseconds(data['delayMs']), seed: whole(data['seed'] ?? 1, 'seed', 0, 2 ** 31), lies: liesIn(data['lies']) };
    default: throw new TypeError(`unknown temperament kind ${JSON.stringify(data['kind'])}`);
  }
}

function milliseconds(value: unknown): number {
  return whole(value ?? 0, 'delayMs', 0, DELAY_MS_MAX);
}

function whole(value: unknown, name: string, least: number, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TypeError(`${name} must be a whole number from ${least} to ${most}`);
}

function faultsIn(value: unknown): FlakyFaults {
  const data = (value ?? {}) as Record<string, unknown>;
  const faults: Record<string, number> = {};
  for (const [name, chance] of Object.entries(data)) {
    if (!FAULTS.some((fault) => fault === name)) throw new TypeError(`unknown fault "${name}"`);
    if (typeof chance !== 'number' || !(chance >= 0 && chance <= 1)) throw new TypeError(`chance of "${name}" must be from 0 to 1`);
    faults[name] = chance;
  }
  return faults;
}

function liesIn(value: unknown): readonly Lie[] {
  if (!Array.isArray(value) || value.length === 0) throw new TypeError('lies must be a list with at least one entry');
  return value.map((entry) => {
    const lie = LIES.find((known) => known === entry);
    if (!lie) throw new TypeError(`unknown lie ${JSON.stringify(entry)}`);
    return lie;
  });
}
