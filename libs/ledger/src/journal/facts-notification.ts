import { type Fact, type FactType, isFactType, isPerson } from '#domain';

/** PostgreSQL's channel that says "the journal has grown"; a hint, the journal is the truth. */
export const FACTS_CHANNEL = 'facts';

/** What a notification says of a commit's facts of one type. */
export interface FactHint {
  readonly type: FactType;
  /** Made by a person; the same type may have been told by both in one commit, which are two hints. */
  readonly byPerson: boolean;
  /** Another incident relies on an instruction that the commit tells of: a transfer of its own is covered by it, or the incident is joined into it. */
  readonly reliedOn: boolean;
}

/** Stands before everything else in a notification. */
export const RELIED_ON = '+';
/** PostgreSQL takes 7,999 bytes; all types that there are, told by both, are a third of that. Longer ones say nothing, which means "anything". */
const NOTIFICATION_CHARS_MAX = 6_000;

type Told = Pick<Fact, 'type' | 'actor'>;

/** The types that people told, a semicolon, the types that the worker and the institutions told; empty for "anything". */
export function notificationOf(facts: readonly Told[]): string {
  const types = (byPerson: boolean): string => [...new Set(facts.filter((fact) => isPerson(fact.actor) === byPerson).map((fact) => fact.type))].join(',');
  const notification = `${types(true)};${types(false)}`;
  return notification.length > NOTIFICATION_CHARS_MAX ? '' : notification;
}

/** What a notification hints at; null when it may be anything. Types that this version does not know are left out: nobody here can want them. */
export function readNotification(notification: string): readonly FactHint[] | null {
  const reliedOn = notification.startsWith(RELIED_ON);
  const [people, programs, ...more] = notification.slice(reliedOn ? RELIED_ON.length : 0).split(';');
  if (people === undefined || programs === undefined || more.length > 0) return null;
  const hints = (list: string, byPerson: boolean): FactHint[] => list.split(',').filter(isFactType).map((type) => ({ type, byPerson, reliedOn }));
  return [...hints(people, true), ...hints(programs, false)];
}

/** The instructions that facts tell of, each with the incident of the fact. */
export function instructionsTold(facts: readonly Pick<Fact, 'incidentId' | 'data'>[]): readonly (readonly [instructionId: string, incidentId: string])[] {
  const told = new Map<string, readonly [string, string]>();
  for (const { incidentId, data } of facts) {
    if ('instructionId' in data && typeof data.instructionId === 'string') told.set(`${data.instructionId} ${incidentId}`, [data.instructionId, incidentId]);
  }
  return [...told.values()];
}
