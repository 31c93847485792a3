/** The moments at which a drill may end a process as `kill -9` would: between two things that must both happen, or neither. */
export const CRASH_POINTS = ['after_claim', 'after_answer', 'before_commit', 'after_commit', 'before_offset', 'relay_published'] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** `CRASH_POINT=<name>` or `<name>:<n>` (at the n-th time it is passed); undefined when nothing is armed. Never armed in production. */
export function armedBy(env: Readonly<Record<string, string | undefined>>): { readonly point: CrashPoint; passes: number } | undefined {
  const [name, count = '1'] = (env['CRASH_POINT'] ?? '').split(':');
  const point = CRASH_POINTS.find((known) => known === name);
  return point && env['NODE_ENV'] !== 'production' ? { point, passes: Number(count) } : undefined;
}

const armed = armedBy(process.env);

/** Ends this process at once where a drill asked for it (`npm run chaos`); one comparison otherwise. */
export function crashPoint(point: CrashPoint): void {
  if (armed === undefined || armed.point !== point) return;
  armed.passes -= 1;
  if (armed.passes <= 0) process.kill(process.pid, 'SIGKILL');
}
