// China has one zone and no summer time, and a workstation may be set to anything: moments are always shown in UTC+8.
const SHIFT_MS = 8 * 3_600_000;

/** `11-23 10:02:31`, or `10:02:31` on the day of `nowMs`. */
export function formatMoment(iso: string, nowMs: number): string {
  const [day, time] = parts(Date.parse(iso));
  return day === parts(nowMs)[0] ? time : `${day.slice(5)} ${time}`;
}

/** `10:02:31` of the day. */
export function formatTime(ms: number): string {
  return parts(ms)[1];
}

function parts(ms: number): [day: string, time: string] {
  const shifted = new Date(ms + SHIFT_MS).toISOString();
  return [shifted.slice(0, 10), shifted.slice(11, 19)];
}

/**
 * What an operator types for a moment: `1002`, `10:02`, `11-23 10:02`, `2026-11-23 10:02`. A bare time later than now means yesterday.
 * Returns ISO 8601 with zone; undefined when it is no moment.
 */
export function parseMoment(typed: string, nowMs: number): string | undefined {
  const text = typed.trim().replace(/[０-９：－]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[/.年月]/g, '-').replace(/日/g, '');
  const found = /^(?:(?:(\d{4})-)?(\d{1,2})-(\d{1,2})\s+)?(\d{1,2})(?::?(\d{2}))(?::?(\d{2}))?$/.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour = '', minute = '', second = '0'] = found;
  const today = new Date(nowMs + SHIFT_MS);
  const at = Date.UTC(year ? Number(year) : today.getUTCFullYear(), month ? Number(month) - 1 : today.getUTCMonth(), day ? Number(day) : today.getUTCDate(), Number(hour), Number(minute), Number(second));
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || (month && (Number(month) > 12 || Number(day) > 31))) return undefined;
  const ms = at - SHIFT_MS;
  const wanted = !month && ms > nowMs + 120_000 ? ms - 86_400_000 : ms;
  return `${new Date(wanted + SHIFT_MS).toISOString().slice(0, 19)}+08:00`;
}
