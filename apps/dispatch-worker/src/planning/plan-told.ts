import { accountKey, type Fact, type FactType } from '#domain';
import { applyAccounts, lockAccounts, readAccounts, takingIn, type Ledger, type LedgerTransaction, type Sql } from '#ledger';
import type { LeasedInstruction } from '../dispatch/instruction-row';
import { holdingPlaces, type InstitutionGates } from '../institutions/institution-gate';
import { readWatched, type WatchedRows } from '../watch/read-watched';
import { applyWatch, type WatchTools } from '../watch/watch-incidents';
import { accountOf } from './lock-unsent';
import type { PlannedRow } from './new-instruction';
import { callFor, callUnsecured, planRead, readToPlan, type Planned, type TransferToPlan } from './plan-transfers';
import type { PlanningTools } from './planning-tools';

/** New transfers of an incident, and the accounts that the facts name. */
export interface ToldTransfers { readonly incidentId: string; readonly accounts: readonly string[] }

export interface ToldTools {
  readonly ledger: Ledger;
  readonly planning: PlanningTools;
  readonly watch: WatchTools;
  readonly gates: InstitutionGates;
}

const TELLS_TRANSFERS: ReadonlySet<FactType> = new Set(['incident.reported', 'transfer.added']);

/** What the facts of one incident tell, when they tell of new transfers and of nothing else; otherwise null. @param all also those of others; none that planning does not look at */
export function toldBy(incidentId: string, all: readonly Fact[]): ToldTransfers | null {
  const facts = all.filter((fact) => fact.incidentId === incidentId);
  if (facts.some(({ type }) => !TELLS_TRANSFERS.has(type))) return null;
  const accounts = facts.flatMap((fact) => (fact.type === 'transfer.added' && fact.data.institutionCode !== null ? [accountKey({ institutionCode: fact.data.institutionCode, number: fact.data.accountNumber })] : []));
  return accounts.length === 0 ? null : { incidentId, accounts };
}

/**
 * The short way of planning, for what is nearly everything: a report, or a payment added to it. The facts name the accounts, so all locks and
 * all reads share one way, and the writes, the facts and the commit the second and last. Gives what is to be sent, and for each item
 * whether it was planned; where more is concerned (another account, an instruction that went before, a join) nothing was done.
 */
export async function planTold(items: readonly ToldTransfers[], tools: ToldTools): Promise<{ readonly leased: readonly LeasedInstruction[]; readonly planned: readonly boolean[] }> {
  const ids = [...new Set(items.map((item) => item.incidentId))];
  const accounts = [...new Set(items.flatMap((item) => item.accounts))];
  const { result } = await holdingPlaces(tools.gates, (enter) => tools.ledger.commitReading(ids, (sql) => readTold(sql, ids, accounts, tools.planning), async (transaction, { transfers, watched }) => {
    const plain = plainIncidents(transaction, ids, transfers, new Set(accounts));
    const planned = planRead(transaction, transfers.filter((transfer) => plain.has(transfer.incident_id)), tools.planning, enter);
    await accountAndWatch(transaction, [...plain], planned, watched, tools.watch);
    return { leased: planned.leased, plain };
  }));
  return { leased: result.leased, planned: items.map((item) => result.plain.has(item.incidentId)) };
}

/** Sent together and carried out in this order: everything is looked at when the accounts' locks are held. */
async function readTold(sql: Sql, incidentIds: readonly string[], accounts: readonly string[], { hold }: PlanningTools): Promise<{ readonly transfers: TransferToPlan[]; readonly watched: WatchedRows }> {
  const [, transfers, watched] = await Promise.all([lockAccounts(sql, accounts), readToPlan(sql, incidentIds, hold), readWatched(sql, incidentIds)]);
  return { transfers, watched };
}

/** Incidents all of whose waiting transfers are new and lie in accounts that are locked, and which are not joined into another. */
function plainIncidents(transaction: LedgerTransaction, ids: readonly string[], transfers: readonly TransferToPlan[], locked: ReadonlySet<string>): ReadonlySet<string> {
  const beyond = new Set(transfers.filter((transfer) => transfer.instructed || !locked.has(accountOf(transfer))).map((transfer) => transfer.incident_id));
  return new Set(ids.filter((id) => {
    const head = transaction.heads.get(id);
    return head !== undefined && !head.joinedInto && !beyond.has(id);
  }));
}

async function accountAndWatch(transaction: LedgerTransaction, ids: readonly string[], { rows, toHuman, coveredIncidentIds }: Planned, before: WatchedRows, tools: WatchTools): Promise<void> {
  const toAccount = [...coveredIncidentIds, ...toHuman.map((plan) => plan.incidentId)];
  if (toAccount.length === 0) return applyWatch(transaction, withPlanned(before, ids, rows), tools, []);
  // Another incident's stop speaks for some of it: what of that secures this loss, and when it ends, is read behind the writes.
  const [accounts, watched] = await Promise.all([readAccounts(transaction.sql, toAccount, takingIn(transaction, toAccount)), readWatched(transaction.sql, ids)]);
  applyAccounts(transaction, accounts, 'worker');
  const unsecured = [...new Set(coveredIncidentIds)].filter((id) => transaction.head(id).money.untracedFen > 0);
  applyWatch(transaction, watched, tools, [...toHuman.map(callFor), ...unsecured.map(callUnsecured)]);
}

/** What the watch would see of these incidents once the planned instructions are written: `before`, and these. */
export function withPlanned(before: WatchedRows, ids: readonly string[], planned: readonly PlannedRow[]): WatchedRows {
  const of = <Row extends { readonly incident_id: string }>(rows: readonly Row[]): Row[] => rows.filter((row) => ids.includes(row.incident_id));
  const instructions = planned.map((row) => ({
    incident_id: row.incident_id, id: row.id, transfer_id: row.transfer_id, institution_code: row.institution_code, state: row.state, state_at: row.state_at.toISOString(),
    sent_at: null, needs_human: row.needs_human, approval_due_at: row.approval?.due_at.toISOString() ?? null,
  }));
  return { ids, instructions: [...of(before.instructions), ...instructions], escalations: of(before.escalations), holds: of(before.holds), unknown: of(before.unknown) };
}
