import { CLOCK_TO_STOP_LIMIT_MS, decideWatch, ENDED_STATES, higher, type EscalationPolicy, type EscalationToRaise, type HoldAlarm, type IdSource, type OrganLevel, type WatchedIncident } from '#domain';
import { ESCALATION_COLUMNS, insertBatch, type IncidentHead, type LedgerTransaction } from '#ledger';
import { readWatched, type HoldRow, type WatchedInstructionRow, type WatchedRows } from './read-watched';

export interface WatchTools {
  readonly ids: IdSource;
  readonly policy: EscalationPolicy;
}

/** Levels an organ path has: province/, province/city/, province/city/county/. */
function ownLevelOf(head: IncidentHead): OrganLevel {
  const depth = head.organPath.split('/').filter((code) => code.length > 0).length;
  return depth >= 3 ? 'county' : depth === 2 ? 'city' : 'province';
}

/** A call that a change itself demands (a contradiction, money cut off from the chase). */
export type DemandedCall = EscalationToRaise & { readonly incidentId: string };

/**
 * Station 7, inside the transaction of any change: decides who must be called about these incidents now, tells it, and notes on the
 * head when to look again.
 */
export async function watchIncidents(transaction: LedgerTransaction, incidentIds: readonly string[], tools: WatchTools, extra: readonly DemandedCall[] = []): Promise<void> {
  if (incidentIds.length > 0) applyWatch(transaction, await readWatched(transaction.sql, incidentIds), tools, extra);
}

/** The second half: nothing is read any more. */
export function applyWatch(transaction: LedgerTransaction, { ids, instructions, escalations, holds, unknown }: WatchedRows, tools: WatchTools, extra: readonly DemandedCall[]): void {
  const raised: Record<string, unknown>[] = [];
  for (const id of ids) {
    const head = transaction.head(id);
    const view: WatchedIncident = {
      live: head.state === 'live', enteredAtMs: head.enteredAt.getTime(), stopped: head.money.inFlightFen === 0, lostFen: head.money.lostFen, ownLevel: ownLevelOf(head),
      joined: Boolean(head.joinedInto), institutionsUnknown: unknown.find((row) => row.incident_id === id)?.n ?? 0,
      instructions: instructions.filter((row) => row.incident_id === id && !ENDED_STATES.has(row.state)).map((row) => ({ id: row.id, state: row.state, stateAtMs: Date.parse(row.state_at), sentAtMs: row.sent_at === null ? null : Date.parse(row.sent_at) })),
      approvals: instructions.flatMap((row) => (row.incident_id === id && row.approval_due_at !== null ? [{ instructionId: row.id, dueAtMs: Date.parse(row.approval_due_at) }] : [])),
      // Another's stop is of interest as far as money of ours lies under control.
      holds: holds.filter((row) => row.incident_id === id && (row.own || head.money.controlledFen > 0)).map((row) => ({ id: row.id, own: row.own, instructionId: row.given_by, untilMs: Date.parse(row.until), alarmsTold: row.alarms_told, protective: row.kind === 'protective' })),
      escalations: escalations.filter((row) => row.incident_id === id).map((row) => ({ reason: row.reason, toLevel: row.to_level, instructionId: row.instruction_id, raisedAtMs: Date.parse(row.raised_at), acknowledged: row.acknowledged })),
    };
    const demanded = newCalls(extra.filter((call) => call.incidentId === id), view);
    // The demanded calls are part of what is decided on: they climb like all others when nobody acknowledges them.
    const told = demanded.map((call) => ({ ...call, raisedAtMs: transaction.at.getTime(), acknowledged: false }));
    const decision = decideWatch({ ...view, escalations: [...view.escalations, ...told] }, tools.policy, transaction.at.getTime());
    head.watchAt = decision.nextAtMs === null ? null : new Date(decision.nextAtMs);
    tellAlarms(transaction, id, decision.alarms, holds);
    for (const call of [...demanded, ...decision.raise]) raised.push(raiseOne(transaction, head, call, tools, instructions));
  }
  if (raised.length > 0) transaction.write(insertBatch(transaction.sql, 'escalations', ESCALATION_COLUMNS, raised, { onConflict: 'on conflict do nothing' }));
  const toHuman = instructions.filter((row) => row.needs_human && raised.some((call) => call['instruction_id'] === row.id)).map((row) => row.id);
  if (toHuman.length > 0) transaction.write(transaction.sql.rows('update instructions set needs_human = true where id = any($1::uuid[])', [toHuman]));
}

