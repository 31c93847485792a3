/** A text for people, in both languages. */
export interface BothLanguages { readonly zh: string; readonly en: string }

/** What is wrong with one field and what to do about it. */
export interface FieldFault extends BothLanguages {
  /** Path in the request, e.g. `transfers[0].amountFen`; a header or query parameter by its name. */
  readonly field: string;
}

const STATUS_OF = {
  validation: 400, malformed: 400, idempotency_key_missing: 400, unauthorised: 401, login_failed: 401, signature_invalid: 401, forbidden: 403, not_found: 404,
  method_not_allowed: 405, conflict: 409, stale_version: 409, replayed_nonce: 409, too_large: 413, media_type: 415, idempotency_key_reused: 422,
  version_missing: 428, too_many_requests: 429, internal: 500, unavailable: 503,
} as const;
export type ProblemCode = keyof typeof STATUS_OF;

const TITLE_OF: Record<ProblemCode, BothLanguages> = {
  validation: { zh: '请求内容有误', en: 'The request has faults' },
  malformed: { zh: '请求无法读取', en: 'The request cannot be read' },
  idempotency_key_missing: { zh: '缺少幂等键', en: 'The idempotency key is missing' },
  unauthorised: { zh: '请先登录', en: 'Please log in' },
  login_failed: { zh: '账号或密码不正确', en: 'Login or password is wrong' },
  signature_invalid: { zh: '签名无效', en: 'The signature is not valid' },
  forbidden: { zh: '无权进行此操作', en: 'Not allowed' },
  not_found: { zh: '未找到', en: 'Not found' },
  method_not_allowed: { zh: '不支持的方法', en: 'Method not supported' },
  conflict: { zh: '与当前状态冲突', en: 'In conflict with the present state' },
  stale_version: { zh: '内容已被他人更新', en: 'Somebody else changed it meanwhile' },
  replayed_nonce: { zh: '该报文已收到过', en: 'This message was received before' },
  too_large: { zh: '请求过大', en: 'The request is too large' },
  media_type: { zh: '不支持的内容类型', en: 'Content type not supported' },
  idempotency_key_reused: { zh: '幂等键已用于其他请求', en: 'The idempotency key was used for another request' },
  version_missing: { zh: '缺少版本号', en: 'The version is missing' },
  too_many_requests: { zh: '请求过于频繁', en: 'Too many requests' },
  internal: { zh: '系统内部错误', en: 'Internal fault' },
  unavailable: { zh: '服务暂不可用', en: 'Temporarily not available' },
};

/** An expected "no" of a door, ready to be told to people in both languages (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly title: BothLanguages;

  constructor(
    readonly code: ProblemCode,
    readonly detail: BothLanguages,
    readonly more: { readonly errors?: readonly FieldFault[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(`${code}: ${detail.en}`);
    this.status = STATUS_OF[code];
    this.title = TITLE_OF[code];
  }
}

/** One field is wrong. */
export function fieldProblem(field: string, zh: string, en: string): Problem {
  return new Problem('validation', { zh: `${field}：${zh}`, en: `${field}: ${en}` }, { errors: [{ field, zh, en }] });
}

/** Not permitted as things stand: what stands in the way, and the remedy. */
export function conflictAt(fault: FieldFault): Problem {
  return new Problem('conflict', { zh: fault.zh, en: fault.en }, { errors: [fault] });
}

export function notFound(zh: string, en: string): Problem {
  return new Problem('not_found', { zh, en });
}

/** Come again in a moment. @param retryAfterSeconds whole seconds, at least 1 */
export function tooMany(zh: string, en: string, retryAfterSeconds: number): Problem {
  return new Problem('too_many_requests', { zh, en }, { headers: { 'retry-after': String(Math.max(1, Math.ceil(retryAfterSeconds))) } });
}
