import type { FactCatalogue, HandedHold, HandOverState } from '#domain';
import type { Sql } from '#ledger';
import { notFound } from '../problems/problem';
import type { HoldRow } from '../measures/request-measure';

export interface HandOverRow { id: string; from_organ_code: string; to_organ_code: string; to_organ_path: string; state: HandOverState; from_name: string; to_name: string }

/** A locked hold as a hand-over sees it. */
export function handedHold(hold: HoldRow, offerOpen: boolean): HandedHold {
  return { state: hold.state, untilMs: hold.until?.getTime() ?? Infinity, rightOrganCode: hold.right_organ_code, measureOpen: hold.measure_open, offerOpen };
}

/** The hand-over of this hold of this incident, locked. Throws 404 when there is none. */
export async function lockHandOver(sql: Sql, place: { readonly incidentId: string; readonly holdId: string; readonly handOverId: string }): Promise<HandOverRow> {
  const [row] = await sql.rows<HandOverRow>(
    `select g.id, g.from_organ_code, g.to_organ_code, g.to_organ_path, g.state, f.name as from_name, t.name as to_name
     from hand_overs g join organs f on f.code = g.from_organ_code join organs t on t.code = g.to_organ_code
     where g.id = $1 and g.hold_id = $2 and g.incident_id = $3 for update of g`, [place.handOverId, place.holdId, place.incidentId]);
  if (!row) throw notFound('本警情中没有这项移交', 'This incident has no such hand-over');
  return row;
}

/** A hand-over as all of its facts tell it. */
export function toldOf(row: HandOverRow, hold: HoldRow, holdId: string): FactCatalogue['hand_over.accepted'] {
  return {
    handOverId: row.id, holdId, transferId: hold.transfer_id, accountNumber: hold.account_number, fromOrganCode: row.from_organ_code, fromOrganName: row.from_name,
    toOrganCode: row.to_organ_code, toOrganName: row.to_name, toOrganPath: row.to_organ_path,
  };
}
