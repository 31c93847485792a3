import { HttpException } from '@nestjs/common';
import { BatcherFullError } from '#ledger';
import { Problem, tooMany } from './problem';

/** PostgreSQL says by these codes that it, not the request, is in trouble; Node says so by errno names. */
const DATABASE_AWAY = /^(08...|53...|57P0[1-5]|57014|25P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|ENETUNREACH)$/;

const BY_STATUS: Readonly<Record<number, () => Problem>> = {
  400: () => new Problem('malformed', { zh: '请求不是有效的 JSON 或路径有误', en: 'The request is not valid JSON, or its path is malformed' }, { errors: [{ field: 'body', zh: '请发送 UTF-8 编码的 JSON 对象', en: 'send a JSON object in UTF-8' }] }),
  401: () => new Problem('unauthorised', { zh: '请登录后重试', en: 'Log in and try again' }),
  403: () => new Problem('forbidden', { zh: '当前账号没有此权限', en: 'Your account may not do this' }),
  404: () => new Problem('not_found', { zh: '没有这个地址，请核对路径和方法', en: 'There is nothing at this address; check path and method' }),
  405: () => new Problem('method_not_allowed', { zh: '该地址不支持此方法', en: 'This address does not support the method' }),
  413: () => new Problem('too_large', { zh: '请求体最大 256 KiB，请拆分', en: 'The body may have at most 256 KiB; split it' }, { errors: [{ field: 'body', zh: '最大 256 KiB', en: 'at most 256 KiB' }] }),
  415: () => new Problem('media_type', { zh: '请使用 Content-Type: application/json', en: 'Use Content-Type: application/json' }, { errors: [{ field: 'content-type', zh: '应为 application/json', en: 'must be application/json' }] }),
};

/** The problem that an error is, when it is an expected one; undefined for a bug or a fault not recognised by its code. */
export function problemOf(fault: unknown): Problem | undefined {
  if (fault instanceof Problem) return fault;
  if (fault instanceof BatcherFullError) return tooMany('录入排队已满，请一秒后重试', 'The intake queue is full; try again in a second', 1);
  if (isDatabaseAway(fault)) return databaseAway();
  const status = fault instanceof HttpException ? fault.getStatus() : numberOf(fault, 'statusCode');
  return status === undefined ? undefined : BY_STATUS[status]?.();
}

export function databaseAway(): Problem {
  return new Problem('unavailable', { zh: '数据库暂时无法访问，本次未确认写入；请稍后用同一幂等键重试，不会重复录入', en: 'The database cannot be reached and the writing is not confirmed; try again shortly under the same Idempotency-Key: it takes effect once' }, { headers: { 'retry-after': '2' } });
}

export function isDatabaseAway(fault: unknown): boolean {
  const codes = [stringOf(fault, 'code'), stringOf((fault as { driverError?: unknown } | null)?.driverError, 'code')];
  if (fault instanceof AggregateError) return fault.errors.some(isDatabaseAway);
  return codes.some((code) => code !== undefined && DATABASE_AWAY.test(code));
}

function stringOf(value: unknown, name: string): string | undefined {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof found === 'string' ? found : undefined;
}

function numberOf(value: unknown, name: string): number | undefined {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof found === 'number' ? found : undefined;
}
