import fc from 'fast-check';
import { type Fact, FACT_TYPES } from '#domain';
import { encodeEnvelope, parseEnvelope, wrapFact } from './fact-envelope';

const hex = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const FACTS = fc.record({
  incidentId: fc.uuid(), seq: fc.integer({ min: 1, max: 1_000_000 }), position: fc.maxSafeNat().map((n) => Math.max(1, n)), type: fc.constantFrom(...FACT_TYPES),
  data: fc.dictionary(fc.string(), fc.jsonValue()).map((data) => JSON.parse(JSON.stringify(data)) as object), actor: fc.string(),
  at: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map((at) => at.toISOString()), organPath: fc.string(),
  traceparent: fc.option(fc.tuple(hex(32), hex(16)).map(([trace, span]) => `00-${trace}-${span}-01`)), hash: hex(64),
}) as unknown as fc.Arbitrary<Fact>;

const FACT: Fact = {
  incidentId: '01890a5d-ac96-774b-bcce-b302099a8057', seq: 3, position: 41, type: 'incident.enriched', data: { changed: { narrative: '被骗' } }, actor: 'zhang',
  at: '2026-11-23T10:00:00.000Z', organPath: '11/1101', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', hash: 'ab'.repeat(32),
};

describe('the envelope of a fact', () => {
  it('gives back every fact that was put in', () => {
    fc.assert(fc.property(FACTS, (fact) => {
      expect(parseEnvelope(fact.incidentId, encodeEnvelope(fact))).toEqual({ ok: true, fact });
    }));
  });

  it('is a CloudEvents 1.0 envelope that carries the trace context', () => {
    expect(wrapFact(FACT)).toEqual({
      specversion: '1.0', id: `${FACT.incidentId}/3`, source: '/emergency-stop-payment-dispatcher', type: 'stop-payment.incident.enriched', subject: FACT.incidentId,
      time: FACT.at, datacontenttype: 'application/json', traceparent: FACT.traceparent, data: FACT,
    });
    expect(wrapFact({ ...FACT, traceparent: null })).not.toHaveProperty('traceparent');
  });

  it('never throws, whatever arrives', () => {
    fc.assert(fc.property(fc.option(fc.string()), fc.option(fc.oneof(fc.string(), fc.json())), (key, value) => {
      expect(parseEnvelope(key, value).ok).toBe(false);
    }));
  });

  const withEnvelope = (change: object): string => JSON.stringify({ ...wrapFact(FACT), ...change });
  const withFact = (change: object): string => JSON.stringify(wrapFact({ ...FACT, ...change } as Fact));
  it.each<[string, string, string | null, string | null]>([
    ['no value', 'the message has no value', FACT.incidentId, null],
    ['what is not JSON', 'the value is not a JSON object', FACT.incidentId, '{"specversion":'],
    ['a list', 'the value is not a JSON object', FACT.incidentId, '[]'],
    ['no data', 'data: is not an object', FACT.incidentId, withEnvelope({ data: null })],
    ['another version', 'specversion: does not agree with data', FACT.incidentId, withEnvelope({ specversion: '0.3' })],
    ['another id', 'id: does not agree with data', FACT.incidentId, withEnvelope({ id: 'x/1' })],
    ['another type', 'type: does not agree with data', FACT.incidentId, withEnvelope({ type: 'stop-payment.hold.placed' })],
    ['another trace', 'traceparent: does not agree with data', FACT.incidentId, withEnvelope({ traceparent: undefined })],
    ['no source', 'source: is not a text', FACT.incidentId, withEnvelope({ source: 7 })],
    ['a foreign key', 'the key is not the incident id', 'somebody else', withEnvelope({})],
    ['no key', 'the key is not the incident id', null, withEnvelope({})],
    ['an unknown type of fact', 'data.type: is not a known fact type', FACT.incidentId, withFact({ type: 'incident.dreamt' })],
    ['a fraction for a number', 'data.seq: is not an integer from 1', FACT.incidentId, withFact({ seq: 1.5 })],
    ['a fact without its content', 'data.data: is not an object', FACT.incidentId, withFact({ data: 'text' })],
    ['a short hash', 'data.hash: is not 64 hexadecimal digits', FACT.incidentId, withFact({ hash: 'ab' })],
    ['an id that is none', 'data.incidentId: is not a UUID in lower case', FACT.incidentId, withFact({ incidentId: '7' })],
  ])('refuses %s and names it', (_what, reason, key, value) => {
    expect(parseEnvelope(key, value)).toEqual({ ok: false, reason });
  });
});
