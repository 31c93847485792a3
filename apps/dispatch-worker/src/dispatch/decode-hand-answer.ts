import { isFen, isQueuePosition, REFUSAL_REASONS, type AccountKind, type Answer, type AttemptResult, type Evidence, type HolderSaid, type OnwardTransfer, type RefusalReason } from '#domain';

/** The answer that a person wrote down at a door of the api, which has already validated its shape. */
interface HandAnswer {
  readonly outcome: 'done' | 'partly_done' | 'refused' | 'queued';
  readonly position?: number;
  readonly prior?: readonly HandPrior[];
  readonly controlledFen?: number;
  readonly bankAt?: string;
  readonly refusal?: string;
  readonly cashedOutFen?: number;
  readonly onward?: readonly HandOnward[];
  readonly holder?: { readonly name: string; readonly idKind?: string; readonly idNumber?: string; readonly phone?: string };
  readonly note: string;
}
interface HandPrior { readonly authority: string; readonly until?: string; readonly amountFen?: number }
interface HandOnward { readonly accountNumber: string; readonly amountFen: number; readonly institutionCode?: string; readonly accountKind?: AccountKind; readonly holderName?: string; readonly transferredAt?: string; readonly clearingSerial?: string }

/** Reads an answer recorded by hand. A person's word counts as the institution's, with the person named as its actor. */
export function decodeHandAnswer(raw: Uint8Array, instructionId: string | null, receivedAt: Date): { readonly instructionId: string; readonly report: { readonly result: AttemptResult; readonly evidence: Evidence } } | { readonly dead: string } {
  if (instructionId === null) return { dead: 'no_instruction_id' };
  let said: unknown;
  try {
    said = JSON.parse(Buffer.from(raw).toString('utf8'));
  } catch {
    return { dead: 'not_json' };
  }
  if (!isComplete(said)) return { dead: 'incomplete' };
  const answer = toAnswer(said, receivedAt);
  if (!answer) return { dead: 'incomplete' };
  return { instructionId, report: { result: { kind: 'answered', answer }, evidence: { httpStatus: null, raw, code: 'BY_HAND', text: said.note } } };
}

/** The api has validated the shape; what is checked again is all that the books could not take, so that it is parked and not tried again and again. */
function isComplete(said: unknown): said is HandAnswer {
  if (typeof said !== 'object' || said === null) return false;
  const { outcome, onward, cashedOutFen, bankAt, prior } = said as Partial<HandAnswer>;
  return (outcome === 'done' || outcome === 'partly_done' || outcome === 'refused' || outcome === 'queued') && isMomentOrAbsent(bankAt) && (cashedOutFen === undefined || isFen(cashedOutFen))
    && (onward === undefined || (Array.isArray(onward) && (onward as readonly HandOnward[]).every(isOnward)))
    && (prior === undefined || (Array.isArray(prior) && (prior as readonly HandPrior[]).every(isPrior)));
}

function isOnward(next: HandOnward | null): boolean {
  return typeof next === 'object' && next !== null && typeof next.accountNumber === 'string' && isFen(next.amountFen) && next.amountFen > 0 && isMomentOrAbsent(next.transferredAt);
}

function isPrior(prior: HandPrior | null): boolean {
  return typeof prior === 'object' && prior !== null && typeof prior.authority === 'string' && isMomentOrAbsent(prior.until) && (prior.amountFen == null || isFen(prior.amountFen));
}

function isMomentOrAbsent(moment: unknown): boolean {
  return moment === undefined || moment === null || (typeof moment === 'string' && !Number.isNaN(Date.parse(moment)));
}

function toAnswer(said: HandAnswer, receivedAt: Date): Answer | undefined {
  if (said.outcome === 'queued') {
    const prior = (said.prior ?? []).map(({ authority, until, amountFen }) => ({ authority, until: until ?? null, amountFen: amountFen ?? null }));
    return isQueuePosition(said.position) ? { kind: 'queued', position: said.position, prior, bankAt: said.bankAt ?? receivedAt.toISOString() } : undefined;
  }
  const money = { onward: (said.onward ?? []).map(toOnward), cashedOutFen: said.cashedOutFen ?? 0 };
  if (said.outcome === 'refused') {
    const reason = REFUSAL_REASONS.find((known) => known === said.refusal);
    return reason ? { kind: 'refused', reason: reason satisfies RefusalReason, ...money } : undefined;
  }
  if (!isFen(said.controlledFen)) return undefined;
  return { kind: said.outcome, controlledFen: said.controlledFen, bankAt: said.bankAt ?? receivedAt.toISOString(), ...(said.holder ? { holder: toHolder(said.holder) } : {}), ...money };
}

function toHolder(said: NonNullable<HandAnswer['holder']>): HolderSaid {
  return { name: said.name, idKind: said.idKind || null, idNumber: said.idNumber || null, phone: said.phone || null };
}

function toOnward(next: NonNullable<HandAnswer['onward']>[number]): OnwardTransfer {
  return {
    account: { institutionCode: next.institutionCode ?? null, number: next.accountNumber, kind: next.accountKind ?? 'card', holderName: next.holderName ?? null },
    amountFen: next.amountFen, transferredAt: next.transferredAt ?? null, clearingSerial: next.clearingSerial ?? null,
  };
}
