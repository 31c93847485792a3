import type { EscalationReason, HoldKind, InstructionState, OrganLevel } from '#domain';
import type { Sql } from '#ledger';

export interface WatchedInstructionRow { incident_id: string; id: string; transfer_id: string | null; institution_code: string; state: InstructionState; state_at: string; sent_at: string | null; needs_human: boolean; approval_due_at: string | null }
export interface HoldRow { incident_id: string; id: string; kind: HoldKind; institution_code: string; account_number: string; protective_stop_id: string | null; own: boolean; transfer_id: string; given_by: string; until: string; alarms_told: number }
export interface EscalationRow { incident_id: string; reason: EscalationReason; to_level: OrganLevel; instruction_id: string | null; raised_at: string; acknowledged: boolean }

/** What the watch sees of some incidents, as their rows say it in this transaction. Moments are ISO 8601. */
export interface WatchedRows {
  readonly ids: readonly string[];
  readonly instructions: readonly WatchedInstructionRow[];
  readonly escalations: readonly EscalationRow[];
  readonly holds: readonly HoldRow[];
  readonly unknown: readonly { readonly incident_id: string; readonly n: number }[];
}

/** When the approval must be there that an instruction, even one that has ended, still waits for. */
const APPROVAL_DUE = "(select a.due_at from instruction_approvals a where a.instruction_id = instructions.id and a.state = 'waiting' and (a.need = 'after' or instructions.state = 'planned'))";

const INSTRUCTIONS = `
  select incident_id, id, transfer_id, institution_code, state, state_at, sent_at, needs_human, ${APPROVAL_DUE} as approval_due_at from instructions
  where incident_id = any($1::uuid[]) and (state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered') or (state <> 'withdrawn' and ${APPROVAL_DUE} is not null))`;

const ESCALATIONS = 'select incident_id, reason, to_level, instruction_id, raised_at, acknowledged_at is not null as acknowledged from escalations where incident_id = any($1::uuid[])';

/**
 * Its own holds, and those of others' stops that its transfers rely on: their end concerns it as much. What of them secures its loss is
 * worked out beside this read, in the same commit, and cannot be asked for here.
 */
const HOLDS = `
  select watched.incident_id, h.id, h.kind, h.institution_code, h.account_number, h.protective_stop_id, h.incident_id = watched.incident_id as own, watched.transfer_id,
    coalesce(h.measure_id, h.instruction_id) as given_by, h.until, coalesce(told.told, 0) as alarms_told
  from (select incident_id, id as hold_id, transfer_id from holds where incident_id = any($1::uuid[]) and state in ('in_force', 'queued') and until is not null
        union all
        select t.incident_id, s.id, (array_agg(t.id order by t.id))[1] from (select id, incident_id, covered_by from transfers where incident_id = any($1::uuid[]) and covered_by is not null offset 0) t
          cross join lateral (select id from holds where instruction_id = t.covered_by and state = 'in_force' and incident_id <> t.incident_id offset 0) s group by 1, 2) watched
  join holds h on h.id = watched.hold_id left join hold_alarms told on told.incident_id = watched.incident_id and told.hold_id = h.id and told.until = h.until`;

const UNKNOWN = 'select incident_id, count(*)::int as n from transfers where incident_id = any($1::uuid[]) and institution_code is null group by 1';

const listOf = (select: string): string => `coalesce((select json_agg(row_to_json(one)) from (${select}) one), '[]')`;

/** The first half of `watchIncidents`, one statement: it is asked in every commit of the worker, and is sent in the moment of the call, so other reads can share its way. */
export async function readWatched(sql: Sql, incidentIds: readonly string[]): Promise<WatchedRows> {
  const ids = [...new Set(incidentIds)];
  const [rows] = await sql.rows<Omit<WatchedRows, 'ids'>>(
    `select ${listOf(INSTRUCTIONS)} as instructions, ${listOf(ESCALATIONS)} as escalations, ${listOf(HOLDS)} as holds, ${listOf(UNKNOWN)} as unknown`, [ids]);
  if (!rows) throw new Error('a row of lists always comes');
  return { ids, ...rows };
}
