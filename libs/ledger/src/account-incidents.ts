import { accountKey, balances, placeMoney, type Fen, type FlowTransfer, type MoneyAccount, type PlacedMoney } from '#domain';
import { readAdopted, withoutToldTwice, type AdoptedRow } from './adopted-flows';
import { lockHoldShares, type HoldShares } from './hold-shares';
import type { IncidentHead } from './incident-head';
import type { LedgerTransaction } from './ledger-transaction';
import type { Sql } from './sql';

/** One transfer, as far as the money account needs it. */
export interface FlowRow {
  incident_id: string; id: string; parent_transfer_id: string | null; amount_fen: string; institution_code: string | null; account_number: string;
  cashed_out_fen: string; returned_fen: string; open: boolean;
  /** A joined report's payment that the other incident counts. */
  told_again?: boolean;
  /** Nobody is asked about it until a person decides: which institution, or whether to spend the last stop. */
  awaits_person: boolean;
}
/** What of one incident's instructions is still open. */
export interface CountRow { incident_id: string; open: number; uncertain: number; human: number; sent_at: Date | null; received_at: Date | null }

/** What the accounting of some incidents is worked out from, as their rows say it in this transaction. */
export interface IncidentAccounts {
  readonly ids: readonly string[];
  readonly flows: readonly FlowRow[];
  readonly shares: HoldShares;
  readonly counts: readonly CountRow[];
}

/**
 * Works out anew where every lost fen of these incidents is, and what is still open, from their rows in this transaction.
 * Writes the result on the heads and appends `money.accounted` (and `incident.settled`) where something changed.
 * Call it after the rows of a change are written, before the commit.
 */
export async function accountIncidents(transaction: LedgerTransaction, incidentIds: readonly string[], actor: string): Promise<void> {
  if (incidentIds.length > 0) applyAccounts(transaction, await readAccounts(transaction.sql, incidentIds, takingIn(transaction, incidentIds)), actor);
}

/** Those of the incidents that have others joined into them; known without asking. */
export function takingIn(transaction: LedgerTransaction, incidentIds: readonly string[]): string[] {
  return incidentIds.filter((id) => (transaction.heads.get(id)?.joinedCount ?? 0) > 0);
}

/**
 * The first half of `accountIncidents`: its statements are sent in the moment of the call, so other reads can share their way.
 * @param joinedTo those that have others joined into them (`takingIn`), about which more is read
 */
export async function readAccounts(sql: Sql, incidentIds: readonly string[], joinedTo: readonly string[]): Promise<IncidentAccounts> {
  const ids = [...new Set(incidentIds)];
  // Open: nobody has been asked yet, or the institution that was asked about the account (to stop it, or where its money went) owes a word.
  const flows = sql.rows<FlowRow>(
    `select t.incident_id, t.id, t.parent_transfer_id, case when t.duplicate_of is null then t.amount_fen else 0 end as amount_fen, t.institution_code, t.account_number, t.cashed_out_fen, t.returned_fen, t.duplicate_of is not null as told_again,
            t.needs_plan or t.covered_by is null or i.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered')
              or (t.incident_id, t.institution_code, t.account_number) in (
                select q.incident_id, q.institution_code, q.account_number from instructions q
                where q.incident_id = any($1::uuid[]) and q.kind = 'query_flow' and q.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered')) as open,
            t.duplicate_of is null and (t.institution_code is null or (not t.needs_plan and t.covered_by is null)) as awaits_person
     from transfers t left join instructions i on i.id = t.covered_by where t.incident_id = any($1::uuid[]) order by t.id`, [ids]);
  const adopting = joinedTo.length === 0 ? [] : readAdopted(sql, joinedTo);
  const shares = Array.isArray(adopting) ? lockHoldShares(sql, ids) : adopting.then((rows) => lockHoldShares(sql, ids, rows));
  const counts = sql.rows<CountRow>(
    `select incident_id, count(*) filter (where state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered'))::int as open,
            count(*) filter (where state = 'uncertain')::int as uncertain, count(*) filter (where needs_human)::int as human,
            -- The clocks are the stolen money's: a victim's own card has no transfer and does not start them.
            min(sent_at) filter (where transfer_id is not null) as sent_at, min(received_at) filter (where transfer_id is not null) as received_at
     from instructions where incident_id = any($1::uuid[]) group by 1`, [ids]);
  const [flowRows, adopted, holdShares, countRows] = await Promise.all([flows, adopting, shares, counts]);
  const once = adopted.length === 0 ? adopted : await withoutToldTwice(sql, flowRows, adopted);
  return { ids, flows: withAdopted(flowRows, once), shares: holdShares, counts: countRows };
}

