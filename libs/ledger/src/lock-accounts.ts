import type { Sql } from './sql';

/** Class of the transaction-level advisory locks that serialise decisions about one account. */
const ACCOUNT_LOCK_CLASS = 7002;

/**
 * Serialises decisions about accounts (`accountKey`) until the commit: two incidents must not both find an account without a stop.
 * Taken in one order, after the incidents' own locks, so that two transactions never wait for each other crosswise.
 */
export async function lockAccounts(sql: Sql, accounts: readonly string[]): Promise<void> {
  if (accounts.length === 0) return;
  await sql.rows(
    `select pg_advisory_xact_lock(${ACCOUNT_LOCK_CLASS}, hash) from (select distinct hashtext(account) as hash from unnest($1::text[]) as account order by 1) ordered`, [[...new Set(accounts)]]);
}
