import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { ProblemFilter } from '../problems/problem.filter';
import { Problem, tooMany } from '../problems/problem';
import { TokenBuckets } from '../auth/token-bucket';
import { traceparentOf } from '../trace/traceparent';
import { ReceiveCallback } from './receive-callback';

export const CALLBACK_BYTES_MAX = 64 * 1024;
/** Requests per second of one institution's door, before any signature is computed. */
const CALLBACKS_PER_SECOND = 500;

/**
 * The door for institutions. It stands beside Nest's routes, because signatures are over bytes: here nothing parses a body, whatever its type.
 */
@Injectable()
export class BankDoor {
  private readonly buckets = new TokenBuckets(CALLBACKS_PER_SECOND, CALLBACKS_PER_SECOND * 2);

  constructor(private readonly receiveCallback: ReceiveCallback, private readonly problems: ProblemFilter) {}

  async openOn(fastify: FastifyInstance): Promise<void> {
    await fastify.register(async (door) => {
      door.removeAllContentTypeParsers();
      door.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: CALLBACK_BYTES_MAX }, (_request, body, done) => done(null, body));
      door.setErrorHandler((fault, request, reply) => this.problems.answer(tooLarge(fault) ?? fault, request, reply));
      door.post<{ Params: { institutionCode: string } }>('/api/v1/bank-door/:institutionCode/answers', { bodyLimit: CALLBACK_BYTES_MAX }, async (request, reply) => {
        const { institutionCode } = request.params;
        const waitSeconds = this.buckets.take(`${institutionCode} ${request.ip}`, Date.now());
        if (waitSeconds > 0) throw tooMany('回调过于频繁，请稍后重发', 'Too many callbacks; send it again shortly', waitSeconds);
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        await this.receiveCallback.run({ institutionCode, path: request.raw.url ?? '', headers: request.headers, body, traceparent: traceparentOf(request) });
        return reply.status(202).send({ received: true });
      });
    });
  }
}

function tooLarge(fault: unknown): Problem | undefined {
  if ((fault as { statusCode?: unknown } | null)?.statusCode !== 413) return undefined;
  return new Problem('too_large', { zh: '回调报文最大 64 KiB', en: 'A callback may have at most 64 KiB' }, { errors: [{ field: 'body', zh: '最大 64 KiB', en: 'at most 64 KiB' }] });
}
