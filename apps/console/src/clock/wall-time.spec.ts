import { formatMoment, parseMoment } from './wall-time';

/** 2026-11-23 11:00:00 in Shandong. */
const now = Date.parse('2026-11-23T03:00:00Z');

describe('moments in UTC+8, whatever the workstation says', () => {
  it.each([
    ['1002', '2026-11-23T10:02:00+08:00'], ['10:02', '2026-11-23T10:02:00+08:00'], ['10：02', '2026-11-23T10:02:00+08:00'], ['9:05', '2026-11-23T09:05:00+08:00'],
    ['23:50', '2026-11-22T23:50:00+08:00'], ['11-22 22:10', '2026-11-22T22:10:00+08:00'], ['11月22日 22:10', '2026-11-22T22:10:00+08:00'], ['2025-12-31 23:59', '2025-12-31T23:59:00+08:00'],
  ])('%s is %s', (typed, iso) => expect(parseMoment(typed, now)).toBe(iso));
  it.each(['', '25:00', '10:75', 'soon', '13-45 10:00', '1'])('%j is none', (typed) => expect(parseMoment(typed, now)).toBeUndefined());
  it('shows the day only when it is another', () => {
    expect(formatMoment('2026-11-23T02:02:31Z', now)).toBe('10:02:31');
    expect(formatMoment('2026-11-21T17:00:00Z', now)).toBe('11-22 01:00:00');
  });
});
