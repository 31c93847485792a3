import fc from 'fast-check';
import { REST_JSON_CODES } from '../contract/shipped-codes';
import { parseWire, readAnswer } from './read-answer';

const now = new Date('2016-03-08T09:21:00Z');
const context = { kind: 'stop', now, codes: REST_JSON_CODES } as const;
const done = { instructionId: 'i', code: '0000', controlledFen: 2_800_000, bankAt: '2016-03-08T17:20:59+08:00' };

describe('reading an answer', () => {
  it('normalises the moment to UTC and defaults to no onward money', () => {
    expect(readAnswer(done, context)).toEqual({
      kind: 'answered', answer: { kind: 'done', controlledFen: 2_800_000, bankAt: '2016-03-08T09:20:59.000Z', onward: [], cashedOutFen: 0 },
    });
  });

  it.each([
    ['a reference alone is an acceptance', { reference: 'R-1' }, { kind: 'answered', answer: { kind: 'accepted', reference: 'R-1' } }],
    ['neither code nor reference is garbage', {}, { kind: 'silent', cause: 'garbled' }],
    ['a code that is no text is unknown', { code: 0 }, { kind: 'silent', cause: 'unknown_code' }],
    ['0900 means "in hand", its result has to be asked for', { code: '0900' }, { kind: 'answered', answer: { kind: 'accepted', reference: null } }],
    ['a failure inside the bank is no refusal', { code: '1300' }, { kind: 'silent', cause: 'server_error' }],
    ['moved on without a next account', { code: 'M100', onward: [] }, { kind: 'silent', cause: 'garbled' }],
    ['cashed out without an amount', { code: 'C100', cashedOutFen: 0 }, { kind: 'silent', cause: 'garbled' }],
    ['onward that is no list', { ...done, onward: {} }, { kind: 'silent', cause: 'garbled' }],
    ['an onward amount of nothing', { ...done, onward: [{ accountNumber: '1', amountFen: 0 }] }, { kind: 'silent', cause: 'garbled' }],
    ['an amount beyond any transfer', { ...done, controlledFen: 1_000_000_000_001 }, { kind: 'silent', cause: 'garbled' }],
    ['a bank clock six minutes ahead', { ...done, bankAt: '2016-03-08T09:27:00Z' }, { kind: 'silent', cause: 'garbled' }],
    ['an end before the beginning', { ...done, until: '2016-03-08T09:00:00Z' }, { kind: 'silent', cause: 'garbled' }],
    ['an end that is no date', { ...done, until: 'soon' }, { kind: 'silent', cause: 'garbled' }],
    ['a moment that is no date', { ...done, bankAt: '2016-13-08T09:20:59Z' }, { kind: 'silent', cause: 'garbled' }],
  ])('%s', (_name, body, expected) => {
    expect(readAnswer(body, context)).toEqual(expected);
  });

  const queued = { code: '1305', position: 1, bankAt: '2016-03-08T09:20:59Z' };
  it.each([
    ['without its place', { position: undefined }], ['at place zero', { position: 0 }], ['at half a place', { position: 1.5 }], ['at a place in words', { position: '1' }], ['without its moment', { bankAt: undefined }],
    ['in the future', { bankAt: '2016-03-08T09:27:00Z' }], ['behind nobody by name', { prior: [{ until: '2016-09-08T09:20:59Z' }] }], ['behind one until a day that is none', { prior: [{ authority: 'A', until: 'soon' }] }],
    ['behind one for a text', { prior: [{ authority: 'A', amountFen: '5' }] }], ['behind what is no list', { prior: {} }],
  ])('a freeze queued %s is not understood', (_name, change) => {
    expect(readAnswer({ ...queued, ...change }, { kind: 'freeze', now, codes: context.codes })).toEqual({ kind: 'silent', cause: 'garbled' });
  });

  it('reads "queued" of a freeze, and where the kind is not known yet, but not of anything else', () => {
    const said = { kind: 'answered', answer: { kind: 'queued', position: 1, prior: [], bankAt: '2016-03-08T09:20:59.000Z' } };
    for (const kind of ['freeze', null] as const) expect(readAnswer(queued, { kind, now, codes: context.codes })).toEqual(said);
    for (const kind of ['stop', 'extend', 'unfreeze', 'query_flow'] as const) expect(readAnswer(queued, { kind, now, codes: context.codes })).toEqual({ kind: 'silent', cause: 'unknown_code' });
  });

  it('reads a code that depends on the kind only when the kind is known, and calls nobody for it before', () => {
    expect(readAnswer({ code: '1900' }, { ...context, kind: null })).toEqual({ kind: 'silent', cause: 'garbled' });
    expect(readAnswer({ code: '1900' }, context)).toEqual({ kind: 'silent', cause: 'unknown_code' });
    expect(readAnswer({ code: 'X7' }, { ...context, kind: null })).toEqual({ kind: 'silent', cause: 'unknown_code' });
  });

  it('takes the end of a measure from the institution', () => {
    expect(readAnswer({ ...done, until: '2016-03-10T17:20:59+08:00' }, { ...context, kind: 'extend' })).toMatchObject({ answer: { until: '2016-03-10T09:20:59.000Z' } });
  });

  it('writes next accounts in the form in which they are compared', () => {
    const result = readAnswer({ code: 'M100', onward: [{ accountNumber: '6222 0216-0200 1234', amountFen: 5, accountKind: 'crypto' }] }, context);
    expect(result).toMatchObject({ answer: { onward: [{ account: { number: '6222021602001234', kind: 'card', institutionCode: null, holderName: null } }] } });
  });

  it('never throws and never makes done out of anything but the two codes for it', () => {
    const value = fc.anything({ withNullPrototype: false });
    const body = fc.record({ code: fc.oneof(value, fc.constantFrom(...REST_JSON_CODES.keys())), controlledFen: value, bankAt: value, onward: value, cashedOutFen: value }, { requiredKeys: [] });
    fc.assert(fc.property(body, (any) => {
      const result = readAnswer(any, context);
      if (result.kind === 'answered' && (result.answer.kind === 'done' || result.answer.kind === 'partly_done')) expect(['0000', '1200']).toContain(any['code']);
    }), { numRuns: 500 });
  });

  it('parses whatever bytes come without throwing', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      parseWire(bytes);
    }));
  });
});
