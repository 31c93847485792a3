import { queuedFreezeFrom, ruleOnHold, untilAfter, type EscalationToRaise, type HoldEvent, type HoldPolicy, type IdSource, type MeasureSaid, type PriorFreeze, type QueuedSaid } from '#domain';
import { HOLD_COLUMNS, insertBatch, type LedgerTransaction } from '#ledger';
import { giveSharesTo, MEASURED_HOLD_COLUMNS, type MeasuredHoldRow } from './convert-hold';
import { skewMs, type PlacedAnswer } from './place-holds';

type QueuedRow = Pick<MeasuredHoldRow, 'id' | 'incident_id' | 'transfer_id' | 'instruction_id' | 'institution_code' | 'account_number' | 'state'> & { queued_by: string; queue_position: number | null; prior: readonly PriorFreeze[] };
type Call = EscalationToRaise & { readonly incidentId: string };

export interface AppliedQueue {
  /** Freezes of which nothing is left to apply: their words were about the queue. */
  readonly settled: ReadonlySet<string>;
  readonly calls: readonly Call[];
}

/**
 * 轮候冻结: what institutions say of freezes that had to queue behind earlier ones, under the hold's law: placed there, moved there, come to
 * their turn, or ended with the queue. The stop that runs beside it stays in force until it ends by itself. All holds must be locked.
 */
export async function applyQueue(transaction: LedgerTransaction, freezes: readonly PlacedAnswer[], stops: ReadonlyMap<string, MeasuredHoldRow>, policy: HoldPolicy, ids: IdSource): Promise<AppliedQueue> {
  if (freezes.length === 0) return { settled: new Set(), calls: [] };
  const rows = await transaction.sql.rows<QueuedRow>(
    'select id, incident_id, transfer_id, instruction_id, institution_code, account_number, state, queued_by, queue_position, prior from holds where queued_by = any($1::uuid[])', [freezes.map(({ row }) => row.id)]);
  const queued = new Map(rows.map((row) => [row.queued_by, row]));
  const settled = new Set<string>();
  const calls: Call[] = [];
  for (const one of freezes) {
    const hold = queued.get(one.row.id);
    const stop = stops.get(one.row.hold_id ?? '');
    if (!hold) {
      if (one.answer.kind !== 'queued' || !stop) continue;
      queued.set(one.row.id, await enterQueue(transaction, one, one.answer, stop, policy, ids.next()));
      settled.add(one.row.id);
      // What it was to replace is given back or replaced already: somebody must find out what stands.
      if (stop.state === 'released' || stop.state === 'converted') calls.push(callFor(one, 'contradiction'));
      continue;
    }
    settled.add(one.row.id);
    const event: HoldEvent = one.answer.kind === 'queued' ? 'queue_moved' : one.answer.kind === 'refused' ? 'queue_ended' : 'took_effect';
    const ruling = ruleOnHold(hold.state, event);
    if (ruling === 'repeated') continue;
    if (ruling.contradicts) calls.push(callFor(one, 'contradiction'));
    if (ruling.contradicts && ruling.to === hold.state) continue;
    if (one.answer.kind === 'queued') await moveInQueue(transaction, one, one.answer, hold);
    else if (one.answer.kind === 'done' || one.answer.kind === 'partly_done') await takeEffect(transaction, one, one.answer, hold, policy);
    else {
      await endQueue(transaction, one, hold);
      calls.push(callFor(one, 'hold_lapsed'));
    }
    hold.state = ruling.to;
  }
  return { settled, calls };
}

function callFor({ row }: PlacedAnswer, reason: EscalationToRaise['reason']): Call {
  return { incidentId: row.incident_id, reason, fromLevel: null, toLevel: 'county', instructionId: row.id };
}

async function enterQueue(transaction: LedgerTransaction, { row, actor, receivedAt }: PlacedAnswer, said: QueuedSaid, stop: MeasuredHoldRow, policy: HoldPolicy, id: string): Promise<QueuedRow> {
  const freeze = queuedFreezeFrom(said, Number(row.amount_fen), policy);
  const place = { institution_code: stop.institution_code, account_number: stop.account_number };
  await insertBatch(transaction.sql, 'holds', { ...HOLD_COLUMNS, queued_by: 'uuid', queue_position: 'smallint', queued_fen: 'bigint', prior: 'jsonb', right_organ_code: 'text' }, [{
    id, incident_id: stop.incident_id, transfer_id: stop.transfer_id, instruction_id: stop.instruction_id, ...place, kind: 'freeze', state: 'queued', controlled_fen: 0,
    since: freeze.since, until: freeze.until, stop_no: stop.stop_no, measure_id: row.id, skew_ms: skewMs(freeze.since, receivedAt), queued_by: row.id, queue_position: freeze.position, queued_fen: freeze.queuedFen, prior: freeze.prior, right_organ_code: stop.right_organ_code,
  }]);
  const runs = stop.state === 'in_force' && stop.until !== null ? stop.until.toISOString() : null;
  transaction.append({
    incidentId: stop.incident_id, type: 'hold.queued', actor,
    data: {
      holdId: id, instructionId: stop.instruction_id, measureId: row.id, transferId: stop.transfer_id, institutionCode: stop.institution_code, accountNumber: stop.account_number,
      queuedFen: freeze.queuedFen, position: freeze.position, prior: freeze.prior, bankAt: said.bankAt, stopUntil: runs,
    },
  }, row.traceparent);
  return { id, incident_id: stop.incident_id, transfer_id: stop.transfer_id, instruction_id: stop.instruction_id, ...place, state: 'queued', queued_by: row.id, queue_position: freeze.position, prior: freeze.prior };
}

