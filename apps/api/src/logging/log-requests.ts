import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { traceIdOf, traceparentOf } from '../trace/traceparent';

/** One line per finished request: no bodies, no query strings (they may hold account numbers). Quick reads only at debug level. */
export function logRequests(fastify: FastifyInstance, log: Logger, observe: (route: string, method: string, status: number, seconds: number, replayed: boolean) => void): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    observe(route, request.method, reply.statusCode, reply.elapsedTime / 1000, reply.hasHeader('idempotent-replayed'));
    const fields = { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10, requestId: request.id, traceId: traceIdOf(traceparentOf(request)) };
    // 503 is said to the caller and has its own cause in the log; it is no fault of this request.
    if (reply.statusCode === 503) log.warn(fields, 'request');
    else if (reply.statusCode >= 500) log.error(fields, 'request');
    else if (request.method === 'GET') log.debug(fields, 'request');
    else log.info(fields, 'request');
    done();
  });
}
