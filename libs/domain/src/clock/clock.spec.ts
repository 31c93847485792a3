import { bandOf, CLOCK_TO_STOP_LIMIT_MS, elapsedMs, REPORT_TO_ENTRY_LIMIT_MS, type ClockMarks } from './clock';

const marks: ClockMarks = { transferred: '2026-11-23T19:00:00+08:00', reported: '2026-11-23T19:50:00+08:00', entered: '2026-11-23T12:00:00Z', sent: null, received: null, stopped: null };

describe('the clocks', () => {
  it('are two, and a running one is measured up to now', () => {
    const now = new Date('2026-11-23T12:03:00Z');
    expect(elapsedMs(marks, 'clock_to_stop', now)).toBe(180_000);
    expect(elapsedMs(marks, 'report_to_entry', now)).toBe(600_000);
    expect(elapsedMs({ ...marks, stopped: '2026-11-23T12:09:00Z' }, 'clock_to_stop', new Date('2027-01-01T00:00:00Z'))).toBe(CLOCK_TO_STOP_LIMIT_MS);
  });

  it.each([
    [0, 'calm'], [179_999, 'calm'], [180_000, 'near'], [359_999, 'near'], [360_000, 'pressing'], [540_000, 'pressing'], [540_001, 'overdue'],
  ])('%i ms of nine minutes are %s', (elapsed, band) => {
    expect(bandOf(elapsed, CLOCK_TO_STOP_LIMIT_MS)).toBe(band);
  });

  it('the law\'s thirty minutes are thirty minutes', () => {
    expect([REPORT_TO_ENTRY_LIMIT_MS, bandOf(30 * 60_000, REPORT_TO_ENTRY_LIMIT_MS)]).toEqual([1_800_000, 'pressing']);
  });
});
