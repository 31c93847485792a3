/** p99 of the event loop's delay in ms, as our programs' own metrics tell it since they were asked last; null where they cannot be read. */
export async function loopDelays(metricsUrls) {
  const delays = await Promise.all(Object.entries(metricsUrls).map(async ([name, url]) => {
    try {
      const seconds = /^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(await (await fetch(url)).text())?.[1];
      return [name, seconds === undefined ? null : Math.round(Number(seconds) * 10_000) / 10];
    } catch {
      return [name, null];
    }
  }));
  return Object.fromEntries(delays);
}
