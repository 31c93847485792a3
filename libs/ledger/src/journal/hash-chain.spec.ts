import * as fc from 'fast-check';
import { canonicalJson, chainHash } from './hash-chain';

const DATA = { z: [1, null, { b: '"\\', a: true }], Z: -0.5, '10': 'ten', '9': 'nine', empty: {}, none: [], left: undefined, 字: '😀' };

/** What stands in the books was hashed like this; a program that hashes otherwise finds every chain broken. */
describe('the content that is hashed', () => {
  it('is the one that was always hashed', () => {
    expect(canonicalJson(DATA)).toBe('{"10":"ten","9":"nine","Z":-0.5,"empty":{},"none":[],"z":[1,null,{"a":true,"b":"\\"\\\\"}],"字":"😀"}');
    expect(chainHash(Buffer.alloc(32, 1), { incidentId: 'i-1', seq: 7, type: 'incident.reported', data: DATA, actor: '张三', at: '2026-11-23T10:00:00.000Z' }).toString('hex')).toBe('993b57d456baa0938eb9d90d8e6a2841f1182687495aa86021bcb6c70fcd11f7');
  });

  it('says the same whatever order the members come in, and nothing else', () => {
    const reversed = (value: unknown): unknown => (Array.isArray(value) ? value.map(reversed) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([name, member]) => [name, reversed(member)])) : value);
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(text).toBe(canonicalJson(reversed(value)));
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(text).not.toMatch(/^\s|\s$/);
    }));
  });
});
