const HOUR_MS = 3_600_000;

/** How near the end of a hold is: the last 24, 6 and 1 hours are the moments at which everybody is told (see the domain's hold alarms). */
export type HoldAlarm = 'day' | 'hours' | 'hour' | undefined;

/** @param leftMs until the end; what has ended is the last hour's too, until the lapse is told */
export function holdAlarm(leftMs: number): HoldAlarm {
  if (leftMs <= HOUR_MS) return 'hour';
  if (leftMs <= 6 * HOUR_MS) return 'hours';
  return leftMs <= 24 * HOUR_MS ? 'day' : undefined;
}

/** Sign of each alarm beside its colour, as the stop clock's bands have them. */
export const ALARM_GLYPH: Readonly<Record<NonNullable<HoldAlarm>, string>> = { day: '◔', hours: '◕', hour: '▲' };

/** Chip class of each alarm: amber, amber with a border, red. */
export const ALARM_CHIP: Readonly<Record<NonNullable<HoldAlarm>, string>> = { day: 'near', hours: 'pressing', hour: 'overdue' };

/** What is left, in the unit that one would say: minutes in the last hour, days beyond a week. */
export function timeLeft(leftMs: number): { readonly unit: 'minutes' | 'hours' | 'days'; readonly n: string } {
  const hours = Math.max(0, leftMs) / HOUR_MS;
  if (hours < 1) return { unit: 'minutes', n: String(Math.floor(hours * 60)) };
  return hours < 168 ? { unit: 'hours', n: (Math.floor(hours * 10) / 10).toFixed(1) } : { unit: 'days', n: String(Math.floor(hours / 24)) };
}
