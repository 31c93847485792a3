import { accountKey, balances, placeMoney, type Fen, type FlowTransfer, type MoneyAccount, type PlacedMoney } from '#domain';
import { lockHoldShares } from './hold-shares';
import type { IncidentHead } from './incident-head';
import type { LedgerTransaction } from './ledger-transaction';

interface FlowRow {
  incident_id: string; id: string; parent_transfer_id: string | null; amount_fen: string; institution_code: string | null; account_number: string;
  cashed_out_fen: string; open: boolean;
  /** Nobody is asked about it until a person decides: which institution, or whether to spend the last stop. */
  awaits_person: boolean;
}
interface CountRow { incident_id: string; open: number; uncertain: number; human: number; sent_at: Date | null; received_at: Date | null }

/**
 * Works out anew where every lost fen of these incidents is, and what is still open, from their rows in this transaction.
 * Writes the result on the heads and appends `money.accounted` (and `incident.settled`) where something changed.
 * Call it after the rows of a change are written, before the commit.
 */
export async function accountIncidents(transaction: LedgerTransaction, incidentIds: readonly string[], actor: string): Promise<void> {
  const ids = [...new Set(incidentIds)];
  if (ids.length === 0) return;
  // Open: nobody has been asked yet, or the institution that was asked about the account (to stop it, or where its money went) owes a word.
  const flows = await transaction.sql.rows<FlowRow>(
    `select t.incident_id, t.id, t.parent_transfer_id, t.amount_fen, t.institution_code, t.account_number, t.cashed_out_fen,
            t.needs_plan or t.covered_by is null or i.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered')
              or (t.incident_id, t.institution_code, t.account_number) in (
                select q.incident_id, q.institution_code, q.account_number from instructions q
                where q.incident_id = any($1::uuid[]) and q.kind = 'query_flow' and q.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered')) as open,
            t.institution_code is null or (not t.needs_plan and t.covered_by is null) as awaits_person
     from transfers t left join instructions i on i.id = t.covered_by where t.incident_id = any($1::uuid[]) order by t.id`, [ids]);
  const shares = await lockHoldShares(transaction.sql, ids);
  const counts = await transaction.sql.rows<CountRow>(
    `select incident_id, count(*) filter (where state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered'))::int as open,
            count(*) filter (where state = 'uncertain')::int as uncertain, count(*) filter (where needs_human)::int as human,
            min(sent_at) as sent_at, min(received_at) as received_at
     from instructions where incident_id = any($1::uuid[]) group by 1`, [ids]);

  const flowsOf = byIncident(flows);
  const countOf = new Map(counts.map((row) => [row.incident_id, row]));
  for (const id of ids) {
    const rows = flowsOf.get(id) ?? [];
    const awaiting = rows.filter((row) => row.awaits_person).length;
    const { money, securedByAccount } = placeRows(rows, shares.availableTo(id));
    const stoppedAt = shares.allocate(id, securedByAccount);
    applyTo(transaction, transaction.head(id), money, stoppedAt, countOf.get(id), awaiting, actor);
  }
  await shares.write(transaction.sql);
}

function byIncident<Row extends { incident_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.incident_id);
    if (group) group.push(row);
    else groups.set(row.incident_id, [row]);
  }
  return groups;
}

function placeRows(rows: readonly FlowRow[], available: ReadonlyMap<string, Fen>): PlacedMoney {
  const transfers: FlowTransfer[] = rows.map((row) => ({
    id: row.id, parentId: row.parent_transfer_id, amountFen: Number(row.amount_fen), account: keyOf(row), open: row.open, cashedOutFen: Number(row.cashed_out_fen),
  }));
  const placed = placeMoney(transfers, available);
  if (!balances(placed.money)) throw new Error(`money account does not balance: ${JSON.stringify(placed.money)}`);
  return placed;
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
  head.stoppedAt = stoppedAt !== null && stoppedAt < head.enteredAt ? head.enteredAt : stoppedAt;
  if (moneyMoved) transaction.append({ incidentId: head.id, type: 'money.accounted', data: { money }, actor }, null);
  const settled = head.openInstructions === 0 && money.inFlightFen === 0 && awaiting === 0;
  if (settled && head.state === 'live') transaction.append({ incidentId: head.id, type: 'incident.settled', data: { money }, actor }, null);
  head.state = settled ? 'settled' : 'live';
}
