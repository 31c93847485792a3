import { setMaxListeners } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import type { NonDeliveryCause, SilenceCause } from '#domain';
import type { Dispatcher } from 'undici';
import { causeOfNotSent } from './cause-of-not-sent';

/** The most that is read of an answer, in bytes. */
export const ANSWER_BYTES_MAX = 256 * 1024;

/** One HTTP request and how long it may take. */
export interface HttpQuestion {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Milliseconds for everything: connection, request, headers and body. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/** What came of it. `not_sent` is only said when not one byte of the request was handed to a connection. */
export type HttpOutcome =
  | { readonly kind: 'replied'; readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }
  | { readonly kind: 'lost'; readonly cause: SilenceCause; readonly status: number | null; readonly body: Buffer }
  | { readonly kind: 'not_sent'; readonly cause: NonDeliveryCause };

/**
 * Sends one request exactly once and reads the answer within limits; never rejects.
 * undici's dispatch is used directly, because only it tells whether the request was written: that is the difference between
 * "certainly not delivered" (may be sent again) and "nobody knows" (may not).
 */
export function exchange(dispatcher: Dispatcher, question: HttpQuestion): Promise<HttpOutcome> {
  return new Promise((resolve) => {
    const exchange = new Exchange(question, resolve);
    if (exchange.isOver) return;
    try {
      dispatcher.dispatch({
        method: question.method, path: question.path, headers: question.headers, body: question.body,
        headersTimeout: question.deadlineMs, bodyTimeout: question.deadlineMs,
      }, exchange);
    } catch (error) {
      exchange.fail(error);
    }
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null;
  private status: number | null = null;
  private headers: IncomingHttpHeaders = {};
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private readonly timer: NodeJS.Timeout;
  private readonly onAbort = () => this.giveUp('worker_lost', 'circuit_open');
  isOver = false;

  constructor(private readonly question: HttpQuestion, private readonly resolve: (outcome: HttpOutcome) => void) {
    this.timer = setTimeout(() => this.giveUp('timeout', 'connection_refused'), question.deadlineMs);
    // One signal stops all attempts of a worker: many listeners are no leak here, each leaves when its attempt ends.
    setMaxListeners(0, question.signal);
    question.signal.addEventListener('abort', this.onAbort, { once: true });
    if (question.signal.aborted) this.onAbort();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Already given up while waiting for a connection, or undici would send it a second time: not a byte of that goes out.
    if (this.isOver || this.controller) {
      controller.abort(new Error('must not be sent'));
      return;
    }
    this.controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // 1xx says nothing yet.
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
    if (Number(headers['content-length'] ?? 0) > ANSWER_BYTES_MAX) this.giveUp('answer_too_large', 'connection_refused');
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isOver) return;
    const room = ANSWER_BYTES_MAX - this.bytes;
    this.chunks.push(chunk.subarray(0, room));
    this.bytes += Math.min(chunk.length, room);
    if (chunk.length > room) this.giveUp('answer_too_large', 'connection_refused');
  }

  onResponseEnd(): void {
    if (this.status === null) this.end({ kind: 'lost', cause: 'garbled', status: null, body: this.body });
    else this.end({ kind: 'replied', status: this.status, headers: this.headers, body: this.body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  fail(error: unknown): void {
    const code = codeOf(error);
    if (!this.controller) this.end({ kind: 'not_sent', cause: causeOfNotSent(code) });
    else this.end({ kind: 'lost', cause: causeOfLoss(code), status: this.status, body: this.body });
  }

  private giveUp(lost: SilenceCause, notSent: NonDeliveryCause): void {
    if (this.isOver) return;
    if (this.controller) this.end({ kind: 'lost', cause: lost, status: this.status, body: this.body });
    else this.end({ kind: 'not_sent', cause: notSent });
    this.controller?.abort(new Error(lost));
  }

  private end(outcome: HttpOutcome): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.timer);
    this.question.signal.removeEventListener('abort', this.onAbort);
    this.resolve(outcome);
  }

  private get body(): Buffer {
    return this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks);
  }
}

function causeOfLoss(code: string): SilenceCause {
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return 'timeout';
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return 'answer_too_large';
  return code.startsWith('HPE_') ? 'garbled' : 'connection_lost';
}

/** Node and undici name their errors by code (undici's parser by its name alone); a message text is never looked at. */
function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  if (typeof code === 'string') return code;
  return name === 'HTTPParserError' ? 'HPE_' : '';
}
