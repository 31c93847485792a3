import { createECDH } from 'node:crypto';
import { isSealOf, publicKeyOf, sealDocument, type SealKey } from './seal';
import { parsePublicSealKeys, parseSealKeys } from './seal-keys';

function newKey(): SealKey {
  const pair = createECDH('SM2');
  pair.generateKeys();
  return { keyId: 'k1', privateKey: pair.getPrivateKey('hex').padStart(64, '0'), publicKey: pair.getPublicKey('hex') };
}

describe('the electronic seal', () => {
  const key = newKey();
  const document = Buffer.from('{"amountFen":2800000,"kind":"stop"}');

  it('is of these bytes and of this key only', () => {
    const { signature } = sealDocument(document, key);
    expect(isSealOf(document, signature, key.publicKey)).toBe(true);
    expect(isSealOf(Buffer.from('{"amountFen":2800001,"kind":"stop"}'), signature, key.publicKey)).toBe(false);
    expect(isSealOf(document, signature, newKey().publicKey)).toBe(false);
    expect(isSealOf(document, `${signature.slice(0, -2)}${signature.endsWith('00') ? '01' : '00'}`, key.publicKey)).toBe(false);
  });

  it.each(['', 'zz', '30', '3006020100020100', `30${'ff'.repeat(70)}`])('%j is no seal, and nothing throws', (text) => expect(isSealOf(document, text, key.publicKey)).toBe(false));

  /** GM/T 0003.5 annex A, example of a signature over the recommended curve with the default user id. */
  it('agrees with the standard: the published example verifies', () => {
    const publicKey = '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13';
    const [r, s] = ['f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3', 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa'];
    expect(publicKeyOf('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8')).toBe(publicKey);
    expect(isSealOf(Buffer.from('message digest'), `3046022100${r}022100${s}`, publicKey)).toBe(true);
  });

  it('keys are read with every fault named', () => {
    const faults: string[] = [];
    expect(parseSealKeys(JSON.stringify({ a: key, b: { keyId: 'k2', privateKey: 'short' }, c: null, d: { ...key, publicKey: '04' } }), faults).get('a')).toEqual(key);
    expect(faults.map((fault) => fault.slice(0, 1))).toEqual(['b', 'c', 'd']);
    expect([...parsePublicSealKeys(JSON.stringify({ k1: { organCode: 'a', publicKey: key.publicKey }, k2: {} }), faults).keys()]).toEqual(['k1']);
    expect(parsePublicSealKeys('[', faults).size + parseSealKeys('[]', faults).size).toBe(0);
    expect(faults).toHaveLength(6);
  });
});
