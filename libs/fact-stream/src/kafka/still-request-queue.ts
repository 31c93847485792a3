/**
 * kafkajs 2.2.4 re-arms a timer every millisecond on every open connection, even when nothing waits (its issues 1704 and 1751): several
 * percent of a core for an idle process. The remedy returns early when no request is pending and none is throttled. Other versions are left alone.
 */
const AFFECTED_VERSION = '2.2.4';

interface RequestQueue {
  pending: unknown[];
  throttledUntil: number;
  scheduleCheckPendingRequests(): void;
}

let stilled = false;

/** Returns whether the remedy is in place. May be called any number of times. */
export function stillRequestQueue(): boolean {
  const { version } = require('kafkajs/package.json') as { version: string };
  if (version !== AFFECTED_VERSION || stilled) return stilled;
  const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length === 0 && this.throttledUntil <= Date.now()) return;
    schedule.call(this);
  };
  stilled = true;
  return stilled;
}
