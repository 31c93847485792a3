import { CALLS_OF_SETTLED, type EscalationReason, type IncidentState, type MoneyAccount, type OrganLevel } from '#domain';

export interface OpenEscalation { readonly id: string; readonly toLevel: OrganLevel; readonly reason: EscalationReason; readonly raisedAt: string }

/** All that one organ may know of another's incident. */
export interface IncidentName { readonly id: string; readonly number: string; readonly organName: string }

/** One line of a desk's list. */
export interface IncidentSummary {
  readonly id: string; readonly number: string; readonly organCode: string; readonly organName: string; readonly organPath: string;
  readonly state: IncidentState; readonly version: number; readonly lastSeq: number;
  readonly reportedAt: string; readonly enteredAt: string; readonly stoppedAt: string | null; readonly firstSentAt: string | null;
  readonly victimName: string | null; readonly money: MoneyAccount;
  readonly openInstructions: number; readonly uncertainInstructions: number; readonly humanTasks: number;
  /** The highest level called so far. */
  readonly level: OrganLevel;
  /** The highest call that nobody has acknowledged. */
  readonly openEscalation: OpenEscalation | null;
  /** When the first of the holds in force ends, ISO 8601; null when there is none. */
  readonly holdEndsAt: string | null;
  /** The incident that this one is joined into, perhaps another organ's. */
  readonly joinedInto: IncidentName | null;
  /** How many are joined into this one. */
  readonly joinedCount: number;
  /** Codes of the organs that an offer of the right to one of its holds waits for. */
  readonly offeredTo: readonly string[];
}

/** Moments and fen arrive as a `Date` and as text, or, where the row travelled as JSON, as text and as a number. */
type Moment = Date | string;
type FenRead = string | number;

export interface SummaryRow {
  id: string; number: string; organ_code: string; organ_name: string; organ_path: string; state: IncidentState; version: number; fact_count: number;
  reported_at: Moment; entered_at: Moment; stopped_at: Moment | null; sent_at: Moment | null; victim_name: string | null;
  lost_fen: FenRead; controlled_fen: FenRead; in_flight_fen: FenRead; cashed_out_fen: FenRead; untraced_fen: FenRead; returned_fen: FenRead;
  open_instructions: number; uncertain_instructions: number; human_tasks: number; level: OrganLevel;
  joined_into: IncidentName | null; joined_count: number; offered_to: string[];
  open_escalation: { id: string; to_level: OrganLevel; reason: EscalationReason; raised_at: string } | null; hold_ends_at: Moment | null;
}

/** Whether the escalation `e` still calls for somebody about the incident `i`. */
export const STILL_CALLS = `(i.state = 'live' or e.reason in (${CALLS_OF_SETTLED.map((reason) => `'${reason}'`).join(', ')}))`;

/** Columns of a summary; the incident is `i`. */
export const SUMMARY_COLUMNS = `i.id, i.number, i.organ_code, (select o.name from organs o where o.code = i.organ_code) as organ_name, i.organ_path, i.state, i.version, i.fact_count,
  i.reported_at, i.entered_at, i.stopped_at, i.sent_at, i.details->>'victimName' as victim_name,
  i.lost_fen, i.controlled_fen, i.in_flight_fen, i.cashed_out_fen, i.untraced_fen, i.returned_fen,
  i.open_instructions, i.uncertain_instructions, i.human_tasks, i.level, i.joined_count,
  (select json_build_object('id', j.id, 'number', j.number, 'organName', (select o.name from organs o where o.code = j.organ_code)) from incidents j where j.id = i.joined_into) as joined_into,
  case when i.controlled_fen > 0 then (select min(h.until) from holds h where h.incident_id = i.id and h.kind <> 'protective' and h.state = 'in_force') end as hold_ends_at,
  coalesce((select json_agg(g.to_organ_code) from hand_overs g where g.incident_id = i.id and g.state = 'offered'), '[]') as offered_to,
  (select json_build_object('id', e.id, 'to_level', e.to_level, 'reason', e.reason, 'raised_at', e.raised_at) from escalations e
   where e.incident_id = i.id and e.acknowledged_at is null and ${STILL_CALLS}
   order by array_position(array['province', 'city', 'county'], e.to_level), e.raised_at desc limit 1) as open_escalation`;

export function toSummary(row: SummaryRow): IncidentSummary {
  const open = row.open_escalation;
  return {
    id: row.id, number: row.number, organCode: row.organ_code, organName: row.organ_name, organPath: row.organ_path, state: row.state, version: row.version, lastSeq: row.fact_count,
    reportedAt: iso(row.reported_at), enteredAt: iso(row.entered_at), stoppedAt: isoOrNull(row.stopped_at), firstSentAt: isoOrNull(row.sent_at), victimName: row.victim_name,
    money: {
      lostFen: Number(row.lost_fen), controlledFen: Number(row.controlled_fen), inFlightFen: Number(row.in_flight_fen),
      cashedOutFen: Number(row.cashed_out_fen), untracedFen: Number(row.untraced_fen), returnedFen: Number(row.returned_fen),
    },
    openInstructions: row.open_instructions, uncertainInstructions: row.uncertain_instructions, humanTasks: row.human_tasks, level: row.level, joinedInto: row.joined_into, joinedCount: row.joined_count, offeredTo: row.offered_to,
    openEscalation: open && { id: open.id, toLevel: open.to_level, reason: open.reason, raisedAt: iso(open.raised_at) },
    holdEndsAt: isoOrNull(row.hold_ends_at),
  };
}

export function iso(moment: Moment): string {
  return new Date(moment).toISOString();
}
export function isoOrNull(moment: Moment | null): string | null {
  return moment === null ? null : iso(moment);
}
