import { EVENT_OF_MEASURE, isMeasureKind, ruleOnHold, untilAfter, type EscalationToRaise, type HoldEvent, type HoldPolicy, type IdSource } from '#domain';
import { lockHolds, type LedgerTransaction } from '#ledger';
import { applyQueue } from './apply-queue';
import { convertHold, MEASURED_HOLD_COLUMNS, type CarriedOut, type MeasuredHoldRow } from './convert-hold';
import type { PlacedAnswer } from './place-holds';

/**
 * What institutions carried out on holds that were there, under the hold's law: extended, released, converted, renewed. Only an explicit
 * "done" moves a hold (a freeze also by "partly done"); what is said of a queue goes to `applyQueue`; what contradicts the hold's state calls a human.
 */
export async function applyMeasures(transaction: LedgerTransaction, answered: readonly PlacedAnswer[], policy: HoldPolicy, ids: IdSource): Promise<(EscalationToRaise & { readonly incidentId: string })[]> {
  const measures = answered.filter(speaksOfHold);
  if (measures.length === 0) return [];
  // With all others that the accounting will want, at once and in one order: locked alone and first, it would be locked out of order.
  await lockHolds(transaction.sql, [...transaction.heads.keys()]);
  const rows = await transaction.sql.rows<MeasuredHoldRow>(`select ${MEASURED_HOLD_COLUMNS} from holds where id = any($1::uuid[])`, [measures.map(({ row }) => row.hold_id)]);
  const holds = new Map(rows.map((hold) => [hold.id, hold]));
  const queue = await applyQueue(transaction, measures.filter(({ instruction }) => instruction.kind === 'freeze'), holds, policy, ids);
  const calls: (EscalationToRaise & { incidentId: string })[] = [...queue.calls];
  for (const one of measures) {
    if (queue.settled.has(one.row.id)) continue;
    const { answer, instruction } = one;
    const hold = holds.get(one.row.hold_id ?? '');
    if (!hold || !isMeasureKind(instruction.kind) || (answer.kind !== 'done' && answer.kind !== 'partly_done')) continue;
    const event = EVENT_OF_MEASURE[instruction.kind];
    const ruling = ruleOnHold(hold.state, event);
    // Half a release is no release: what is still held, and for whom, only a person can find out.
    const halfReleased = event === 'released' && (answer.kind === 'partly_done' || answer.controlledFen > 0);
    if (halfReleased || (ruling !== 'repeated' && ruling.contradicts)) calls.push({ incidentId: hold.incident_id, reason: 'contradiction', fromLevel: null, toLevel: 'county', instructionId: one.row.id });
    if (halfReleased || ruling === 'repeated' || (ruling.contradicts && ruling.to === hold.state)) continue;
    await moveHold(transaction, event, { one, kind: instruction.kind, said: answer, hold, policy }, ids);
    hold.state = ruling.to;
  }
  return calls;
}

/** A measure carried out; of a freeze also that it must queue, or, refused, that its queue may have ended. */
function speaksOfHold({ instruction, answer, row }: PlacedAnswer): boolean {
  if (row.hold_id === null || !isMeasureKind(instruction.kind)) return false;
  return answer.kind === 'done' || answer.kind === 'partly_done' || (instruction.kind === 'freeze' && (answer.kind === 'queued' || answer.kind === 'refused'));
}

async function moveHold(transaction: LedgerTransaction, event: HoldEvent, carried: CarriedOut, ids: IdSource): Promise<void> {
  const { one, kind, said, hold, policy } = carried;
  const told = { holdId: hold.id, instructionId: hold.instruction_id, measureId: one.row.id, transferId: hold.transfer_id };
  switch (event) {
    case 'extended':
    case 'renewed': {
      const until = untilAfter(kind, said, policy);
      await transaction.sql.rows("update holds set state = 'in_force', until = $2, measure_id = $3, extensions = extensions + 1 where id = $1", [hold.id, until, one.row.id]);
      transaction.append({ incidentId: hold.incident_id, type: 'hold.extended', actor: one.actor, data: { ...told, until } }, one.row.traceparent);
      return;
    }
    case 'released':
      // What was secured is with the account's owner again; where it goes from there nobody tells us: it counts as untraced.
      await transaction.sql.rows("update holds set state = 'released', measure_id = $2, until = coalesce(until, $3) where id = $1", [hold.id, one.row.id, said.bankAt]);
      transaction.append({ incidentId: hold.incident_id, type: 'hold.released', actor: one.actor, data: { ...told, bankAt: said.bankAt } }, one.row.traceparent);
      return;
    case 'converted':
      return convertHold(transaction, carried, ids);
    case 'lapsed':
    case 'queue_moved':
    case 'took_effect':
    case 'queue_ended':
      throw new Error(`"${event}" is no measure carried out`);
  }
}
