import { byTimeLeft, formatSpan, formatTook, stopClock } from './stop-clock';

const entered = '2026-11-23T02:00:00.000Z';
const at = (ms: number): number => Date.parse(entered) + ms;
const minutes = (count: number): number => count * 60_000;

describe('the nine-minute clock', () => {
  it.each([[0, 'calm'], [minutes(3) - 1, 'calm'], [minutes(3), 'near'], [minutes(6), 'pressing'], [minutes(9), 'pressing'], [minutes(9) + 1, 'overdue']] as const)('after %i ms it is %s', (ms, band) => {
    expect(stopClock(entered, null, at(ms)).band).toBe(band);
  });
  it('counts on past the limit', () => {
    const { leftMs, elapsedMs } = stopClock(entered, null, at(minutes(9) + 12_000));
    expect([formatSpan(leftMs), formatSpan(elapsedMs)]).toEqual(['00:12', '09:12']);
  });
  it('stands once stopped, whatever the time', () => {
    const stopped = new Date(at(161_000)).toISOString();
    expect(stopClock(entered, stopped, at(minutes(60)))).toEqual({ elapsedMs: 161_000, leftMs: 379_000, band: 'stopped' });
  });
  it('never runs below zero when the server is a little behind', () => expect(stopClock(entered, null, at(-400)).elapsedMs).toBe(0));
  it('writes hours and days', () => expect([formatSpan(3_600_000 + 161_000), formatSpan(90_000_000), formatTook(360), formatTook(41_230)]).toEqual(['1:02:41', '1d 01:00', '0.36 s', '41.2 s']));
  it('orders by time left, the stopped ones last', () => {
    const list = [{ enteredAt: '2026-11-23T02:05:00Z', stoppedAt: null }, { enteredAt: '2026-11-23T01:00:00Z', stoppedAt: '2026-11-23T01:01:00Z' }, { enteredAt: '2026-11-23T02:01:00Z', stoppedAt: null }];
    expect(list.sort(byTimeLeft).map((one) => one.enteredAt)).toEqual(['2026-11-23T02:01:00Z', '2026-11-23T02:05:00Z', '2026-11-23T01:00:00Z']);
  });
});
