import { useSyncExternalStore } from 'react';
import { serverNow } from './server-clock';

// One ticker for the whole screen: 4 Hz while visible, 1 Hz in the background. Ticks only repaint; they never count time.
const listeners = new Set<() => void>();
let now = serverNow();
let timer: ReturnType<typeof setTimeout> | undefined;

function tick(): void {
  now = serverNow();
  for (const listener of listeners) listener();
  timer = listeners.size ? setTimeout(tick, document.hidden ? 1_000 : 250) : undefined;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) tick();
  return () => listeners.delete(listener);
}

/** The server's time in milliseconds, repainted four times a second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** The server's time, but repainted only when another `stepMs` have gone by: for what changes by the minute. */
export function useNowInSteps(stepMs: number): number {
  return useSyncExternalStore(subscribe, () => now - (now % stepMs));
}
