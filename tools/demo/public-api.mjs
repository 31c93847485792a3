import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const RETRY_MS = 300;
const PATIENCE_MS = 30_000;

/** A refusal by the API, told in its own words. */
export class ApiFailure extends Error {
  constructor(status, problem, what) {
    super(`${what}: ${status} ${problem?.title ?? ''} ${problem?.detail ?? ''} ${(problem?.errors ?? []).map(({ field, zh, en }) => `${field}: ${zh} · ${en}`).join('; ')}`.trim());
    this.status = status;
  }
}

/**
 * An ordinary client of the public HTTP API. A request that got no answer, or 429 or 503, is made again, a POST under the same
 * Idempotency-Key, so that it takes effect once whatever the network or the server did meanwhile.
 */
export class PublicApi {
  constructor(url, { signal, token, patienceMs = PATIENCE_MS } = {}) {
    Object.assign(this, { url, signal, token, patienceMs });
  }

  get(path) {
    return this.ask('GET', path);
  }

  post(path, body) {
    return this.ask('POST', path, body, { 'idempotency-key': randomUUID() });
  }

  /** The same API under another person's login. */
  async login(login, password) {
    const { token } = await this.post('/api/v1/sessions', { login, password });
    return new PublicApi(this.url, { signal: this.signal, token });
  }

  async ask(method, path, body, headers = {}) {
    const until = Date.now() + this.patienceMs;
    for (;;) {
      this.signal?.throwIfAborted();
      const outcome = await this.tryOnce(method, path, body, headers);
      if (outcome.done) return outcome.value;
      if (Date.now() > until) throw outcome.failure;
      await pause(outcome.waitMs ?? RETRY_MS, undefined, { signal: this.signal });
    }
  }

  async tryOnce(method, path, body, headers) {
    const what = `${method} ${path}`;
    let response;
    let text;
    try {
      response = await fetch(`${this.url}${path}`, {
        method, signal: this.signal,
        headers: { ...headers, ...(body && { 'content-type': 'application/json' }), ...(this.token && { authorization: `Bearer ${this.token}` }) },
        body: body && JSON.stringify(body),
      });
      text = await response.text();
    } catch (error) {
      if (this.signal?.aborted) throw error;
      return { failure: new Error(`${what}: ${this.url} 无法连接 cannot be reached (${error.cause?.code ?? error.message})`) };
    }
    const content = jsonOrUndefined(text);
    if (response.ok) return { done: true, value: content };
    const failure = new ApiFailure(response.status, content, what);
    if (response.status !== 429 && response.status !== 503) throw failure;
    return { failure, waitMs: Number(response.headers.get('retry-after') ?? 0) * 1_000 || RETRY_MS };
  }
}

function jsonOrUndefined(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
