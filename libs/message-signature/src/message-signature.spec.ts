import { createHash, createHmac, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { responseLine, signMessage, verifyMessage, SIGNATURE_TOLERANCE_SECONDS, type MessageToVerify } from './index';

const key = Buffer.alloc(32, 7);
const now = new Date('2016-03-08T09:12:00.900Z');
const nonce = '0b6a4f0e-3a7e-4f0a-9c61-2c8d3f5b7a10';
const line = { method: 'POST', path: '/banks/999010000001/v1/instructions' };
const body = '{"instructionId":"0197"}';
const signed = signMessage({ ...line, keyId: '999010000001', key, body, nonce, now });

function received(change: Partial<MessageToVerify> = {}): MessageToVerify {
  return { ...line, headers: { ...signed }, body, keyId: '999010000001', key, now, ...change };
}

describe('message signature', () => {
  it('is what the document for banks says, byte by byte', () => {
    const text = `v1\nPOST\n/banks/999010000001/v1/instructions\n1457428320\n${nonce}\n${createHash('sha256').update(body).digest('hex')}`;
    expect(signed).toEqual({
      'stop-key-id': '999010000001', 'stop-timestamp': '1457428320', 'stop-nonce': nonce,
      'stop-signature': `v1=${createHmac('sha256', key).update(text).digest('base64')}`,
    });
  });

  it('accepts what was signed and hands out nonce and time for the replay store', () => {
    expect(verifyMessage(received())).toEqual({ kind: 'valid', nonce, timestamp: new Date('2016-03-08T09:12:00.000Z') });
  });

  it.each([
    ['another method', { method: 'PUT' }, 'mismatch'],
    ['another path', { path: `${line.path}?x=1` }, 'mismatch'],
    ['another key', { key: Buffer.alloc(32, 8) }, 'mismatch'],
    ['an answer passed off as a request', { method: responseLine(200) }, 'mismatch'],
    ['another institution', { keyId: '999010000002' }, 'other_key'],
    ['no headers', { headers: {} }, 'header_missing'],
    ['a doubled header', { headers: { ...signed, 'stop-nonce': [nonce, nonce] } }, 'header_malformed'],
    ['a nonce that is none', { headers: { ...signed, 'stop-nonce': 'x' } }, 'header_malformed'],
    ['a timestamp with a fraction', { headers: { ...signed, 'stop-timestamp': '1457428320.5' } }, 'header_malformed'],
    ['another version', { headers: { ...signed, 'stop-signature': signed['stop-signature'].replace('v1', 'v2') } }, 'header_malformed'],
    ['five minutes and a second old', { now: new Date(1457428320_000 + (SIGNATURE_TOLERANCE_SECONDS + 1) * 1000) }, 'stale'],
    ['five minutes and a second ahead', { now: new Date(1457428320_000 - (SIGNATURE_TOLERANCE_SECONDS + 1) * 1000) }, 'from_the_future'],
  ] as const)('refuses %s', (_name, change, reason) => {
    expect(verifyMessage(received(change as Partial<MessageToVerify>))).toEqual({ kind: 'invalid', reason });
  });

  it.each([SIGNATURE_TOLERANCE_SECONDS, -SIGNATURE_TOLERANCE_SECONDS])('accepts a clock that is exactly %d s off', (seconds) => {
    expect(verifyMessage(received({ now: new Date(1457428320_000 + seconds * 1000) })).kind).toBe('valid');
  });

  it('does not tell a stranger that only the clock was wrong', () => {
    expect(verifyMessage(received({ key: Buffer.alloc(32, 8), now: new Date(0) }))).toEqual({ kind: 'invalid', reason: 'mismatch' });
  });

  it('any round trip verifies; any flipped bit of body or signature does not', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
    fc.assert(fc.property(bytes, fc.webPath(), fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(), fc.nat(7), (content, path, secret, where, bit) => {
      const headers = signMessage({ method: 'POST', path, keyId: 'k', key: secret, body: content, nonce: randomUUID(), now });
      const message = { method: 'POST', path, headers: { ...headers }, body: content, keyId: 'k', key: secret, now };
      expect(verifyMessage(message).kind).toBe('valid');

      const changed = Uint8Array.from(content);
      changed[where % changed.length]! ^= 1 << bit;
      expect(verifyMessage({ ...message, body: changed }).kind).toBe('invalid');

      const signature = headers['stop-signature'];
      const at = 3 + (where % (signature.length - 3));
      const forged = signature.slice(0, at) + String.fromCharCode(signature.charCodeAt(at) ^ (1 << (bit % 6))) + signature.slice(at + 1);
      expect(verifyMessage({ ...message, headers: { ...headers, 'stop-signature': forged } }).kind).toBe('invalid');
    }));
  });

  it('never throws on headers that a stranger sent', () => {
    const text = fc.oneof(fc.string(), fc.constant(undefined), fc.array(fc.string()));
    const headers = fc.record({ 'stop-key-id': text, 'stop-timestamp': text, 'stop-nonce': text, 'stop-signature': text });
    fc.assert(fc.property(headers, (any) => expect(verifyMessage(received({ headers: any })).kind).toBe('invalid')));
  });
});
