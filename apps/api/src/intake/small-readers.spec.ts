import { incidentNumber } from './incident-number';
import { isMoment } from '../problems/is-moment';
import { versionOf } from './lock-incident';

describe('small readers of the intake', () => {
  it.each(['2026-11-23T10:15:00+08:00', '2026-11-23T10:15Z', '2024-02-29T00:00:00.123Z'])('%s is a moment', (text) => expect(isMoment(text)).toBe(true));
  it.each(['2026-11-23', '2026-11-23T10:15:00', '2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '1999-01-01T00:00:00Z', '2026-11-23T25:00:00Z', 1, null, 'now'])('%p is none', (value) => expect(isMoment(value)).toBe(false));

  it('numbers an incident by the day in Shandong, not by UTC', () => {
    expect(incidentNumber('370832000000', new Date('2026-11-23T15:59:59Z'), 42)).toBe('ZF370832-20261123-000042');
    expect(incidentNumber('370832000000', new Date('2026-11-23T16:00:00Z'), 1_000_000)).toBe('ZF370832-20261124-1000000');
  });

  it.each(['3', '"3"', 'W/"3"', ' "3" '])('reads the version in If-Match: %s', (header) => expect(versionOf(header)).toBe(3));
  it.each([undefined, '*', '', '-1', '"3", "4"'])('refuses If-Match: %p', (header) => expect(() => versionOf(header)).toThrow('version_missing'));
});
