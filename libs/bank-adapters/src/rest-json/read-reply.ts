import type { AnswerCodes, AttemptResult, Instruction } from '#domain';
import { responseLine, verifyMessage } from '#message-signature';
import type { AttemptReport, InstitutionEndpoint } from '../bank-adapter.port';
import type { HttpOutcome } from '../http-exchange/http-exchange';
import { NEVER_RECEIVED_CODE, NOT_ACCEPTED_CODE } from './answer-codes';
import { codeAndTextIn, parseWire, readAnswer } from './read-answer';
import type { WireObject } from './wire-fields';

/** Bytes of an answer kept as evidence. */
export const EVIDENCE_BYTES_MAX = 16 * 1024;

/** The question that a reply must belong to. */
export interface AskedQuestion {
  readonly purpose: 'send' | 'query';
  readonly instruction: Instruction;
  readonly endpoint: InstitutionEndpoint;
  readonly path: string;
  /** The nonce that we sent; the institution's signature must carry the same. */
  readonly nonce: string;
  readonly now: Date;
  readonly codes: AnswerCodes;
}

/** Turns what came over HTTP into the report of the attempt. */
export function readReply(outcome: HttpOutcome, asked: AskedQuestion): AttemptReport {
  if (outcome.kind === 'not_sent') {
    return { result: { kind: 'not_delivered', cause: outcome.cause }, evidence: { httpStatus: null, raw: null, code: null, text: null } };
  }
  const parsed = parseWire(outcome.body);
  const signed = outcome.kind === 'replied' && isSigned(outcome, asked);
  // People read code and words as the institution's own: without its signature nobody knows whose they are. The bytes are kept either way.
  const words = typeof parsed === 'string' || !signed ? { code: null, text: null } : codeAndTextIn(parsed);
  const raw = outcome.body.length > 0 ? new Uint8Array(outcome.body.subarray(0, EVIDENCE_BYTES_MAX)) : null;
  const result: AttemptResult = outcome.kind === 'lost' ? { kind: 'silent', cause: outcome.cause } : judge(outcome, parsed, signed, asked);
  return { result, evidence: { httpStatus: outcome.status, raw, ...words } };
}

type Replied = Extract<HttpOutcome, { kind: 'replied' }>;

/** The order matters: only after the signature has been found good may anything in the body count. */
function judge(reply: Replied, parsed: WireObject | string, signed: boolean, asked: AskedQuestion): AttemptResult {
  const isProblem = String(reply.headers['content-type'] ?? '').startsWith('application/problem+json');
  // An institution that does not recognise us cannot know which key to sign with, so this one word is believed unsigned:
  // believing it can at worst cause a repeat with the same id, which has no second effect.
  if ((reply.status === 401 || reply.status === 403) && isProblem && typeof parsed === 'object') return { kind: 'not_delivered', cause: 'not_authorised' };
  if (!signed) return { kind: 'silent', cause: reply.status >= 500 ? 'server_error' : 'signature_invalid' };
  if (typeof parsed === 'string') return { kind: 'silent', cause: 'garbled' };

  if ((reply.status === 429 || reply.status === 503) && parsed['code'] === NOT_ACCEPTED_CODE) return { kind: 'not_delivered', cause: 'rate_limited' };
  if (reply.status >= 500) return { kind: 'silent', cause: 'server_error' };
  if (parsed['instructionId'] !== asked.instruction.id) return { kind: 'silent', cause: 'garbled' };
  if (reply.status === 404 && asked.purpose === 'query' && parsed['code'] === NEVER_RECEIVED_CODE) return { kind: 'answered', answer: { kind: 'never_received' } };
  // 409: an institution that answers repeats with "conflict" and the first answer.
  if (reply.status !== 200 && reply.status !== 202 && reply.status !== 409) return { kind: 'silent', cause: 'garbled' };
  const result = readAnswer(parsed, { kind: asked.instruction.kind, now: asked.now, codes: asked.codes });
  const isResult = result.kind === 'answered' && result.answer.kind !== 'accepted';
  // "Accepted" by status and a result by body contradict each other: nobody knows.
  return reply.status === 202 && isResult ? { kind: 'silent', cause: 'garbled' } : result;
}

function isSigned(reply: Replied, asked: AskedQuestion): boolean {
  const verdict = verifyMessage({
    method: responseLine(reply.status), path: asked.path, headers: reply.headers, body: reply.body,
    keyId: asked.endpoint.code, key: asked.endpoint.keys.fromBank, now: asked.now,
  });
  return verdict.kind === 'valid' && verdict.nonce === asked.nonce;
}
