import type { Fen, SamePair } from '#domain';
import type { Sql } from './sql';

export interface PaidBack {
  readonly returnId: string; readonly holdId: string; readonly transferId: string; readonly victimIncidentId: string; readonly amountFen: Fen;
  /** The bank's moment and serial number, and who wrote them down when. */
  readonly paidAt: Date; readonly serial: string; readonly by: string; readonly at: Date;
}

/** A victim's payments told again by a joined report, and all that was found below them: what they tell counts where the report is joined into. */
const TOLD_AGAIN = `with recursive told_again as (
   select id, incident_id, duplicate_of from transfers where incident_id = $1 and duplicate_of is not null
   union all select t.id, t.incident_id, above.duplicate_of from transfers t join told_again above on t.incident_id = above.incident_id and t.parent_transfer_id = above.id)`;

/**
 * The transfer that carried the victim's money to this hold: the victim's own, else one that was found by a report joined into it. One that
 * counts for another victim, because the report told it again, only when there is no other. Throws when the hold secures nothing of this victim.
 */
export async function paidBackTo(sql: Sql, hold: { readonly id: string; readonly instruction_id: string }, victimIncidentId: string): Promise<string> {
  const [transfer] = await sql.rows<{ id: string }>(
    `${TOLD_AGAIN} select t.id from transfers t join incidents i on i.id = t.incident_id where t.covered_by = $2 and (i.id = $1 or i.joined_into = $1)
     order by i.id = $1 desc, t.id not in (select id from told_again) desc, t.id limit 1`, [victimIncidentId, hold.instruction_id]);
  if (!transfer) throw new Error(`hold ${hold.id} secures incident ${victimIncidentId} without a transfer`);
  return transfer.id;
}

/** The bank paid: the money leaves the hold and is with the victim. The hold must be locked; the incidents are to be accounted for anew. */
export async function writePaidBack(sql: Sql, paid: PaidBack): Promise<void> {
  await Promise.all([
    sql.rows("update returns set state = 'paid', paid_at = $2, paid_serial = $3, ended_by = $4, ended_at = $5 where id = $1", [paid.returnId, paid.paidAt, paid.serial, paid.by, paid.at]),
    sql.rows('update hold_allocations set fen = fen - $3::bigint where hold_id = $1 and incident_id = $2', [paid.holdId, paid.victimIncidentId, paid.amountFen]),
    sql.rows('update holds set controlled_fen = controlled_fen - $2::bigint, allocated_fen = allocated_fen - $2::bigint where id = $1', [paid.holdId, paid.amountFen]),
    sql.rows('update transfers set returned_fen = returned_fen + $2::bigint where id = $1', [paid.transferId, paid.amountFen]),
  ]);
}

/** Is a return decided and unpaid that rests on this join: to the victim of the one, from what only the other one's transfers reached? */
export async function returnRestsOnJoin(sql: Sql, joinedIncidentId: string, intoIncidentId: string): Promise<boolean> {
  const rows = await sql.rows("select from returns r join transfers t on t.id = r.transfer_id where r.incident_id = $2 and r.state = 'decided' and t.incident_id = $1 limit 1", [joinedIncidentId, intoIncidentId]);
  return rows.length > 0;
}

/**
 * A join is taken apart: what was paid to the victim of the one from what only the other one's transfers reached stays with the victim who got
 * it. It is written on the payments that were told again, as far as they lost so much, beginning with the one it came through.
 */
export async function leaveReturnsWithVictim(sql: Sql, joinedIncidentId: string, intoIncidentId: string, same: readonly SamePair[]): Promise<void> {
  const paid = await sql.rows<{ id: string; transfer_id: string; amount_fen: string; root: string | null }>(
    `with recursive below as (
       select id, incident_id, id as root from transfers where id = any($3::uuid[])
       union all select t.id, t.incident_id, above.root from transfers t join below above on t.incident_id = above.incident_id and t.parent_transfer_id = above.id)
     select r.id, r.transfer_id, r.amount_fen, (select root from below where below.id = t.id) as root from returns r join transfers t on t.id = r.transfer_id
     where r.incident_id = $2 and r.state = 'paid' and t.incident_id = $1 order by r.id`, [joinedIncidentId, intoIncidentId, same.map((pair) => pair.transferId)]);
  if (paid.length === 0) return;
  const payments = await sql.rows<{ id: string; room_fen: string }>(
    'select id, amount_fen - returned_fen as room_fen from transfers where id = any($1::uuid[]) order by id', [same.map((pair) => pair.sameAsTransferId)]);
  const room = new Map(payments.map((row) => [row.id, Number(row.room_fen)]));
  const change = new Map<string, Fen>();
  const add = (transferId: string, fen: Fen): void => void change.set(transferId, (change.get(transferId) ?? 0) + fen);
  for (const one of paid) {
    const first = same.find((pair) => pair.transferId === one.root)?.sameAsTransferId ?? payments[0]?.id;
    if (first === undefined) throw new Error(`return ${one.id} rests on a join that told nothing again`);
    let left = Number(one.amount_fen);
    add(one.transfer_id, -left);
    for (const id of [first, ...room.keys()]) {
      const fen = Math.max(0, Math.min(left, room.get(id) ?? 0));
      add(id, fen);
      room.set(id, (room.get(id) ?? 0) - fen);
      left -= fen;
    }
    add(first, left);
    await sql.rows('update returns set transfer_id = $2 where id = $1', [one.id, first]);
  }
  await sql.rows('update transfers set returned_fen = returned_fen + batch.fen from unnest($1::uuid[], $2::bigint[]) as batch(id, fen) where transfers.id = batch.id', [[...change.keys()], [...change.values()]]);
}
