import { stillRequestQueue } from './still-request-queue';

const RequestQueue = require('kafkajs/src/network/requestQueue') as new (options: object) => { scheduleCheckPendingRequests(): void; throttleCheckTimeoutId: unknown; maybeThrottle(ms: number): void; destroy(): void };
const logger = { debug: () => undefined, warn: () => undefined };

describe("kafkajs's idle spin", () => {
  it('is stilled for the version that has it: an idle queue arms no timer, a throttled one does', () => {
    expect(stillRequestQueue()).toBe(true);
    expect(stillRequestQueue()).toBe(true);
    const queue = new RequestQueue({ maxInFlightRequests: 1, requestTimeout: 1, enforceRequestTimeout: false, clientId: 'c', broker: 'b', logger });
    queue.scheduleCheckPendingRequests();
    expect(queue.throttleCheckTimeoutId).toBeNull();
    queue.maybeThrottle(1_000);
    queue.scheduleCheckPendingRequests();
    expect(queue.throttleCheckTimeoutId).not.toBeNull();
    queue.destroy();
  });
});
