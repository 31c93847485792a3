import type { FastifyServerFactory } from 'fastify';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { problemBody } from '../problems/problem-body';
import { traceIdOf, traceparentOf } from '../trace/traceparent';
import { overloaded } from './overloaded';

const REPORTS = '/api/v1/incidents';

/** Says how many seconds a new report must wait; 0: it may come in. Each answer above 0 is told to a caller. */
export type SecondsToWait = () => number;

/**
 * The api's HTTP server, which turns reports away before anything else looks at them while the door is full: a storm must not eat by being turned
 * away what is needed for those who are inside.
 */
export function sheddingServer(secondsToWait: SecondsToWait): FastifyServerFactory {
  return (handler, options) => {
    const serve = handler as unknown as RequestListener;
    const server = createServer(options['http'] ?? {}, (request, response) => {
      const seconds = request.method === 'POST' && request.url === REPORTS ? secondsToWait() : 0;
      if (seconds > 0) turnAway(request, response, seconds);
      else serve(request, response);
    });
    // As Fastify sets them on the server that it makes itself.
    server.keepAliveTimeout = Number(options['keepAliveTimeout']);
    server.requestTimeout = Number(options['requestTimeout']);
    server.setTimeout(Number(options['connectionTimeout']));
    return server;
  };
}

function turnAway(request: IncomingMessage, response: ServerResponse, seconds: number): void {
  const problem = overloaded(seconds);
  const body = JSON.stringify(problemBody(problem, { path: REPORTS, traceId: traceIdOf(traceparentOf({ raw: request, headers: request.headers })), acceptLanguage: request.headers['accept-language'] }));
  response.writeHead(problem.status, {
    ...problem.more.headers, 'content-type': 'application/problem+json; charset=utf-8', 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store', 'x-content-type-options': 'nosniff',
  }).end(body);
}
