import { type Fact, isFactType } from '#domain';

/** The prefix of the envelope's `type`: `stop-payment.instruction.done`. */
const TYPE_PREFIX = 'stop-payment.';

/** CloudEvents 1.0, structured JSON mode: what one Kafka message holds. */
export interface FactEnvelope {
  readonly specversion: '1.0';
  /** `<incidentId>/<seq>`: equal ids are the same fact, told again. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** The incident's id. */
  readonly subject: string;
  /** ISO 8601 with zone, when the fact was recorded. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** W3C trace context; absent when there was none. */
  readonly traceparent?: string;
  readonly data: Fact;
}

export const ENVELOPE_SOURCE = '/emergency-stop-payment-dispatcher';
export const ENVELOPE_CONTENT_TYPE = 'application/cloudevents+json; charset=utf-8';

export function wrapFact(fact: Fact): FactEnvelope {
  return {
    specversion: '1.0', id: `${fact.incidentId}/${fact.seq}`, source: ENVELOPE_SOURCE, type: `${TYPE_PREFIX}${fact.type}`, subject: fact.incidentId,
    time: fact.at, datacontenttype: 'application/json', ...(fact.traceparent === null ? {} : { traceparent: fact.traceparent }), data: fact,
  };
}

export function encodeEnvelope(fact: Fact): string {
  return JSON.stringify(wrapFact(fact));
}

export type ParsedEnvelope = { readonly ok: true; readonly fact: Fact } | { readonly ok: false; readonly reason: string };

/** Reads a message strictly: anything that is not exactly an envelope around a known fact is refused with the member that is wrong. */
export function parseEnvelope(key: string | null, value: string | null): ParsedEnvelope {
  if (value === null) return refuse('the message has no value');
  const envelope = parseJson(value);
  if (!isRecord(envelope)) return refuse('the value is not a JSON object');
  const fact = envelope['data'];
  if (!isRecord(fact)) return refuse('data: is not an object');
  const wrong = wrongMember(fact);
  if (wrong) return refuse(`data.${wrong}`);
  const expected = wrapFact(fact as unknown as Fact);
  for (const name of ['specversion', 'id', 'type', 'subject', 'time', 'datacontenttype', 'traceparent'] as const) {
    if (envelope[name] !== expected[name]) return refuse(`${name}: does not agree with data`);
  }
  if (typeof envelope['source'] !== 'string') return refuse('source: is not a text');
  if (key !== expected.subject) return refuse('the key is not the incident id');
  return { ok: true, fact: expected.data };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Each member of a fact, what it must be, and the test. */
const MEMBERS: readonly (readonly [name: keyof Fact, must: string, test: (value: unknown) => boolean])[] = [
  ['incidentId', 'a UUID in lower case', (value) => typeof value === 'string' && UUID.test(value)],
  ['seq', 'an integer from 1', (value) => Number.isSafeInteger(value) && (value as number) >= 1],
  ['position', 'an integer from 1', (value) => Number.isSafeInteger(value) && (value as number) >= 1],
  ['type', 'a known fact type', (value) => typeof value === 'string' && isFactType(value)],
  ['data', 'an object', isRecord],
  ['actor', 'a text', (value) => typeof value === 'string'],
  ['at', 'a time in ISO 8601', (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value))],
  ['organPath', 'a text', (value) => typeof value === 'string'],
  ['traceparent', 'a text or null', (value) => value === null || typeof value === 'string'],
  ['hash', '64 hexadecimal digits', (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)],
];

function wrongMember(fact: Record<string, unknown>): string | null {
  const wrong = MEMBERS.find(([name, , test]) => !test(fact[name]));
  return wrong ? `${wrong[0]}: is not ${wrong[1]}` : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined for what is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the caller refuses it with its reason
  }
}

function refuse(reason: string): ParsedEnvelope {
  return { ok: false, reason };
}
