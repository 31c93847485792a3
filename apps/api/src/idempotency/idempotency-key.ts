import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { canonicalJson } from '#ledger';
import { Problem } from '../problems/problem';

/** A caller's key and what it was used for: the same key with another request is a mistake of the caller. */
export interface RequestKey { readonly key: string; readonly hash: Buffer }

const FORM = /^[\x21-\x7e]{8,128}$/;

/** The key of a request. Throws 400 when the header is missing or malformed. */
export function requestKeyOf(header: unknown, method: string, path: string, body: unknown): RequestKey {
  if (typeof header !== 'string' || !FORM.test(header)) {
    const [zh, en] = ['需要 8 至 128 个可见 ASCII 字符，每次新操作用一个新值，重试时用原值', 'needs 8 to 128 visible ASCII characters: a new value for every new action, the old one for a retry'];
    throw new Problem('idempotency_key_missing', { zh: `请求头 Idempotency-Key：${zh}`, en: `Header Idempotency-Key: ${en}` }, { errors: [{ field: 'Idempotency-Key', zh, en }] });
  }
  return { key: header, hash: createHash('sha256').update(`${method} ${path}\n${canonicalJson(body)}`).digest() };
}

/** Injects the request's key into a handler. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): RequestKey => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return requestKeyOf(request.headers['idempotency-key'], request.method, request.url.split('?')[0] ?? '', request.body);
});
