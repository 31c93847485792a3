import { randomUUID } from 'node:crypto';
import type { AnswerCodes, Instruction } from '#domain';
import { signMessage } from '#message-signature';
import { BankAdapter, type AttemptContext, type AttemptReport, type DecodedInbound, type InboundAnswer, type InstitutionEndpoint } from '../bank-adapter.port';
import { ConnectionPools } from '../http-exchange/connection-pools';
import { ANSWER_BYTES_MAX, exchange, type HttpOutcome, type HttpQuestion } from '../http-exchange/http-exchange';
import { instructionMessage } from './instruction-message';
import { codeAndTextIn, parseWire, readAnswer } from './read-answer';
import { EVIDENCE_BYTES_MAX, readReply, type AskedQuestion } from './read-reply';
import { textIn } from './wire-fields';

const TRACEPARENT_FORM = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** `rest-json`: signed JSON over HTTP, see docs/bank-interface/. */
export class RestJsonAdapter extends BankAdapter {
  readonly protocol = 'rest-json';
  private readonly pools = new ConnectionPools();

  constructor(private readonly codes: AnswerCodes) {
    super();
  }

  send(instruction: Instruction, endpoint: InstitutionEndpoint, attempt: AttemptContext): Promise<AttemptReport> {
    return this.ask('send', instruction, endpoint, attempt);
  }

  query(instruction: Instruction, endpoint: InstitutionEndpoint, attempt: AttemptContext): Promise<AttemptReport> {
    return this.ask('query', instruction, endpoint, attempt);
  }

  decodeInbound(raw: InboundAnswer, _endpoint: InstitutionEndpoint): DecodedInbound {
    if (raw.body.length > ANSWER_BYTES_MAX) return { undecodable: 'too_large' };
    const parsed = parseWire(raw.body);
    if (typeof parsed === 'string') return { undecodable: parsed };
    const instructionId = textIn(parsed['instructionId'], 64);
    if (instructionId === undefined) return { undecodable: 'no_instruction_id' };
    const result = readAnswer(parsed, { kind: null, now: raw.receivedAt, codes: this.codes });
    return { instructionId, report: { result, evidence: { httpStatus: null, raw: raw.body.subarray(0, EVIDENCE_BYTES_MAX), ...codeAndTextIn(parsed) } } };
  }

  async close(): Promise<void> {
    await this.pools.close();
  }

  private async ask(purpose: AskedQuestion['purpose'], instruction: Instruction, endpoint: InstitutionEndpoint, attempt: AttemptContext): Promise<AttemptReport> {
    const base = parseUrl(endpoint.baseUrl);
    const path = `${base?.pathname.replace(/\/$/, '') ?? ''}/v1/instructions${purpose === 'query' ? `/${encodeURIComponent(instruction.id)}` : ''}`;
    const asked = { purpose, instruction, endpoint, path, nonce: randomUUID() };
    const outcome = base ? await this.exchangeWith(endpoint.code, base.origin, questionOf(asked, attempt)) : NO_ADDRESS;
    return readReply(outcome, { ...asked, now: attempt.now(), codes: this.codes });
  }

  private async exchangeWith(institutionCode: string, origin: string, question: HttpQuestion): Promise<HttpOutcome> {
    const pool = this.pools.poolFor(institutionCode, origin);
    return pool ? exchange(pool, question) : CLOSED;
  }
}

/** An address that is none was certainly never reached. */
const NO_ADDRESS: HttpOutcome = { kind: 'not_sent', cause: 'host_unknown' };
/** We ourselves keep it back. */
const CLOSED: HttpOutcome = { kind: 'not_sent', cause: 'circuit_open' };

function parseUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}

function questionOf({ purpose, instruction, endpoint, path, nonce }: Omit<AskedQuestion, 'now' | 'codes'>, attempt: AttemptContext): HttpQuestion {
  const method = purpose === 'send' ? 'POST' : 'GET';
  const body = purpose === 'send' ? instructionMessage(instruction, attempt) : null;
  const signature = signMessage({ method, path, keyId: endpoint.code, key: endpoint.keys.toBank, body: body ?? '', nonce, now: attempt.now() });
  const headers: Record<string, string> = { accept: 'application/json', ...signature };
  if (body !== null) Object.assign(headers, { 'content-type': 'application/json', 'idempotency-key': instruction.id });
  if (attempt.traceparent !== null && TRACEPARENT_FORM.test(attempt.traceparent)) headers['traceparent'] = attempt.traceparent;
  return { method, path, headers, body, deadlineMs: attempt.deadlineMs, signal: attempt.signal };
}
