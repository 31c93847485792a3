import { divideByReach, type Fen } from '#domain';
import { applyAccounts, byIncident, placeRows, readAccounts, takingIn } from './account-incidents';
import type { LedgerTransaction } from './ledger-transaction';
import type { Sql } from './sql';

/** The incidents whose money reached a hold: those that have a share of it, and those that got none because others came first. */
export async function victimsOf(sql: Sql, holdId: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `with relying as (
       select a.incident_id as id from hold_allocations a where a.hold_id = $1
       union select t.incident_id from holds h join transfers t on t.covered_by = h.instruction_id where h.id = $1)
     select i.id from incidents i where i.lost_fen > 0 and (i.id in (select id from relying) or i.id in (select j.joined_into from incidents j join relying on relying.id = j.id)) order by i.id`, [holdId]);
  return rows.map((row) => row.id);
}

export interface DividedShare { readonly incidentId: string; readonly fromFen: Fen; readonly toFen: Fen }

/**
 * Divides what a hold controls anew among its victims, by their losses, nobody above what can secure the loss, and accounts for all of them.
 * No fen secures two: what one gives up is taken by another in the same commit, which the database checks. The incidents must be locked by the
 * transaction, and the division permitted (`permitShares`).
 */
export async function divideHold(transaction: LedgerTransaction, holdId: string, victimIds: readonly string[], actor: string): Promise<DividedShare[]> {
  const accounts = await readAccounts(transaction.sql, victimIds, takingIn(transaction, victimIds));
  const flows = byIncident(accounts.flows);
  const claims = victimIds.map((id) => {
    const { account, available, otherHoldsFen } = accounts.shares.wholeTo(holdId, id);
    const secured = placeRows(flows.get(id) ?? [], available).securedByAccount.get(account) ?? 0;
    return { lossFen: transaction.head(id).money.lostFen, reachFen: Math.max(0, secured - otherHoldsFen) };
  });
  const { totalFen, fenOf } = accounts.shares.divisible(holdId, victimIds);
  const shares = new Map(divideByReach(totalFen, claims).map((fen, i) => [victimIds[i] as string, fen]));
  accounts.shares.divide(holdId, shares);
  applyAccounts(transaction, accounts, actor);
  return victimIds.map((incidentId) => ({ incidentId, fromFen: fenOf.get(incidentId) ?? 0, toFen: shares.get(incidentId) ?? 0 }));
}
