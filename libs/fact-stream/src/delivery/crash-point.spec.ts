import { armedBy } from './crash-point';

describe('crash points', () => {
  it('are armed by name, at the first or the n-th pass', () => {
    expect(armedBy({ CRASH_POINT: 'after_claim' })).toEqual({ point: 'after_claim', passes: 1 });
    expect(armedBy({ CRASH_POINT: 'before_offset:7' })).toEqual({ point: 'before_offset', passes: 7 });
  });

  it('are not armed by default, by an unknown name, or in production', () => {
    expect([armedBy({}), armedBy({ CRASH_POINT: 'elsewhere' }), armedBy({ CRASH_POINT: 'after_claim', NODE_ENV: 'production' })]).toEqual([undefined, undefined, undefined]);
  });
});
