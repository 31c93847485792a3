import { holdAlarm, timeLeft } from './hold-alarm';

const HOUR = 3_600_000;

describe('the end of a hold', () => {
  it('stands out in its last 24, 6 and 1 hours', () => expect([24.01, 24, 6.01, 6, 1.01, 1, -1].map((hours) => holdAlarm(hours * HOUR))).toEqual([undefined, 'day', 'day', 'hours', 'hours', 'hour', 'hour']));
  it('is told in the unit one would say, and never more than is left', () => {
    expect([31.49 * HOUR, 47.99 * HOUR, 0.99 * HOUR, -5, 180 * 24 * HOUR - 1].map((left) => Object.values(timeLeft(left)).join(' '))).toEqual(['hours 31.4', 'hours 47.9', 'minutes 59', 'minutes 0', 'days 179']);
  });
});
