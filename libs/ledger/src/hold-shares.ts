import { accountKey, type Fen } from '#domain';
import type { AdoptedRow } from './adopted-flows';
import type { LedgerTransaction } from './ledger-transaction';
import type { Sql } from './sql';

interface ShareRow {
  incident_id: string; hold_id: string; institution_code: string; account_number: string; controlled_fen: string; allocated_fen: string; own_fen: string; answered_at: Date | null;
}
interface SharedHold { readonly id: string; readonly account: string; readonly controlledFen: Fen; readonly answeredAt: Date | null; readonly fenOf: Map<string, Fen>; allocatedFen: Fen; changed: boolean }

/**
 * Locks every hold that these incidents placed or rely on, in the order of their ids, until the commit: whoever changes a hold locks so
 * first, because another incident may rely on two of them and wait crosswise.
 */
export async function lockHolds(sql: Sql, incidentIds: readonly string[]): Promise<void> {
  await sql.rows(
    `select id from holds where incident_id = any($1::uuid[])
       or instruction_id in (select covered_by from transfers where incident_id = any($1::uuid[]) and covered_by is not null)
     order by id for update`, [incidentIds]);
}

/**
 * The holds in force that speak for these incidents' transfers, whoever's stop placed them, locked until the commit.
 * A hold that is over is locked too: it guards the one that was put in its place, which this look may not see yet.
 * What one incident has secured is never given to another: the first to be secured keeps it, and the database checks the sum.
 */
export async function lockHoldShares(sql: Sql, incidentIds: readonly string[], adopted: readonly AdoptedRow[] = []): Promise<HoldShares> {
  // What was adopted from joined incidents has stops of its own, whose holds speak for the incident joined into.
  const covers = adopted.length === 0 ? '' : ' union all select incident_id, covered_by from unnest($2::uuid[], $3::uuid[]) as adopted(incident_id, covered_by) where covered_by is not null';
  const parameters = adopted.length === 0 ? [incidentIds] : [incidentIds, adopted.map((row) => row.incident_id), adopted.map((row) => row.covered_by)];
  // Sent together and carried out in this order: the second look is taken when the locks are held.
  const locked = sql.rows(
    `select id from holds where instruction_id in (select covered_by from (select incident_id, covered_by from transfers where incident_id = any($1::uuid[]) and covered_by is not null${covers}) t)
     order by id for update`, parameters);
  const looked = sql.rows<ShareRow>(
    // "offset 0" keeps the order: from the transfers by index to their holds. Young tables without statistics tempt the planner to start from all holds there are.
    `select distinct t.incident_id, h.id as hold_id, h.institution_code, h.account_number, h.controlled_fen, h.allocated_fen, coalesce(a.fen, 0) as own_fen, i.answered_at
     from (select incident_id, covered_by from transfers where incident_id = any($1::uuid[]) and covered_by is not null${covers} offset 0) t
     cross join lateral (select id, instruction_id, institution_code, account_number, controlled_fen, allocated_fen from holds where instruction_id = t.covered_by and state = 'in_force' offset 0) h
     cross join lateral (select answered_at from instructions where id = h.instruction_id offset 0) i
     left join lateral (select fen from hold_allocations where hold_id = h.id and incident_id = t.incident_id offset 0) a on true
     order by h.id`, parameters);
  const [, rows] = await Promise.all([locked, looked]);
  return new HoldShares(rows);
}

/** Who has how much of which hold, while one transaction works it out anew. */
export class HoldShares {
  private readonly holds = new Map<string, SharedHold>();

  constructor(rows: readonly ShareRow[]) {
    for (const row of rows) {
      const hold = this.holds.get(row.hold_id) ?? {
        id: row.hold_id, account: accountKey({ institutionCode: row.institution_code, number: row.account_number }), controlledFen: Number(row.controlled_fen),
        answeredAt: row.answered_at, fenOf: new Map<string, Fen>(), allocatedFen: Number(row.allocated_fen), changed: false,
      };
      hold.fenOf.set(row.incident_id, Number(row.own_fen));
      this.holds.set(hold.id, hold);
    }
  }

