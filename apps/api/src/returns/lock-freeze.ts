import type { HoldKind, HoldState } from '#domain';
import type { Sql } from '#ledger';
import { notFound } from '../problems/problem';

/** A hold, and what of it belongs to one victim. */
export interface FreezeRow {
  id: string; instruction_id: string; institution_code: string; account_number: string; kind: HoldKind; state: HoldState; until: Date;
  /** The organ that has the right to dispose of it now. */
  organ_code: string;
  /** What of it secures the victim's loss, and what of that is decided and not paid; bigint as text. */
  allocated_fen: string; decided_fen: string;
  unfreezing: boolean;
}

/** The hold of this incident, with the victim's part. Locked together with all that the accounting of these incidents locks, in its order. */
export async function lockFreeze(sql: Sql, incidentId: string, holdId: string, victimIncidentId: string): Promise<FreezeRow> {
  const [, [hold]] = await Promise.all([
    sql.rows(
      `select id from holds where id = $1 or instruction_id in (select covered_by from transfers where incident_id = any($2::uuid[]) and covered_by is not null) order by id for update`,
      [holdId, [incidentId, victimIncidentId]]),
    sql.rows<FreezeRow>(
      `select h.id, h.instruction_id, h.institution_code, h.account_number, h.kind, h.state, h.until, coalesce(h.right_organ_code, n.organ_code) as organ_code,
         coalesce((select fen from hold_allocations where hold_id = h.id and incident_id = $3), 0) as allocated_fen,
         coalesce((select sum(amount_fen) from returns where hold_id = h.id and incident_id = $3 and state = 'decided'), 0) as decided_fen,
         exists (select from measure_requests where hold_id = h.id and kind = 'unfreeze' and needs_plan)
           or exists (select from instructions where hold_id = h.id and kind = 'unfreeze' and state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered')) as unfreezing
       from holds h join instructions n on n.id = h.instruction_id where h.id = $1 and h.incident_id = $2`, [holdId, incidentId, victimIncidentId]),
  ]);
  if (!hold) throw notFound('本警情中没有这项控制', 'This incident has no such hold');
  return hold;
}
