/** When each report is due: evenly, `rate` a second, from `fromMs` on (monotonic milliseconds). */
export function dueTimes({ fromMs, rate, seconds }) {
  return Array.from({ length: Math.round(rate * seconds) }, (_, i) => fromMs + (i * 1_000) / rate);
}
