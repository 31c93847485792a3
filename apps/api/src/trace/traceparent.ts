import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const FORM = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const held = new WeakMap<object, string>();

/** A W3C trace context as given, or a new one when there is none or it is malformed. */
export function acceptTraceparent(header: unknown): string {
  return typeof header === 'string' && FORM.test(header) ? header : `00-${randomHex()}-${randomHex().slice(16)}-01`;
}

/** 32 hexadecimal digits, random but for a UUID's six fixed bits: Node keeps a stock of these, while `randomBytes` asks for each. */
function randomHex(): string {
  return randomUUID().replaceAll('-', '');
}

export function traceIdOf(traceparent: string): string {
  return traceparent.slice(3, 35);
}

/** The trace context of a request: one per request, however often it is asked for. */
export function traceparentOf(request: Pick<FastifyRequest, 'raw' | 'headers'>): string {
  const known = held.get(request.raw);
  if (known) return known;
  const traceparent = acceptTraceparent(request.headers['traceparent']);
  held.set(request.raw, traceparent);
  return traceparent;
}

/** Answers every request with its trace context. */
export function answerTraceparent(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('traceparent', traceparentOf(request));
    done();
  });
}
