import { chooseFault } from './choose-fault';
import { readInstitutions } from './institution-register';
import { parseTemperament } from './parse-temperament';

describe('temperaments', () => {
  it('the shipped institutions can be read, are all different, and share no prefix', () => {
    const { all } = readInstitutions('data/institutions.json');
    expect(all.length).toBeGreaterThanOrEqual(12);
    expect(new Set(all.map((institution) => institution.code)).size).toBe(all.length);
    const prefixes = all.flatMap((institution) => institution.binPrefixes);
    expect(prefixes.filter((prefix) => prefixes.some((other) => other !== prefix && other.startsWith(prefix)))).toEqual([]);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(all.every((institution) => institution.name.zh.includes('示例') && institution.name.en.includes('Example'))).toBe(true);
  });

  it.each([
    [null], [{}], [{ kind: 'moody' }], [{ kind: 'fast', delayMs: -1 }], [{ kind: 'fast', delayMs: '5' }], [{ kind: 'duplicate_callbacks', copies: 1 }],
    [{ kind: 'flaky', faults: { fire: 0.1 } }], [{ kind: 'flaky', faults: { not_accepted: 2 } }], [{ kind: 'lying', lies: [] }], [{ kind: 'lying', lies: ['white'] }],
  ])('refuses %j and says why', (data) => {
    expect(() => parseTemperament(data)).toThrow(TypeError);
  });

  it('draws faults by seed, id and repeat, and nothing else', () => {
    const temperament = { kind: 'flaky', delayMs: 0, seed: 7, faults: { reset_before_effect: 0.2, not_accepted: 0.3 } } as const;
    const draw = (seed: number) => Array.from({ length: 400 }, (_, index) => chooseFault({ ...temperament, seed }, `id-${index}`, 1));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    const drawn = draw(7);
    expect(drawn.filter((fault) => fault === 'not_accepted').length / 400).toBeCloseTo(0.3, 1);
    expect(drawn.filter((fault) => fault === null).length / 400).toBeCloseTo(0.5, 1);
  });
});
