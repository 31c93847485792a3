import type { AttemptResult, Evidence, Instruction } from '#domain';
import type { SealedDocument } from '#electronic-seal';

/** Where an institution is reached and which keys guard the wire in each direction. */
export interface InstitutionEndpoint {
  /** Institution code, 12 characters. */
  readonly code: string;
  /** Without a trailing slash, e.g. `https://stop.bank.example/banks/999010000001`. */
  readonly baseUrl: string;
  /** HMAC keys: `toBank` signs what we say, `fromBank` what the institution says (answers and callbacks). */
  readonly keys: { readonly toBank: Uint8Array; readonly fromBank: Uint8Array };
}

/** The circumstances of one message: all that an adapter may know besides the instruction. */
export interface AttemptContext {
  /** 1 for the first message with this instruction's id. */
  readonly attemptNo: number;
  /** Milliseconds until the attempt counts as silent, headers and body together. */
  readonly deadlineMs: number;
  /** Aborted when the worker stops; the attempt then ends as silent, or as not delivered if no byte went out. */
  readonly signal: AbortSignal;
  /** W3C traceparent to hand on, or null. */
  readonly traceparent: string | null;
  /** Where the institution posts a later answer. */
  readonly callbackUrl: string;
  /** The organ's sealed document, the same in every message about the instruction; absent or null: it has none. */
  readonly seal?: SealedDocument | null;
  now(): Date;
}

/** How an attempt ended, and the proof of it. */
export interface AttemptReport {
  readonly result: AttemptResult;
  readonly evidence: Evidence;
}

/** An answer that came to our callback door: stored raw, its signature already checked there. */
export interface InboundAnswer {
  readonly contentType: string | null;
  readonly body: Uint8Array;
  readonly receivedAt: Date;
}

export const UNDECODABLE_REASONS = ['too_large', 'not_text', 'not_json', 'not_an_object', 'no_instruction_id'] as const;
/** Why nobody can say which instruction an inbound answer belongs to. */
export type UndecodableReason = (typeof UNDECODABLE_REASONS)[number];

export type DecodedInbound =
  | { readonly instructionId: string; readonly report: AttemptReport }
  | { readonly undecodable: UndecodableReason };

/**
 * One protocol between us and institutions. The wire is spoken behind this port and nowhere else.
 * An adapter keeps no state but its connections and never rejects on anything that an institution or a network does:
 * whatever cannot be read as an explicit answer is reported as silent, and as not delivered only when it is certain that
 * the institution processed nothing.
 */
export abstract class BankAdapter {
  /** The name that institutions carry in their register, e.g. `rest-json`. */
  abstract readonly protocol: string;

  /** Sends the instruction. Repeating it with the same id must not have a second effect. */
  abstract send(instruction: Instruction, endpoint: InstitutionEndpoint, attempt: AttemptContext): Promise<AttemptReport>;

  /** Asks what became of an instruction; has no effect at the institution. */
  abstract query(instruction: Instruction, endpoint: InstitutionEndpoint, attempt: AttemptContext): Promise<AttemptReport>;

  /** Reads an answer that came to the callback door. */
  abstract decodeInbound(raw: InboundAnswer, endpoint: InstitutionEndpoint): DecodedInbound;

  /** Closes all connections; running attempts end as silent. */
  abstract close(): Promise<void>;
}
