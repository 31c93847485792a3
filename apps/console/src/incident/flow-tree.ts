import type { QueryKind } from '#domain';
import type { HoldView, IncidentView, InstructionView, TransferView } from '../api/contract';

/** One line of the flow: a transfer with the instruction that counts for it now and the hold it led to. */
export interface FlowLine {
  readonly transfer: TransferView;
  /** The latest stop; undefined while none is planned. */
  readonly instruction: InstructionView | undefined;
  readonly hold: HoldView | undefined;
  /** The latest question of each kind about the account, whichever of the transfers into it was asked about. */
  readonly queries: readonly InstructionView[];
}

/** Transfers as a tree read from top to bottom: each followed by its own onward transfers. */
export function flowLines(incident: Pick<IncidentView, 'transfers' | 'instructions' | 'holds'>): FlowLine[] {
  const below = new Map<string | null, TransferView[]>();
  const ids = new Set(incident.transfers.map((transfer) => transfer.transferId));
  for (const transfer of incident.transfers) {
    const parent = transfer.parentTransferId && ids.has(transfer.parentTransferId) ? transfer.parentTransferId : null;
    below.set(parent, [...(below.get(parent) ?? []), transfer]);
  }
  const lines: FlowLine[] = [];
  const walk = (parent: string | null): void => {
    for (const transfer of below.get(parent) ?? []) {
      lines.push({ transfer, instruction: latestStop(incident.instructions, transfer.transferId), hold: latestHold(incident.holds, transfer.transferId), queries: latestQueries(incident.instructions, transfer) });
      walk(transfer.transferId);
    }
  };
  walk(null);
  return lines;
}

function latestStop(instructions: readonly InstructionView[], transferId: string): InstructionView | undefined {
  return instructions.filter((instruction) => instruction.transferId === transferId && instruction.kind === 'stop').sort((a, b) => b.plannedAt.localeCompare(a.plannedAt))[0];
}

const QUERIES: readonly QueryKind[] = ['query_flow', 'query_holder', 'watch', 'unwatch'];

function latestQueries(instructions: readonly InstructionView[], { institutionCode, accountNumber }: TransferView): InstructionView[] {
  const about = instructions.filter((one) => one.institutionCode === institutionCode && one.accountNumber === accountNumber).sort((a, b) => b.plannedAt.localeCompare(a.plannedAt));
  return QUERIES.flatMap((kind) => about.find((one) => one.kind === kind) ?? []);
}

const OPEN: ReadonlySet<InstructionView['state']> = new Set(['planned', 'sending', 'waiting', 'uncertain', 'undelivered']);

/** Is the account watched now: a watch in force with no unwatch carried out after it. */
export function isWatched(queries: readonly InstructionView[]): boolean {
  const watch = queries.find((one) => one.kind === 'watch' && one.state === 'done');
  const unwatch = queries.find((one) => one.kind === 'unwatch' && one.state === 'done');
  return watch !== undefined && (unwatch === undefined || unwatch.plannedAt < watch.plannedAt);
}

/** What can be asked now: what the institution can answer, is not being asked already, and makes sense. */
export function askable(queries: readonly InstructionView[], capabilities: readonly string[]): QueryKind[] {
  const watched = isWatched(queries);
  return QUERIES.filter((kind) => capabilities.includes(kind === 'unwatch' ? 'watch' : kind) && !queries.some((one) => one.kind === kind && OPEN.has(one.state))
    && (kind !== 'watch' || !watched) && (kind !== 'unwatch' || watched));
}

function latestHold(holds: readonly HoldView[], transferId: string): HoldView | undefined {
  return holds.filter((hold) => hold.transferId === transferId).sort((a, b) => b.since.localeCompare(a.since))[0];
}

/** Milliseconds from the first sending to the answer; undefined while either is missing. */
export function answerTimeMs(instruction: InstructionView | undefined): number | undefined {
  if (!instruction?.sentAt || !instruction.answeredAt) return undefined;
  return Math.max(0, Date.parse(instruction.answeredAt) - Date.parse(instruction.sentAt));
}
