import { iso, isoOrNull } from './incident-summary';
import type { HoldJson, HoldView, QueuedFreezeView } from './incident-view';

/** What is or was in force. */
export function holdViews(holds: readonly HoldJson[]): HoldView[] {
  return holds.flatMap((h) => (h.state === 'queued' || h.until === null ? [] : [{
    id: h.id, instructionId: h.instruction_id, transferId: h.transfer_id, kind: h.kind, state: h.state, controlledFen: h.controlled_fen, since: iso(h.since), until: iso(h.until),
    stopNo: h.stop_no, institutionCode: h.institution_code, accountNumber: h.account_number, skewMs: h.skew_ms, underway: h.underway, refused: h.refused, placedBy: h.placed_by, right: h.handed_to ?? h.placed_by,
    handOver: h.hand_over && { ...h.hand_over, offeredAt: iso(h.hand_over.offeredAt) },
  }]));
}

/** What waits in a queue, each with the end of the stop that still runs on its account. */
export function queuedFreezeViews(holds: readonly HoldJson[]): QueuedFreezeView[] {
  return holds.flatMap((h) => {
    if (h.state !== 'queued' || h.queue_position === null || h.queued_fen === null) return [];
    const runs = holds.filter((one) => one.kind === 'stop' && one.state === 'in_force' && one.institution_code === h.institution_code && one.account_number === h.account_number);
    return [{
      id: h.id, instructionId: h.instruction_id, transferId: h.transfer_id, institutionCode: h.institution_code, accountNumber: h.account_number, position: h.queue_position, queuedFen: h.queued_fen,
      prior: h.prior ?? [], since: iso(h.since), until: isoOrNull(h.until), stopUntil: isoOrNull(runs.map(({ until }) => until).sort().at(-1) ?? null), underway: h.underway,
    }];
  });
}
