import type { HoldView, IncidentView, InstructionView, TransferView } from '../api/contract';

/** One line of the flow: a transfer with the instruction that counts for it now and the hold it led to. */
export interface FlowLine {
  readonly transfer: TransferView;
  /** The latest stop; undefined while none is planned. */
  readonly instruction: InstructionView | undefined;
  readonly hold: HoldView | undefined;
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
      lines.push({ transfer, instruction: latestStop(incident.instructions, transfer.transferId), hold: latestHold(incident.holds, transfer.transferId) });
      walk(transfer.transferId);
    }
  };
  walk(null);
  return lines;
}

function latestStop(instructions: readonly InstructionView[], transferId: string): InstructionView | undefined {
  return instructions.filter((instruction) => instruction.transferId === transferId && instruction.kind === 'stop').sort((a, b) => b.plannedAt.localeCompare(a.plannedAt))[0];
}

function latestHold(holds: readonly HoldView[], transferId: string): HoldView | undefined {
  return holds.filter((hold) => hold.transferId === transferId).sort((a, b) => b.since.localeCompare(a.since))[0];
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
