import { backOff, PAUSE_MS_MAX, PAUSE_MS_MIN, pauseMs } from './backoff';

describe('the pause after a fault', () => {
  it('doubles from the least to the most and keeps half of it to chance', () => {
    expect([1, 2, 3, 4].map((failures) => pauseMs(failures, 1))).toEqual([PAUSE_MS_MIN, 100, 200, 400]);
    expect(pauseMs(1, 0)).toBe(PAUSE_MS_MIN / 2);
    expect(pauseMs(1_000_000, 1)).toBe(PAUSE_MS_MAX);
  });

  it('ends at once when the signal is aborted, before or during', async () => {
    const closing = new AbortController();
    const pausing = backOff(20, closing.signal);
    const since = performance.now();
    closing.abort();
    await pausing;
    await backOff(20, closing.signal);
    expect(performance.now() - since).toBeLessThan(PAUSE_MS_MAX / 4);
  });
});
