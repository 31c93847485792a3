import { build } from 'hdr-histogram-js';

/** Histograms count microseconds, 1 us to 10 minutes, three significant digits. */
const SHAPE = { bitBucketSize: 64, autoResize: false, lowestDiscernibleValue: 1, highestTrackableValue: 600_000_000, numberOfSignificantValueDigits: 3 };

/** A histogram of these durations in milliseconds. Negative ones (two clocks read in two processes within a microsecond) count as the least. */
export function histogramOf(milliseconds) {
  const histogram = build(SHAPE);
  for (const ms of milliseconds) histogram.recordValue(Math.min(SHAPE.highestTrackableValue, Math.max(1, Math.round(ms * 1_000))));
  return histogram;
}

/** One histogram that holds the counts of all: percentiles of rounds cannot be averaged. */
export function merge(histograms) {
  const all = build(SHAPE);
  for (const histogram of histograms) all.add(histogram);
  return all;
}

const PERCENTILES = { p50: 50, p95: 95, p99: 99, p999: 99.9, max: 100 };

/** p50, p95, p99, p99.9 and the maximum in milliseconds; all null when nothing was counted. */
export function percentilesOf(histogram) {
  const value = (percentile) => (histogram.totalCount === 0 ? null : round(histogram.getValueAtPercentile(percentile) / 1_000));
  return Object.fromEntries(Object.entries(PERCENTILES).map(([name, percentile]) => [name, value(percentile)]));
}

const round = (ms) => (ms < 10 ? Math.round(ms * 100) / 100 : Math.round(ms * 10) / 10);
