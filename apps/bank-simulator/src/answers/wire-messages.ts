/** The simulator's own reading of docs/bank-interface: it shares no code with the dispatcher's side of the wire. */

/** Body of POST /v1/instructions, as far as the simulator uses it. */
export interface InstructionReceived {
  readonly instructionId: string;
  readonly kind: string;
  readonly accountNumber: string;
  readonly accountKind: string;
  readonly holderName: string | null;
  readonly amountFen: number;
  readonly organCode: string;
  readonly callbackUrl: string;
  /** What is wrong with the organ's seal; absent: nothing, or nobody knows the key. */
  readonly sealFault?: 'not_of_key' | 'other_content';
  /** A second officer is named. */
  readonly secondOfficer?: boolean;
  /** The card's owner consented; only for a protective stop. */
  readonly consented?: boolean;
  /** The end that is asked for, ISO 8601. */
  readonly until?: string;
  /** The instruction whose effect this one ends. */
  readonly originalInstructionId?: string;
}

/** Who holds an account, in answer to query_holder. */
export interface HolderSaid { readonly name: string; readonly idKind: string; readonly idNumber: string; readonly phone: string }

/** An earlier freeze of another authority. */
export interface PriorSaid { readonly authority: string; readonly until: string | null; readonly amountFen: number | null }

export interface OnwardSaid {
  readonly institutionCode: string;
  readonly accountNumber: string;
  readonly accountKind: string;
  readonly holderName: string | null;
  readonly amountFen: number;
  readonly transferredAt: string;
  readonly clearingSerial: string;
}

/** The final answer to an instruction, synchronous or by callback. */
export interface AnswerSaid {
  readonly instructionId: string;
  readonly code: string;
  readonly text: string;
  readonly bankAt: string;
  /** When an extension or a freeze ends, ISO 8601. */
  readonly until?: string;
  readonly holder?: HolderSaid;
  /** Only with 1305: the place in the queue, 1 the next, and who stands before. */
  readonly position?: number;
  readonly prior?: readonly PriorSaid[];
  readonly controlledFen: number;
  readonly cashedOutFen: number;
  readonly onward: readonly OnwardSaid[];
}

const KINDS: ReadonlySet<string> = new Set(['stop', 'extend', 'release', 'freeze', 'extend_freeze', 'unfreeze', 'query_flow', 'query_holder', 'watch', 'unwatch', 'protect', 'unprotect']);

/** Reads the body of an instruction; undefined when it is none. */
export function parseInstruction(text: string): InstructionReceived | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  const data = (body ?? {}) as Record<string, unknown>;
  const account = (data['account'] ?? {}) as Record<string, unknown>;
  const { instructionId, kind, amountFen, organCode, callbackUrl } = data;
  const { number, kind: accountKind, holderName } = account;
  if (typeof instructionId !== 'string' || typeof kind !== 'string' || !KINDS.has(kind)) return undefined;
  if (typeof number !== 'string' || number.length < 4 || typeof accountKind !== 'string') return undefined;
  if (typeof amountFen !== 'number' || !Number.isSafeInteger(amountFen) || amountFen < 0) return undefined;
  if (typeof organCode !== 'string' || typeof callbackUrl !== 'string' || !URL.canParse(callbackUrl)) return undefined;
  return { instructionId, kind, accountNumber: number, accountKind, holderName: typeof holderName === 'string' ? holderName : null, amountFen, organCode, callbackUrl, secondOfficer: isObject(data['secondOfficer']), ...protectionTerms(data) };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function protectionTerms({ kind, consent, until, originalInstructionId }: Record<string, unknown>): Partial<InstructionReceived> {
  if (kind !== 'protect' && kind !== 'unprotect') return {};
  return {
    consented: isObject(consent), ...(typeof until === 'string' && !Number.isNaN(Date.parse(until)) ? { until } : {}),
    ...(typeof originalInstructionId === 'string' ? { originalInstructionId } : {}),
  };
}

/** Same intent: a repeat must be about the same account, amount and kind. */
export function isSameIntent(one: InstructionReceived, other: InstructionReceived): boolean {
  return one.kind === other.kind && one.accountNumber === other.accountNumber && one.amountFen === other.amountFen;
}
