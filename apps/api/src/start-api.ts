import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { IntakeGate } from './admission/intake-gate';
import { sheddingServer, type SecondsToWait } from './admission/shedding-server';
import { ApiModule } from './api.module';
import { BankDoor } from './bank-door/bank-door';
import { SocketAdapter } from './board/socket.adapter';
import type { ApiConfiguration } from './configuration/api-configuration';
import { serveConsole } from './console-files/serve-console';
import { ApiMetrics } from './health/api-metrics';
import { JsonLogger, openLog } from './logging/json.logger';
import { logRequests } from './logging/log-requests';
import { openDocs } from './open-docs';
import { ProblemFilter } from './problems/problem.filter';
import { answerShielded } from './shield/answer-shielded';
import { answerTraceparent } from './trace/traceparent';

export const BODY_BYTES_MAX = 256 * 1024;
/**
 * Connections that may wait to be taken while the process is busy; the kernel's own limit still holds. With Node's 511 a storm of callers overflows,
 * and whoever is dropped tries again after 1, 3, 7 seconds without ever being told to: a clear 429 is better.
 */
const CONNECTIONS_WAITING_MAX = 4_096;

export interface RunningApi {
  readonly url: string;
  readonly app: NestFastifyApplication;
  close(): Promise<void>;
}

/** Starts the api and resolves when it listens and follows the journal. */
export async function startApi(configuration: ApiConfiguration): Promise<RunningApi> {
  const log = openLog(configuration.logLevel);
  // The server is made before the gate that it asks.
  let secondsToWait: SecondsToWait = () => 0;
  const adapter = new FastifyAdapter({
    serverFactory: sheddingServer(() => secondsToWait()),
    bodyLimit: BODY_BYTES_MAX,
    // What Fastify refuses before any route is chosen (a malformed path) gets the same form of answer.
    frameworkErrors: (fault: unknown, request: FastifyRequest, reply: FastifyReply) => void app.get(ProblemFilter, { strict: false }).answer(fault, request, reply),
    forceCloseConnections: true, keepAliveTimeout: 65_000, requestTimeout: 30_000, routerOptions: { maxParamLength: 200 },
  });
  // JSON is the only language here, read by Fastify itself: Nest would let forms in beside it.
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.of(configuration), adapter, { bodyParser: false, logger: new JsonLogger(log), abortOnError: false, forceCloseConnections: true });
  const gate = app.get(IntakeGate, { strict: false });
  secondsToWait = () => gate.secondsToWait();
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  fastify.removeContentTypeParser('text/plain');
  const metrics = app.get(ApiMetrics, { strict: false });
  answerTraceparent(fastify);
  logRequests(fastify, log, (...request) => metrics.noteRequest(...request));
  answerShielded(fastify);
  app.useWebSocketAdapter(new SocketAdapter(app));
  openDocs(app);
  await app.get(BankDoor, { strict: false }).openOn(fastify);
  await serveConsole(fastify, configuration.consoleDirectory);
  await app.listen({ port: configuration.port, host: configuration.host, backlog: CONNECTIONS_WAITING_MAX });
  const url = await app.getUrl();
  log.info({ url }, 'listening');
  return { url, app, close: () => app.close() };
}