/** Nothing is told when the institution only says again what it said before. */
async function moveInQueue(transaction: LedgerTransaction, { row, actor }: PlacedAnswer, said: QueuedSaid, hold: QueuedRow): Promise<void> {
  const before = hold.queue_position ?? said.position;
  if (hold.state === 'queued' && before === said.position && samePrior(hold.prior, said.prior)) return;
  // Back in the queue after our clock, or the institution itself, ended it: its word outlives that end.
  await transaction.sql.rows("update holds set until = case when state = 'queued' then until end, state = 'queued', queue_position = $2, prior = $3::jsonb where id = $1", [hold.id, said.position, JSON.stringify(said.prior)]);
  hold.queue_position = said.position;
  hold.prior = said.prior;
  transaction.append({ incidentId: hold.incident_id, type: 'hold.queue_moved', actor, data: { ...toldOf(hold, row.id), before, position: said.position, prior: said.prior, bankAt: said.bankAt } }, row.traceparent);
}

function samePrior(one: readonly PriorFreeze[], other: readonly PriorFreeze[]): boolean {
  return one.length === other.length && one.every(({ authority, until, amountFen }, i) => authority === other[i]?.authority && until === other[i].until && amountFen === other[i].amountFen);
}

/**
 * Its turn came: six months count from the institution's moment of taking effect (PROC 243). It speaks for everybody whose transfers rely on
 * the account now, and takes over what a stop that still runs there secures; where none runs, the accounting gives out what is free.
 */
async function takeEffect(transaction: LedgerTransaction, { row, actor, receivedAt }: PlacedAnswer, said: MeasureSaid, hold: QueuedRow, policy: HoldPolicy): Promise<void> {
  const until = untilAfter('freeze', said, policy);
  const skew = skewMs(said.bankAt, receivedAt);
  const [transfer] = await transaction.sql.rows<{ covered_by: string | null }>('select covered_by from transfers where id = $1', [hold.transfer_id]);
  const reliedOn = transfer?.covered_by ?? hold.instruction_id;
  const [stop] = await transaction.sql.rows<MeasuredHoldRow>(`select ${MEASURED_HOLD_COLUMNS} from holds where instruction_id = $1 and kind = 'stop' and state = 'in_force'`, [reliedOn]);
  const told = { ...toldOf(hold, row.id), institutionCode: hold.institution_code, accountNumber: hold.account_number, controlledFen: said.controlledFen, since: said.bankAt, until, skewMs: skew };
  await transaction.sql.rows(
    "update holds set state = 'in_force', controlled_fen = $2, since = $3, until = $4, skew_ms = $5, instruction_id = $6, queue_position = null where id = $1",
    [hold.id, said.controlledFen, said.bankAt, until, skew, reliedOn]);
  transaction.append({ incidentId: hold.incident_id, type: 'hold.took_effect', actor, data: { ...told, instructionId: reliedOn } }, row.traceparent);
  if (!stop) return;
  await giveSharesTo(transaction.sql, stop, { freezeId: hold.id, measureId: row.id, controlledFen: said.controlledFen });
  transaction.append({ incidentId: stop.incident_id, type: 'hold.converted', actor, data: { ...told, holdId: stop.id, freezeId: hold.id, instructionId: stop.instruction_id, transferId: stop.transfer_id } }, row.traceparent);
}

async function endQueue(transaction: LedgerTransaction, { row, actor, receivedAt }: PlacedAnswer, hold: QueuedRow): Promise<void> {
  await transaction.sql.rows("update holds set state = 'lapsed', until = least(until, $2) where id = $1", [hold.id, receivedAt]);
  transaction.append({ incidentId: hold.incident_id, type: 'hold.queue_ended', actor, data: toldOf(hold, row.id) }, row.traceparent);
}

function toldOf(hold: QueuedRow, measureId: string): { holdId: string; instructionId: string; measureId: string; transferId: string } {
  return { holdId: hold.id, instructionId: hold.instruction_id, measureId, transferId: hold.transfer_id };
}