function tellAlarms(transaction: LedgerTransaction, incidentId: string, alarms: readonly HoldAlarm[], holds: readonly HoldRow[]): void {
  for (const { holdId, alarmsTold } of alarms) {
    const hold = holds.find((row) => row.id === holdId && row.incident_id === incidentId);
    if (!hold) continue;
    transaction.write(transaction.sql.rows(
      `insert into hold_alarms (incident_id, hold_id, until, told) values ($1, $2, $3, $4)
       on conflict (incident_id, hold_id) do update set until = excluded.until, told = excluded.told`, [incidentId, holdId, hold.until, alarmsTold]));
    const until = new Date(hold.until).toISOString();
    if (hold.protective_stop_id !== null) {
      transaction.append({ incidentId, type: 'protection.alarm', actor: 'worker', data: { protectiveStopId: hold.protective_stop_id, holdId, institutionCode: hold.institution_code, accountNumber: hold.account_number, until } }, null);
    } else transaction.append({ incidentId, type: 'hold.alarm', actor: 'worker', data: { holdId, transferId: hold.transfer_id, until } }, null);
  }
}

/** What a change demands and nobody was called about yet, each once, at the incident's own level or above. */
function newCalls(demanded: readonly EscalationToRaise[], view: WatchedIncident): EscalationToRaise[] {
  const keyOf = (call: Pick<EscalationToRaise, 'reason' | 'toLevel' | 'instructionId'>): string => `${call.reason}/${call.toLevel}/${call.instructionId ?? ''}`;
  const known = new Set(view.escalations.map(keyOf));
  const calls = demanded.map((call) => ({ ...call, toLevel: higher(call.toLevel, view.ownLevel) }));
  return calls.filter((call) => !known.has(keyOf(call)) && known.add(keyOf(call)));
}

function raiseOne(transaction: LedgerTransaction, head: IncidentHead, call: EscalationToRaise, tools: WatchTools, instructions: readonly WatchedInstructionRow[]): Record<string, unknown> {
  const escalationId = tools.ids.next();
  head.level = higher(head.level, call.toLevel);
  transaction.append({
    incidentId: head.id, type: 'escalation.raised', actor: 'worker',
    data: { escalationId, fromLevel: call.fromLevel, toLevel: call.toLevel, reason: call.reason, instructionId: call.instructionId },
  }, null);
  if (call.reason === 'clock_overdue' && call.fromLevel === null) {
    transaction.append({ incidentId: head.id, type: 'clock.overdue', actor: 'worker', data: { clock: 'clock_to_stop', limitMs: CLOCK_TO_STOP_LIMIT_MS } }, null);
  }
  const instruction = instructions.find((row) => row.id === call.instructionId);
  if (instruction && !instruction.needs_human) {
    instruction.needs_human = true;
    head.humanTasks += 1;
    transaction.append({
      incidentId: head.id, type: 'instruction.handed_to_human', actor: 'worker',
      data: { instructionId: instruction.id, transferId: instruction.transfer_id, institutionCode: instruction.institution_code, state: instruction.state, why: call.reason },
    }, null);
  }
  return { id: escalationId, incident_id: head.id, instruction_id: call.instructionId, from_level: call.fromLevel, to_level: call.toLevel, reason: call.reason, raised_at: transaction.at };
}
