import { registerDecorator } from 'class-validator';
import { says } from './says';

const FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** True for an ISO 8601 moment with its zone: without one, eight hours would be anybody's guess. */
export function isMoment(value: unknown): value is string {
  if (typeof value !== 'string' || !FORM.test(value) || Number.isNaN(Date.parse(value))) return false;
  const day = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value.slice(0, 10)) && day.getUTCFullYear() >= 2000 && day.getUTCFullYear() < 2200;
}

export function IsMoment(): PropertyDecorator {
  return (target, property) => registerDecorator({
    name: 'isMoment', target: target.constructor, propertyName: String(property),
    options: says('需要带时区的时间，如 2026-11-23T10:15:00+08:00', 'needs a time with its zone, e.g. 2026-11-23T10:15:00+08:00'),
    validator: { validate: isMoment },
  });
}
