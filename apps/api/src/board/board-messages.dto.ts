import { plainToInstance } from 'class-transformer';
import { isUUID, IsUUID, validateSync } from 'class-validator';
import { isMoment } from '../problems/is-moment';
import { says } from '../problems/says';

export class WatchDto {
  @IsUUID('all', says('需要警情编号', 'needs the id of an incident'))
  incidentId!: string;
}

/** How many incidents one `resume` may name. */
export const RESUME_INCIDENTS_MAX = 500;

/** PostgreSQL's largest integer: no incident has more facts. */
const NUMBER_MAX = 2_147_483_647;

/** What a console last saw: the last number per incident, and when it last heard anything. */
export interface Resume { readonly lastSeqs: ReadonlyMap<string, number>; readonly since: Date }

export function isWatch(message: unknown): message is WatchDto {
  return isObject(message) && validateSync(plainToInstance(WatchDto, message)).length === 0;
}

/** Undefined when the message is not what it should be. */
export function parseResume(message: unknown): Resume | undefined {
  if (!isObject(message)) return undefined;
  const { incidents, since } = message as { incidents?: unknown; since?: unknown };
  if (!isObject(incidents) || !isMoment(since)) return undefined;
  const entries = Object.entries(incidents);
  if (entries.length > RESUME_INCIDENTS_MAX) return undefined;
  // By hand: half a thousand objects to be validated for each of a thousand consoles cost the api longer than everything else of their return.
  if (!entries.every(([incidentId, last]) => isUUID(incidentId, 'all') && isLastNumber(last))) return undefined;
  return { lastSeqs: new Map(entries.map(([id, last]) => [id.toLowerCase(), last as number])), since: new Date(since) };
}

function isLastNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= NUMBER_MAX;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
