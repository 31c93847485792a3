import { accountKey, newMovements, type Movement } from '#domain';
import type { Sql } from './sql';

/** A transfer of a joined incident, as the incident joined into needs it. `incident_id` is the latter's. */
export interface AdoptedRow {
  incident_id: string; id: string; parent_transfer_id: string | null; amount_fen: string; institution_code: string | null; account_number: string;
  cashed_out_fen: string; returned_fen: string; covered_by: string | null; open: boolean; awaits_person: boolean;
  /** The incident's own transfer that this one tells again; null for what lies below such a one. */
  same_as: string | null;
  /** The joined incident that it is of. */
  from_incident: string;
}

/** A transfer of the flow, as far as it tells a movement out of the account of the one above it. */
interface ToldRow { incident_id: string; id: string; parent_transfer_id: string | null; amount_fen: string; institution_code: string | null; account_number: string }

/**
 * What joined incidents know of these incidents' payments: the payments told again, which carry no money of their own (amount 0), and
 * everything that was found below them. In the flow they stand beside the payment they repeat, in the same account, and share what is
 * known of it: an answer to the later report's stop counts for the earlier report, and nothing is copied or moved.
 */
export function readAdopted(sql: Sql, incidentIds: readonly string[]): Promise<AdoptedRow[]> {
  return sql.rows<AdoptedRow>(
    `with recursive told_again as (
       select own.incident_id as into_id, own.institution_code as into_institution, own.account_number as into_account, own.id as same_as, t.id, t.incident_id, 0::bigint as amount_fen, null::uuid as parent_transfer_id
       from transfers own join transfers t on t.duplicate_of = own.id where own.incident_id = any($1::uuid[])
       union all
       select above.into_id, null, null, null, t.id, t.incident_id, t.amount_fen, above.id
       from transfers t join told_again above on t.incident_id = above.incident_id and t.parent_transfer_id = above.id)
     select a.into_id as incident_id, a.id, a.parent_transfer_id, a.amount_fen, coalesce(a.into_institution, t.institution_code) as institution_code, coalesce(a.into_account, t.account_number) as account_number,
            t.cashed_out_fen, t.returned_fen, t.covered_by, false as awaits_person, a.same_as, t.incident_id as from_incident,
            t.needs_plan or (t.covered_by is null and t.duplicate_of is null) or coalesce(i.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered'), false) as open
     from told_again a join transfers t on t.id = a.id left join instructions i on i.id = t.covered_by order by a.id`, [incidentIds]);
}

/**
 * The adopted transfers, with a movement that was told before, by the incident itself or by another report joined into it, as one that carries
 * no money of its own: two reports' institutions tell of one movement, and it must not pass money on twice. What lies below it still counts.
 */
export async function withoutToldTwice(sql: Sql, own: readonly ToldRow[], adopted: readonly AdoptedRow[]): Promise<AdoptedRow[]> {
  const below = adopted.filter((row) => row.parent_transfer_id !== null);
  if (below.length === 0) return [...adopted];
  const ids = [...own, ...below].map((row) => row.id);
  const marks = new Map((await sql.rows<{ id: string; transferred_at: Date | null; clearing_serial: string | null; bank_serial: string | null }>(
    'select id, transferred_at, clearing_serial, bank_serial from transfers where id = any($1::uuid[]) and parent_transfer_id is not null', [ids])).map((row) => [row.id, row]));
  const rows = new Map<string, ToldRow>([...own, ...adopted].map((row) => [row.id, row]));
  const movementOf = (row: ToldRow): Movement | null => {
    const [above, mark] = [row.parent_transfer_id === null ? undefined : rows.get(row.parent_transfer_id), marks.get(row.id)];
    if (!above || !mark) return null;
    return { from: `${row.incident_id}/${keyOf(above)}`, to: keyOf(row), amountFen: Number(row.amount_fen), at: mark.transferred_at?.toISOString() ?? null, clearingSerial: mark.clearing_serial, bankSerial: mark.bank_serial };
  };
  const told = (of: readonly ToldRow[]): { readonly id: string; readonly movement: Movement }[] => of.flatMap((row) => { const movement = movementOf(row); return movement ? [{ id: row.id, movement }] : []; });
  const known = told(own);
  const twice = new Set<string>();
  for (const reportId of new Set(below.map((row) => row.from_incident))) {
    const tellings = told(below.filter((row) => row.from_incident === reportId));
    const fresh = new Set(newMovements(known.map((one) => one.movement), tellings.map((one) => one.movement)));
    tellings.forEach((one, i) => { if (!fresh.has(i)) twice.add(one.id); });
    known.push(...tellings.filter((_, i) => fresh.has(i)));
  }
  return adopted.map((row) => (twice.has(row.id) ? { ...row, amount_fen: '0' } : row));
}

function keyOf(row: ToldRow): string {
  return accountKey({ institutionCode: row.institution_code, number: row.account_number });
}
