import { accountKey } from '#domain';
import { lockAccounts, type LedgerTransaction } from '#ledger';

interface AccountRow { readonly institution_code: string; readonly account_number: string }

/** The account of a row, as it is locked. */
export function accountOf(row: AccountRow): string {
  return accountKey({ institutionCode: row.institution_code, number: row.account_number });
}

/**
 * Locks the accounts of what these incidents have instructed and not sent, before any of it is withdrawn: whoever begins to rely on a stop holds its
 * account's lock, so either it is seen that somebody relies on it, or the other sees that it was withdrawn. The incidents must be locked, so
 * what can be withdrawn only grows less from here on.
 * @param beside accounts that are planned in the same commit: locked with the others, in one order
 */
export async function lockUnsent(transaction: LedgerTransaction, incidentIds: readonly string[], beside: readonly AccountRow[]): Promise<void> {
  const unsent = await transaction.sql.rows<AccountRow>(
    "select distinct institution_code, account_number from instructions where incident_id = any($1::uuid[]) and state in ('planned', 'undelivered')", [incidentIds]);
  transaction.write(lockAccounts(transaction.sql, [...unsent, ...beside].map(accountOf)));
}
