import { randomBytes } from 'node:crypto';

/** The W3C trace context for one attempt: the trace of the report that caused it, with a span of its own. */
export function childTraceparent(parent: string | null): string {
  const match = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/.exec(parent ?? '');
  return `00-${match?.[1] ?? randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-${match?.[2] ?? '01'}`;
}