  /** Fen that may secure this incident's loss, by account: its own share and what nobody has. */
  availableTo(incidentId: string): Map<string, Fen> {
    const available = new Map<string, Fen>();
    for (const hold of this.of(incidentId)) available.set(hold.account, (available.get(hold.account) ?? 0) + this.free(hold, incidentId));
    return available;
  }

  /** Takes what was used; gives the first moment at which any of this incident's money was stopped, or null. */
  allocate(incidentId: string, securedByAccount: ReadonlyMap<string, Fen>): Date | null {
    const left = new Map(securedByAccount);
    let stoppedAt: Date | null = null;
    for (const hold of this.of(incidentId)) {
      const fen = Math.min(left.get(hold.account) ?? 0, this.free(hold, incidentId));
      const before = hold.fenOf.get(incidentId) ?? 0;
      left.set(hold.account, (left.get(hold.account) ?? 0) - fen);
      hold.allocatedFen += fen - before;
      hold.changed = hold.changed || fen !== before;
      hold.fenOf.set(incidentId, fen);
      if (fen > 0 && hold.answeredAt !== null && (stoppedAt === null || hold.answeredAt < stoppedAt)) stoppedAt = hold.answeredAt;
    }
    return stoppedAt;
  }

  /** What could secure this incident's loss if nobody else had a share of the hold, by account; and what of it on the hold's own account is other holds'. */
  wholeTo(holdId: string, incidentId: string): { readonly account: string; readonly available: ReadonlyMap<string, Fen>; readonly otherHoldsFen: Fen } {
    const hold = this.hold(holdId);
    const available = this.availableTo(incidentId);
    const otherHoldsFen = (available.get(hold.account) ?? 0) - (hold.fenOf.has(incidentId) ? this.free(hold, incidentId) : 0);
    return { account: hold.account, available: available.set(hold.account, otherHoldsFen + hold.controlledFen), otherHoldsFen };
  }

  /** What these incidents may divide among them: all that the hold controls and nobody else has; and what each has of it now. */
  divisible(holdId: string, incidentIds: readonly string[]): { readonly totalFen: Fen; readonly fenOf: ReadonlyMap<string, Fen> } {
    const hold = this.hold(holdId);
    const fenOf = new Map(incidentIds.map((id) => [id, hold.fenOf.get(id) ?? 0]));
    return { totalFen: hold.controlledFen - hold.allocatedFen + [...fenOf.values()].reduce((sum, fen) => sum + fen, 0), fenOf };
  }

  /** Gives the hold's shares anew; the accounting that follows uses them. */
  divide(holdId: string, shares: ReadonlyMap<string, Fen>): void {
    const hold = this.hold(holdId);
    for (const [incidentId, fen] of shares) {
      hold.allocatedFen += fen - (hold.fenOf.get(incidentId) ?? 0);
      hold.fenOf.set(incidentId, fen);
    }
    hold.changed = true;
  }

  write(transaction: LedgerTransaction): void {
    const changed = [...this.holds.values()].filter((hold) => hold.changed);
    if (changed.length === 0) return;
    const shares = changed.flatMap((hold) => [...hold.fenOf].map(([incidentId, fen]) => ({ holdId: hold.id, incidentId, fen })));
    transaction.write(transaction.sql.rows(
      `with shared as (
         insert into hold_allocations (hold_id, incident_id, fen) select * from unnest($1::uuid[], $2::uuid[], $3::bigint[])
         on conflict (hold_id, incident_id) do update set fen = excluded.fen)
       update holds set allocated_fen = batch.fen from unnest($4::uuid[], $5::bigint[]) as batch(id, fen) where holds.id = batch.id`,
      [shares.map((one) => one.holdId), shares.map((one) => one.incidentId), shares.map((one) => one.fen), changed.map((hold) => hold.id), changed.map((hold) => hold.allocatedFen)]));
  }

  private hold(holdId: string): SharedHold {
    const hold = this.holds.get(holdId);
    if (!hold) throw new Error(`hold ${holdId} secures none of these incidents`);
    return hold;
  }

  private of(incidentId: string): SharedHold[] {
    return [...this.holds.values()].filter((hold) => hold.fenOf.has(incidentId));
  }

  private free(hold: SharedHold, incidentId: string): Fen {
    return hold.controlledFen - hold.allocatedFen + (hold.fenOf.get(incidentId) ?? 0);
  }
}
