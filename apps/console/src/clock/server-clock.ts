/** The server's time on this screen: never the workstation's own clock, which may be minutes off. */
let serverMs = Date.now();
let readAt = performance.now();

/** Milliseconds since 1970 by the server's clock. */
export function serverNow(): number {
  return serverMs + (performance.now() - readAt);
}

export interface TimeSample { readonly askedAt: number; readonly answeredAt: number; readonly serverMs: number }

/** The sample with the shortest round trip is the most exact; the server's moment lies in its middle. */
export function bestOf(samples: readonly TimeSample[]): { serverMs: number; readAt: number } | undefined {
  const [best] = [...samples].sort((a, b) => a.answeredAt - a.askedAt - (b.answeredAt - b.askedAt));
  return best && { serverMs: best.serverMs, readAt: (best.askedAt + best.answeredAt) / 2 };
}

/** Sets the clock by samples; without any, it stays as it is. */
export function setServerClock(samples: readonly TimeSample[]): void {
  const best = bestOf(samples);
  if (best) ({ serverMs, readAt } = best);
}
