import { createHash } from 'node:crypto';
import type { InstructionRecord } from '../books/books';
import type { AnswerSaid } from './wire-messages';

/** What the institution puts on the wire for one request. */
export type Reply =
  | { readonly kind: 'say'; readonly status: number; readonly body: string; readonly signed: boolean; readonly contentType: string; readonly retryAfterSeconds?: number }
  /** The connection is cut without a word. */
  | { readonly kind: 'drop' }
  /** The request is left hanging until the other side gives up. */
  | { readonly kind: 'hang' };

export function sayJson(status: number, body: unknown, signed = true): Reply {
  return { kind: 'say', status, body: JSON.stringify(body), signed, contentType: 'application/json' };
}

export function sayAnswer(answer: AnswerSaid): Reply {
  return sayJson(200, answer);
}

/** "We have it, the result follows." */
export function sayAccepted(record: InstructionRecord): Reply {
  const { instructionId } = record.instruction;
  const reference = `R${createHash('sha256').update(`${record.institutionCode}:${instructionId}`).digest('hex').slice(0, 16).toUpperCase()}`;
  return sayJson(202, { instructionId, reference });
}

/** "Turned away before anything was looked at." */
export function sayNotAccepted(): Reply {
  return { ...sayJson(503, { code: 'NOT_ACCEPTED', text: '暂不受理 not accepted now' }), retryAfterSeconds: 5 } as Reply;
}

/** RFC 9457 problem, unsigned. */
export function sayProblem(status: number, code: string, detail: string): Reply {
  const body = JSON.stringify({ type: 'about:blank', title: detail, status, detail, code });
  return { kind: 'say', status, body, signed: false, contentType: 'application/problem+json' };
}
