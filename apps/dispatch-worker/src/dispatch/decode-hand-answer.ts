import { isFen, REFUSAL_REASONS, type AccountKind, type Answer, type AttemptResult, type Evidence, type OnwardTransfer, type RefusalReason } from '#domain';

/** The answer that a person wrote down at a door of the api, which has already validated its shape. */
interface HandAnswer {
  readonly outcome: 'done' | 'partly_done' | 'refused';
  readonly controlledFen?: number;
  readonly bankAt?: string;
  readonly refusal?: string;
  readonly cashedOutFen?: number;
  readonly onward?: readonly { readonly accountNumber: string; readonly amountFen: number; readonly institutionCode?: string; readonly accountKind?: AccountKind; readonly holderName?: string; readonly transferredAt?: string }[];
  readonly note: string;
}

/** Reads an answer recorded by hand. A person's word counts as the institution's, with the person named as its actor. */
export function decodeHandAnswer(raw: Uint8Array, instructionId: string | null, receivedAt: Date): { readonly instructionId: string; readonly report: { readonly result: AttemptResult; readonly evidence: Evidence } } | { readonly dead: string } {
  if (instructionId === null) return { dead: 'no_instruction_id' };
  let said: HandAnswer;
  try {
    said = JSON.parse(Buffer.from(raw).toString('utf8')) as HandAnswer;
  } catch {
    return { dead: 'not_json' };
  }
  const answer = toAnswer(said, receivedAt);
  if (!answer) return { dead: 'incomplete' };
  return { instructionId, report: { result: { kind: 'answered', answer }, evidence: { httpStatus: null, raw, code: 'BY_HAND', text: said.note } } };
}

function toAnswer(said: HandAnswer, receivedAt: Date): Answer | undefined {
  const money = { onward: (said.onward ?? []).map(toOnward), cashedOutFen: said.cashedOutFen ?? 0 };
  if (!isFen(money.cashedOutFen) || money.onward.some((next) => !isFen(next.amountFen))) return undefined;
  if (said.outcome === 'refused') {
    const reason = REFUSAL_REASONS.find((known) => known === said.refusal);
    return reason ? { kind: 'refused', reason: reason satisfies RefusalReason, ...money } : undefined;
  }
  if (!isFen(said.controlledFen)) return undefined;
  return { kind: said.outcome, controlledFen: said.controlledFen, bankAt: said.bankAt ?? receivedAt.toISOString(), ...money };
}

function toOnward(next: NonNullable<HandAnswer['onward']>[number]): OnwardTransfer {
  return {
    account: { institutionCode: next.institutionCode ?? null, number: next.accountNumber, kind: next.accountKind ?? 'card', holderName: next.holderName ?? null },
    amountFen: next.amountFen, transferredAt: next.transferredAt ?? null, clearingSerial: null,
  };
}
