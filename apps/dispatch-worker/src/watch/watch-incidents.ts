import { CLOCK_TO_STOP_LIMIT_MS, decideWatch, ENDED_STATES, higher, type EscalationPolicy, type EscalationReason, type EscalationToRaise, type HoldAlarm, type HoldKind, type IdSource, type InstructionState, type OrganLevel, type WatchedIncident } from '#domain';
import { ESCALATION_COLUMNS, insertBatch, type IncidentHead, type LedgerTransaction, type Sql } from '#ledger';

export interface WatchTools {
  readonly ids: IdSource;
  readonly policy: EscalationPolicy;
}

export interface WatchedInstructionRow { incident_id: string; id: string; transfer_id: string | null; institution_code: string; state: InstructionState; state_at: Date; sent_at: Date | null; needs_human: boolean; approval_due_at: Date | null }
export interface HoldRow { incident_id: string; id: string; kind: HoldKind; institution_code: string; account_number: string; protective_stop_id: string | null; own: boolean; transfer_id: string; given_by: string; until: Date; alarms_told: number }
export interface EscalationRow { incident_id: string; reason: EscalationReason; to_level: OrganLevel; instruction_id: string | null; raised_at: Date; acknowledged: boolean }

/** When the approval must be there that an instruction, even one that has ended, still waits for. */
const APPROVAL_DUE = "(select a.due_at from instruction_approvals a where a.instruction_id = instructions.id and a.state = 'waiting' and (a.need = 'after' or instructions.state = 'planned'))";

/** Levels an organ path has: province/, province/city/, province/city/county/. */
function ownLevelOf(head: IncidentHead): OrganLevel {
  const depth = head.organPath.split('/').filter((code) => code.length > 0).length;
  return depth >= 3 ? 'county' : depth === 2 ? 'city' : 'province';
}

/** What the watch sees of some incidents, as their rows say it in this transaction. */
export interface WatchedRows {
  readonly ids: readonly string[];
  readonly instructions: readonly WatchedInstructionRow[];
  readonly escalations: readonly EscalationRow[];
  readonly holds: readonly HoldRow[];
  readonly unknown: readonly { readonly incident_id: string; readonly n: number }[];
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

/** The first half of `watchIncidents`: its statements are sent in the moment of the call, so other reads can share their way. */
export async function readWatched(sql: Sql, incidentIds: readonly string[]): Promise<WatchedRows> {
  const ids = [...new Set(incidentIds)];
  const [instructions, escalations, holds, unknown] = await Promise.all([
    sql.rows<WatchedInstructionRow>(
      `select incident_id, id, transfer_id, institution_code, state, state_at, sent_at, needs_human, ${APPROVAL_DUE} as approval_due_at from instructions
       where incident_id = any($1::uuid[]) and (state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered') or (state <> 'withdrawn' and ${APPROVAL_DUE} is not null))`, [ids]),
    sql.rows<EscalationRow>(
      'select incident_id, reason, to_level, instruction_id, raised_at, acknowledged_at is not null as acknowledged from escalations where incident_id = any($1::uuid[])', [ids]),
    sql.rows<HoldRow>(
      // Its own holds, and those of others' stops that its transfers rely on: their end concerns it as much. What of them secures its loss is
      // worked out beside this read, in the same commit, and cannot be asked for here.
      `select watched.incident_id, h.id, h.kind, h.institution_code, h.account_number, h.protective_stop_id, h.incident_id = watched.incident_id as own, watched.transfer_id, coalesce(h.measure_id, h.instruction_id) as given_by, h.until, coalesce(told.told, 0) as alarms_told
       from (select incident_id, id as hold_id, transfer_id from holds where incident_id = any($1::uuid[]) and state in ('in_force', 'queued') and until is not null
             union all
             select t.incident_id, s.id, (array_agg(t.id order by t.id))[1] from (select id, incident_id, covered_by from transfers where incident_id = any($1::uuid[]) and covered_by is not null offset 0) t
               cross join lateral (select id from holds where instruction_id = t.covered_by and state = 'in_force' and incident_id <> t.incident_id offset 0) s group by 1, 2) watched
       join holds h on h.id = watched.hold_id left join hold_alarms told on told.incident_id = watched.incident_id and told.hold_id = h.id and told.until = h.until`, [ids]),
    sql.rows<{ incident_id: string; n: number }>(
      'select incident_id, count(*)::int as n from transfers where incident_id = any($1::uuid[]) and institution_code is null group by 1', [ids]),
  ]);
  return { ids, instructions, escalations, holds, unknown };
}

/** The second half: nothing is read any more. */
export function applyWatch(transaction: LedgerTransaction, { ids, instructions, escalations, holds, unknown }: WatchedRows, tools: WatchTools, extra: readonly DemandedCall[]): void {
  const raised: Record<string, unknown>[] = [];
  for (const id of ids) {
    const head = transaction.head(id);
    const view: WatchedIncident = {
      live: head.state === 'live', enteredAtMs: head.enteredAt.getTime(), stopped: head.money.inFlightFen === 0, lostFen: head.money.lostFen, ownLevel: ownLevelOf(head),
      joined: Boolean(head.joinedInto), institutionsUnknown: unknown.find((row) => row.incident_id === id)?.n ?? 0,
      instructions: instructions.filter((row) => row.incident_id === id && !ENDED_STATES.has(row.state)).map((row) => ({ id: row.id, state: row.state, stateAtMs: row.state_at.getTime(), sentAtMs: row.sent_at?.getTime() ?? null })),
      approvals: instructions.flatMap((row) => (row.incident_id === id && row.approval_due_at !== null ? [{ instructionId: row.id, dueAtMs: row.approval_due_at.getTime() }] : [])),
      // Another's stop is of interest as far as money of ours lies under control.
      holds: holds.filter((row) => row.incident_id === id && (row.own || head.money.controlledFen > 0)).map((row) => ({ id: row.id, own: row.own, instructionId: row.given_by, untilMs: row.until.getTime(), alarmsTold: row.alarms_told, protective: row.kind === 'protective' })),
      escalations: escalations.filter((row) => row.incident_id === id).map((row) => ({ reason: row.reason, toLevel: row.to_level, instructionId: row.instruction_id, raisedAtMs: row.raised_at.getTime(), acknowledged: row.acknowledged })),
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
    const until = hold.until.toISOString();
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
