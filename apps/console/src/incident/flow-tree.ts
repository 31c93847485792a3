import type { QueryKind } from '#domain';
import type { CutOffView, HoldView, IncidentView, InstructionView, QueuedFreezeView, TransferView } from '../api/contract';

/** One line of the flow: a transfer with the instruction that counts for it now and the hold it led to. */
export interface FlowLine {
  readonly transfer: TransferView;
  /** The latest stop; undefined while none is planned. */
  readonly instruction: InstructionView | undefined;
  readonly hold: HoldView | undefined;
  /** A freeze of it that waits behind others' 轮候; the hold beside it may still run, or not. */
  readonly queue: QueuedFreezeView | undefined;
  /** The line above it in the tree; null at the top. */
  readonly parentId: string | null;
  /** How many lines lie below it, at all depths. */
  readonly below: number;
  /** Money that left from here to where the chase does not follow. */
  readonly cutOffs: readonly CutOffView[];
  /** How many transfers of this incident went into this account: more than one is a merge. */
  readonly intoAccount: number;
  /** The latest question of each kind about the account, whichever of the transfers into it was asked about. */
  readonly queries: readonly InstructionView[];
}

type Told = Pick<IncidentView, 'transfers' | 'instructions' | 'holds'> & Partial<Pick<IncidentView, 'cutOffs' | 'queuedFreezes'>>;

/** Transfers as a tree read from top to bottom: each followed by its own onward transfers. */
export function flowLines(incident: Told): FlowLine[] {
  const ids = new Set(incident.transfers.map((transfer) => transfer.transferId));
  const parentOf = ({ parentTransferId }: TransferView): string | null => (parentTransferId && ids.has(parentTransferId) ? parentTransferId : null);
  const children = grouped(incident.transfers, parentOf);
  const stops = grouped(incident.instructions.filter(({ kind }) => kind === 'stop'), ({ transferId }) => transferId);
  const holds = grouped(incident.holds, ({ transferId }) => transferId);
  const cutOffs = grouped(incident.cutOffs ?? [], ({ fromTransferId }) => fromTransferId);
  const accounts = grouped(incident.transfers, accountOf);
  const lines: FlowLine[] = [];
  const walk = (parentId: string | null): number => {
    const before = lines.length;
    for (const transfer of children.get(parentId) ?? []) {
      const { transferId } = transfer;
      const index = lines.length;
      const line = {
        transfer, parentId, below: 0,
        instruction: latest(stops.get(transferId), ({ plannedAt }) => plannedAt), hold: holdThatCounts(holds.get(transferId)), queue: incident.queuedFreezes?.find((one) => one.transferId === transferId),
        cutOffs: cutOffs.get(transferId) ?? [], intoAccount: accounts.get(accountOf(transfer))?.length ?? 1,
        queries: latestQueries(incident.instructions, transfer),
      };
      lines.push(line);
      lines[index] = { ...line, below: walk(transferId) };
    }
    return lines.length - before;
  };
  walk(null);
  return lines;
}

/** The lines that are seen while some are folded: nothing of what lies below a folded one. */
export function unfolded(lines: readonly FlowLine[], folded: ReadonlySet<string>): FlowLine[] {
  const seen: FlowLine[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    seen.push(line);
    if (folded.has(line.transfer.transferId)) i += line.below;
  }
  return seen;
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function accountOf({ institutionCode, accountNumber }: TransferView): string {
  return `${institutionCode}:${accountNumber}`;
}

function latest<Item>(items: readonly Item[] | undefined, momentOf: (item: Item) => string): Item | undefined {
  return items?.length ? items.reduce((newest, item) => (momentOf(item) >= momentOf(newest) ? item : newest)) : undefined;
}

/** The one in force; a queued freeze that was taken back meanwhile is younger and says nothing of it. */
function holdThatCounts(holds: readonly HoldView[] | undefined): HoldView | undefined {
  return latest(holds?.filter(({ state }) => state === 'in_force'), ({ since }) => since) ?? latest(holds, ({ since }) => since);
}

/** Milliseconds from the first sending to the answer; undefined while either is missing. */
export function answerTimeMs(instruction: InstructionView | undefined): number | undefined {
  if (!instruction?.sentAt || !instruction.answeredAt) return undefined;
  return Math.max(0, Date.parse(instruction.answeredAt) - Date.parse(instruction.sentAt));
}

/** The bank said that it stopped all or part. */
export function isStopped({ instruction }: Pick<FlowLine, 'instruction'>): boolean {
  return instruction?.state === 'done' || instruction?.state === 'partly_done';
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
