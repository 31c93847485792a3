import { hashPassword, NOBODY_HASH, passwordMatches } from './password';
import { TokenBuckets } from './token-bucket';

describe('passwords', () => {
  it('match only themselves, in whatever way they were typed', async () => {
    const stored = await hashPassword('密码é-1234');
    expect(await passwordMatches('密码é-1234'.normalize('NFD'), stored)).toBe(true);
    expect(await passwordMatches('密码e-1234', stored)).toBe(false);
    expect(await hashPassword('密码é-1234')).not.toBe(stored);
  });
  it.each([NOBODY_HASH, '', 'plain', 'scrypt$$', 'bcrypt$a$b'])('nobody matches %s', async (stored) => expect(await passwordMatches('plain', stored)).toBe(false));
});

describe('token buckets', () => {
  it('let a burst through, then the steady rate, each key for itself', () => {
    const buckets = new TokenBuckets(2, 3);
    expect([1, 2, 3, 4].map(() => buckets.take('a', 0))).toEqual([0, 0, 0, 0.5]);
    expect(buckets.take('b', 0)).toBe(0);
    expect([buckets.take('a', 500), buckets.take('a', 500)]).toEqual([0, 0.5]);
    expect([1, 2, 3, 4].map(() => buckets.take('a', 60_000))).toEqual([0, 0, 0, 0.5]);
  });
  it('forget the oldest key rather than grow without end', () => {
    const buckets = new TokenBuckets(1, 1);
    buckets.take('first', 0);
    for (let i = 0; i < 20_000; i++) buckets.take(`k${i}`, 0);
    expect(buckets.take('first', 0)).toBe(0);
  });
});
