import { accountForMoney, accountKey, balances, type Fen, type FlowTransfer, type MoneyAccount } from '#domain';
import type { IncidentHead } from './incident-head';
import type { LedgerTransaction } from './ledger-transaction';

interface FlowRow {
  incident_id: string; id: string; parent_transfer_id: string | null; amount_fen: string; institution_code: string | null; account_number: string;
  cashed_out_fen: string; open: boolean;
}
interface HoldRow { incident_id: string; institution_code: string; account_number: string; controlled_fen: string }
interface CountRow { incident_id: string; open: number; uncertain: number; human: number; sent_at: Date | null; received_at: Date | null; stopped_at: Date | null }

/**
 * Works out anew where every lost fen of these incidents is, and what is still open, from their rows in this transaction.
 * Writes the result on the heads and appends `money.accounted` (and `incident.settled`) where something changed.
 * Call it after the rows of a change are written, before the commit.
 */
export async function accountIncidents(transaction: LedgerTransaction, incidentIds: readonly string[], actor: string): Promise<void> {
  const ids = [...new Set(incidentIds)];
  if (ids.length === 0) return;
  // Open: an institution owes a word about the account (whichever transfer was instructed), or nobody has been asked yet.
  const flows = await transaction.sql.rows<FlowRow>(
    `select t.incident_id, t.id, t.parent_transfer_id, t.amount_fen, t.institution_code, t.account_number, t.cashed_out_fen,
            t.needs_plan or t.institution_code is null
              or coalesce(bool_or(i.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered')), false) as open
     from transfers t left join instructions i
       on i.incident_id = t.incident_id and i.institution_code = t.institution_code and i.account_number = t.account_number and i.kind = 'stop'
     where t.incident_id = any($1::uuid[]) group by t.id order by t.id`, [ids]);
  const holds = await transaction.sql.rows<HoldRow>(
    `select incident_id, institution_code, account_number, max(controlled_fen) as controlled_fen from holds
     where incident_id = any($1::uuid[]) and state = 'in_force' group by 1, 2, 3`, [ids]);
  const counts = await transaction.sql.rows<CountRow>(
    `select incident_id, count(*) filter (where state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered'))::int as open,
            count(*) filter (where state = 'uncertain')::int as uncertain, count(*) filter (where needs_human)::int as human,
            min(sent_at) as sent_at, min(received_at) as received_at,
            min(answered_at) filter (where state in ('done', 'partly_done') and kind = 'stop' and controlled_fen > 0) as stopped_at
     from instructions where incident_id = any($1::uuid[]) group by 1`, [ids]);

  const flowsOf = byIncident(flows);
  const holdsOf = byIncident(holds);
  const countOf = new Map(counts.map((row) => [row.incident_id, row]));
  for (const id of ids) {
    const rows = flowsOf.get(id) ?? [];
    const unplanned = rows.filter((row) => row.institution_code === null).length;
    applyTo(transaction, transaction.head(id), moneyOf(rows, holdsOf.get(id) ?? []), countOf.get(id), unplanned, actor);
  }
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

function moneyOf(rows: readonly FlowRow[], holds: readonly HoldRow[]): MoneyAccount {
  const transfers: FlowTransfer[] = rows.map((row) => ({
    id: row.id, parentId: row.parent_transfer_id, amountFen: Number(row.amount_fen), account: keyOf(row), open: row.open, cashedOutFen: Number(row.cashed_out_fen),
  }));
  const controlled = new Map<string, Fen>(holds.map((row) => [keyOf(row), Number(row.controlled_fen)]));
  const money = accountForMoney(transfers, controlled);
  if (!balances(money)) throw new Error(`money account does not balance: ${JSON.stringify(money)}`);
  return money;
}

function keyOf(row: { institution_code: string | null; account_number: string }): string {
  return accountKey({ institutionCode: row.institution_code, number: row.account_number });
}

function applyTo(transaction: LedgerTransaction, head: IncidentHead, money: MoneyAccount, count: CountRow | undefined, unplanned: number, actor: string): void {
  const moneyMoved = (Object.keys(money) as (keyof MoneyAccount)[]).some((part) => money[part] !== head.money[part]);
  head.money = money;
  head.openInstructions = count?.open ?? 0;
  head.uncertainInstructions = count?.uncertain ?? 0;
  head.humanTasks = (count?.human ?? 0) + unplanned;
  head.sentAt = count?.sent_at ?? head.sentAt;
  head.receivedAt = count?.received_at ?? head.receivedAt;
  head.stoppedAt = count?.stopped_at ?? null;
  if (moneyMoved) transaction.append({ incidentId: head.id, type: 'money.accounted', data: { money }, actor }, null);
  const settled = head.openInstructions === 0 && money.inFlightFen === 0 && unplanned === 0;
  if (settled && head.state === 'live') transaction.append({ incidentId: head.id, type: 'incident.settled', data: { money }, actor }, null);
  head.state = settled ? 'settled' : 'live';
}
