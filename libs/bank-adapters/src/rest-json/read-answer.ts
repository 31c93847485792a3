import { answerCodeOf, type Answer, type AnswerCode, type AnswerCodes, type AttemptResult, type Fen, type HolderSaid, type InstructionKind, type MoneySaid, type SilenceCause } from '#domain';
import { fenIn, isWireObject, momentIn, onwardIn, positionIn, priorIn, textIn, type WireObject } from './wire-fields';

/** How far an institution's clock may run ahead of ours before its moment of execution is not believed. */
const BANK_AHEAD_MS_MAX = 300_000;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** The JSON object in the bytes; a string names what is wrong with them. */
export function parseWire(body: Uint8Array): WireObject | 'not_text' | 'not_json' | 'not_an_object' {
  let text: string;
  try {
    text = UTF8.decode(body);
  } catch {
    return 'not_text';
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not_json';
  }
  return isWireObject(value) ? value : 'not_an_object';
}

/** What an answer is about and when it was read. */
export interface ReadingContext {
  /** Null for a callback, which is read before its instruction is looked up. */
  readonly kind: InstructionKind | null;
  readonly now: Date;
  /** What the codes of this protocol mean. */
  readonly codes: AnswerCodes;
}

/**
 * Reads an answer body: an explicit answer, or the exact reason why it is none. Strict on what decides (code, amounts,
 * moment), because a half-understood answer must leave the instruction uncertain rather than done.
 */
export function readAnswer(body: WireObject, context: ReadingContext): AttemptResult {
  if (body['code'] === undefined) return readAcceptance(body);
  const line = typeof body['code'] === 'string' ? answerCodeOf(context.codes, body['code'], context.kind) : undefined;
  // A code that depends on the instruction's kind, before the kind is known, is known all the same: asking settles it, and nobody is called for it.
  if (!line && context.kind === null && typeof body['code'] === 'string' && context.codes.has(body['code'])) return silent('garbled');
  if (!line) return silent('unknown_code');
  const money = moneyIn(body);
  if (!money) return silent('garbled');
  switch (line.outcome) {
    case 'unclear': return silent('server_error');
    case 'accepted': return answered({ kind: 'accepted', reference: textIn(body['reference'], 128) ?? null });
    case 'refused': return readRefusal(line, money);
    case 'queued': return readQueued(body, context.now);
    case 'done':
    case 'partly_done': return readMeasure(line.outcome, body, money, context.now);
  }
}

/** The institution's own code and words, for the evidence. */
export function codeAndTextIn(body: WireObject): { code: string | null; text: string | null } {
  return { code: textIn(body['code'], 32) ?? null, text: textIn(body['text'], 500) ?? null };
}

function readAcceptance(body: WireObject): AttemptResult {
  const reference = textIn(body['reference'], 128);
  return reference === undefined ? silent('garbled') : answered({ kind: 'accepted', reference });
}

function readRefusal(line: Extract<AnswerCode, { outcome: 'refused' }>, money: MoneySaid): AttemptResult {
  if (line.reason === 'moved_on' && money.onward.length === 0) return silent('garbled');
  if (line.reason === 'cashed_out' && money.cashedOutFen === 0) return silent('garbled');
  return answered({ kind: 'refused', reason: line.reason, ...money });
}

function readMeasure(outcome: 'done' | 'partly_done', body: WireObject, money: MoneySaid, now: Date): AttemptResult {
  const controlledFen = fenIn(body['controlledFen']);
  const bankAt = momentIn(body['bankAt']);
  if (controlledFen === undefined || bankAt === undefined) return silent('garbled');
  if (Date.parse(bankAt) > now.getTime() + BANK_AHEAD_MS_MAX) return silent('garbled');
  const until = body['until'] == null ? null : momentIn(body['until']);
  // A moment that nobody can read, or an end before the beginning, is no end: the whole answer is not understood.
  if (until === undefined || (until !== null && Date.parse(until) < Date.parse(bankAt))) return silent('garbled');
  const holder = body['holder'] == null ? null : holderIn(body['holder']);
  if (holder === undefined) return silent('garbled');
  return answered({ kind: outcome, controlledFen, bankAt, ...(until === null ? {} : { until }), ...(holder === null ? {} : { holder }), ...money });
}

/** A place in the queue; without its number and moment nobody knows what was said. The earlier freezes may be left untold. */
function readQueued(body: WireObject, now: Date): AttemptResult {
  const position = positionIn(body['position']);
  const bankAt = momentIn(body['bankAt']);
  const prior = priorIn(body['prior']);
  if (position === undefined || prior === undefined || bankAt === undefined || Date.parse(bankAt) > now.getTime() + BANK_AHEAD_MS_MAX) return silent('garbled');
  return answered({ kind: 'queued', position, prior, bankAt });
}

/** Who holds the account; a holder without a name is none. */
function holderIn(value: unknown): HolderSaid | undefined {
  const name = isWireObject(value) ? textIn(value['name'], 128) : undefined;
  if (!isWireObject(value) || name === undefined) return undefined;
  return { name, idKind: textIn(value['idKind'], 64) ?? null, idNumber: textIn(value['idNumber'], 64) ?? null, phone: textIn(value['phone'], 32) ?? null };
}

function moneyIn(body: WireObject): MoneySaid | undefined {
  const onward = onwardIn(body['onward']);
  const cashedOutFen: Fen | undefined = body['cashedOutFen'] == null ? 0 : fenIn(body['cashedOutFen']);
  return onward && cashedOutFen !== undefined ? { onward, cashedOutFen } : undefined;
}

function answered(answer: Answer): AttemptResult {
  return { kind: 'answered', answer };
}

function silent(cause: SilenceCause): AttemptResult {
  return { kind: 'silent', cause };
}