/** The second half: nothing is read any more. */
export function applyAccounts(transaction: LedgerTransaction, { ids, flows, shares, counts }: IncidentAccounts, actor: string): void {
  const flowsOf = byIncident(flows);
  const countOf = new Map(counts.map((row) => [row.incident_id, row]));
  for (const id of ids) {
    const rows = flowsOf.get(id) ?? [];
    const awaiting = rows.filter((row) => row.awaits_person).length;
    const { money, securedByAccount } = placeRows(rows, shares.availableTo(id));
    const stoppedAt = shares.allocate(id, securedByAccount);
    applyTo(transaction, transaction.head(id), money, stoppedAt, countOf.get(id), awaiting, actor);
  }
  shares.write(transaction);
}

/** A payment is open also while somebody owes a word to the report that told it again. */
function withAdopted(flows: readonly FlowRow[], adopted: readonly AdoptedRow[]): readonly FlowRow[] {
  if (adopted.length === 0) return flows;
  const open = new Set(adopted.filter((row) => row.open).map((row) => row.same_as));
  return [...flows.map((row) => (open.has(row.id) ? { ...row, open: true } : row)), ...adopted];
}

/** Rows by their incident. */
export function byIncident<Row extends { incident_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.incident_id);
    if (group) group.push(row);
    else groups.set(row.incident_id, [row]);
  }
  return groups;
}

/** Where the money of one incident's flow is, with so much control available by account. */
export function placeRows(rows: readonly FlowRow[], available: ReadonlyMap<string, Fen>): PlacedMoney {
  const transfers: FlowTransfer[] = rows.map((row) => ({
    id: row.id, parentId: row.parent_transfer_id, amountFen: Number(row.amount_fen), account: keyOf(row), open: row.open, cashedOutFen: Number(row.cashed_out_fen),
  }));
  const returned = new Map<string, Fen>();
  const elsewhere = countedElsewhere(rows);
  for (const row of rows) if (Number(row.returned_fen) > 0 && !elsewhere.has(row.id)) returned.set(keyOf(row), (returned.get(keyOf(row)) ?? 0) + Number(row.returned_fen));
  const placed = placeMoney(transfers, available, returned);
  if (!balances(placed.money)) throw new Error(`money account does not balance: ${JSON.stringify(placed.money)}`);
  return placed;
}

/** What a joined report told again and all below it: a fen returned for it counts in the incident joined into, never a second time for another payment. */
function countedElsewhere(rows: readonly FlowRow[]): ReadonlySet<string> {
  const found = new Set(rows.filter((row) => row.told_again).map((row) => row.id));
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const row of rows) if (row.parent_transfer_id !== null && found.has(row.parent_transfer_id)) found.add(row.id);
  }
  return found;
}

function keyOf(row: { institution_code: string | null; account_number: string }): string {
  return accountKey({ institutionCode: row.institution_code, number: row.account_number });
}

function applyTo(transaction: LedgerTransaction, head: IncidentHead, money: MoneyAccount, stoppedAt: Date | null, count: CountRow | undefined, awaiting: number, actor: string): void {
  const moneyMoved = (Object.keys(money) as (keyof MoneyAccount)[]).some((part) => money[part] !== head.money[part]);
  head.money = money;
  head.openInstructions = count?.open ?? 0;
  head.uncertainInstructions = count?.uncertain ?? 0;
  head.humanTasks = (count?.human ?? 0) + awaiting;
  head.sentAt = count?.sent_at ?? head.sentAt;
  head.receivedAt = count?.received_at ?? head.receivedAt;
  // A hold that was there before the report stopped this money the moment it was entered.
  const stopped = stoppedAt !== null && stoppedAt < head.enteredAt ? head.enteredAt : stoppedAt;
  // A joined incident keeps the mark that it had: what secured its loss secures the same money still. What went back had been stopped.
  const kept = money.returnedFen > 0 && head.stoppedAt !== null && (stopped === null || head.stoppedAt < stopped);
  head.stoppedAt = kept ? head.stoppedAt : stopped ?? (head.joinedInto ? head.stoppedAt : null);
  if (moneyMoved) transaction.append({ incidentId: head.id, type: 'money.accounted', data: { money }, actor }, null);
  const settled = head.openInstructions === 0 && money.inFlightFen === 0 && awaiting === 0;
  if (settled && head.state === 'live') transaction.append({ incidentId: head.id, type: 'incident.settled', data: { money }, actor }, null);
  head.state = settled ? 'settled' : 'live';
}
