import { REFUSAL_REASONS } from '#domain';
import { ANSWER_CODES, answerCodeOf } from './answer-codes';

describe('the code table', () => {
  it('has each code once, and words in both languages for each', () => {
    expect(new Set(ANSWER_CODES.map((line) => line.code)).size).toBe(ANSWER_CODES.length);
    for (const { zh, en } of ANSWER_CODES) expect([zh.cause, zh.next, en.cause, en.next].every((text) => text.length > 0)).toBe(true);
  });

  it('has a code for every reason of refusal', () => {
    const reasons = ANSWER_CODES.flatMap((line) => (line.outcome === 'refused' ? [line.reason] : []));
    expect([...REFUSAL_REASONS].filter((reason) => !reasons.includes(reason))).toEqual([]);
  });

  it.each(['', '0', '00000', ' 0000', '0007', 'm100', '__proto__', 'constructor'])('does not know %j', (code) => {
    expect(answerCodeOf(code, 'stop')).toBeUndefined();
  });

  it('does not accept a code that makes no sense for the kind (some banks answer input errors with "release failed")', () => {
    expect(answerCodeOf('1900', 'stop')).toBeUndefined();
    expect(answerCodeOf('1900', null)).toBeUndefined();
    expect(answerCodeOf('1900', 'release')?.outcome).toBe('refused');
  });
});
