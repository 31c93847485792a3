import { plainToInstance } from 'class-transformer';
import { IsInt, IsUUID, Min, validateSync, Max } from 'class-validator';
import { isMoment } from '../problems/is-moment';
import { says } from '../problems/says';

export class WatchDto {
  @IsUUID('all', says('需要警情编号', 'needs the id of an incident'))
  incidentId!: string;
}

class SeenDto {
  @IsUUID('all', says('需要警情编号', 'needs the id of an incident'))
  incidentId!: string;
  @IsInt(says('序号须为非负整数', 'the last number is a whole number, 0 or more')) @Min(0, says('序号须为非负整数', 'at least 0')) @Max(2_147_483_647, says('数值过大', 'is too large'))
  last!: number;
}

/** How many incidents one `resume` may name. */
export const RESUME_INCIDENTS_MAX = 500;

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
  for (const [incidentId, last] of entries) {
    if (validateSync(plainToInstance(SeenDto, { incidentId, last })).length > 0) return undefined;
  }
  return { lastSeqs: new Map(entries.map(([id, last]) => [id.toLowerCase(), last as number])), since: new Date(since) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
