/**
 * Milliseconds of the host's monotonic clock (CLOCK_MONOTONIC on Linux), with fractions. The same clock in every process of one host,
 * so moments taken in different processes may be subtracted; wall clocks may not, they are corrected while we measure.
 */
export function nowMs() {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
