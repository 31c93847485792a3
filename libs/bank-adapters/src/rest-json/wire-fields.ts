import { ACCOUNT_KINDS, isFen, isQueuePosition, LARGEST_TRANSFER_FEN, normaliseAccountNumber, PRIOR_FREEZES_MAX, type AccountKind, type Fen, type OnwardTransfer, type PriorFreeze } from '#domain';

/** A JSON object of which nothing is known yet. */
export type WireObject = Readonly<Record<string, unknown>>;

/** Onward transfers read at most from one answer; more than that is not an answer of a sane system. */
export const ONWARD_MAX = 1_000;

const ISO_WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

export function isWireObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whole fen as a JSON number within what one instruction can be about; undefined for anything else (`"100"`, 1.5, -1). */
export function fenIn(value: unknown): Fen | undefined {
  return isFen(value) && value <= LARGEST_TRANSFER_FEN ? value : undefined;
}

/** An ISO 8601 moment with zone, normalised to UTC; undefined when it has no zone or is no date. */
export function momentIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || !ISO_WITH_ZONE.test(value)) return undefined;
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}

/** A non-empty text without control characters, at most `charactersMax` long; undefined otherwise. */
export function textIn(value: unknown, charactersMax: number): string | undefined {
  if (typeof value !== 'string' || value.length === 0 || value.length > charactersMax) return undefined;
  return /\p{Cc}/u.test(value) ? undefined : value;
}

/** The onward transfers of an answer; an absent list is an empty one, a single bad entry spoils the answer (undefined). */
export function onwardIn(value: unknown): readonly OnwardTransfer[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > ONWARD_MAX) return undefined;
  const onward: OnwardTransfer[] = [];
  for (const entry of value) {
    const transfer = isWireObject(entry) ? onwardTransferIn(entry) : undefined;
    if (!transfer) return undefined;
    onward.push(transfer);
  }
  return onward;
}

/** A place in a queue, 1 and up; undefined for anything else. */
export function positionIn(value: unknown): number | undefined {
  return isQueuePosition(value) ? value : undefined;
}

/** Earlier freezes; an absent list is an empty one, one without its authority, or with an end or amount that nobody can read, spoils the answer (undefined). */
export function priorIn(value: unknown): readonly PriorFreeze[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > PRIOR_FREEZES_MAX) return undefined;
  const prior = value.map((entry: unknown): PriorFreeze | undefined => {
    const authority = isWireObject(entry) ? textIn(entry['authority'], 128) : undefined;
    if (!isWireObject(entry) || authority === undefined) return undefined;
    const until = entry['until'] == null ? null : momentIn(entry['until']);
    const amountFen = entry['amountFen'] == null ? null : fenIn(entry['amountFen']);
    return until === undefined || amountFen === undefined ? undefined : { authority, until, amountFen };
  });
  return prior.some((one) => one === undefined) ? undefined : (prior as PriorFreeze[]);
}

function onwardTransferIn(entry: WireObject): OnwardTransfer | undefined {
  const number = textIn(entry['accountNumber'], 64);
  const amountFen = fenIn(entry['amountFen']);
  if (number === undefined || amountFen === undefined || amountFen === 0) return undefined;
  return {
    account: {
      institutionCode: textIn(entry['institutionCode'], 14) ?? null,
      number: normaliseAccountNumber(number),
      kind: accountKindIn(entry['accountKind']),
      holderName: textIn(entry['holderName'], 128) ?? null,
    },
    amountFen,
    transferredAt: momentIn(entry['transferredAt']) ?? null,
    clearingSerial: textIn(entry['clearingSerial'], 64) ?? null,
  };
}

/** A kind that we have no word for is treated as a card: the next institution identifies the account by its number anyway. */
function accountKindIn(value: unknown): AccountKind {
  return ACCOUNT_KINDS.find((kind) => kind === value) ?? 'card';
}
