import type { Sql } from '#ledger';
import { isSealOf, type PublicSealKey } from '#electronic-seal';

/** unknown_key: no public key for it. not_of_key: the bytes or the signature were changed. other_content: the sealed document orders something else than the row says. */
export type SealFault = 'unknown_key' | 'not_of_key' | 'other_content';
export interface SealsVerdict {
  readonly seals: number;
  /** Instructions that went out without a seal. */
  readonly unsealed: number;
  readonly faults: readonly { readonly instructionId: string; readonly fault: SealFault }[];
}

interface SealRow {
  instruction_id: string; organ_code: string; key_id: string; document: Buffer; signature: string; kind: string; institution_code: string; account_number: string; account_kind: string; holder_name: string | null;
  amount_fen: string; transferred_at: Date | null; incident_number: string; instruction_organ: string;
}

const PER_PAGE = 500;

/** Verifies every stored seal against the organs' public keys, and every sealed document against its instruction; page by page. */
export async function verifySeals(sql: Sql, keys: ReadonlyMap<string, PublicSealKey>): Promise<SealsVerdict> {
  const faults: { instructionId: string; fault: SealFault }[] = [];
  let [seals, after] = [0, '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const rows = await sql.rows<SealRow>(
      `select s.instruction_id, s.organ_code, s.key_id, s.document, s.signature, i.kind, i.institution_code, i.account_number, i.account_kind, i.holder_name, i.amount_fen, i.transferred_at, i.incident_number, i.organ_code as instruction_organ
       from instruction_seals s join instructions i on i.id = s.instruction_id where s.instruction_id > $1 order by s.instruction_id limit ${PER_PAGE}`, [after]);
    for (const row of rows) {
      const fault = faultOf(row, keys.get(row.key_id));
      if (fault) faults.push({ instructionId: row.instruction_id, fault });
    }
    seals += rows.length;
    after = rows.at(-1)?.instruction_id ?? after;
    if (rows.length < PER_PAGE) break;
  }
  const [unsealed] = await sql.rows<{ n: number }>('select count(*)::int as n from instructions i where i.send_count > 0 and not exists (select from instruction_seals s where s.instruction_id = i.id)');
  return { seals, unsealed: unsealed?.n ?? 0, faults };
}

function faultOf(row: SealRow, key: PublicSealKey | undefined): SealFault | undefined {
  if (!key) return 'unknown_key';
  if (key.organCode !== row.organ_code || !isSealOf(row.document, row.signature, key.publicKey)) return 'not_of_key';
  const said = JSON.parse(row.document.toString('utf8')) as Record<string, unknown> & { account?: Record<string, unknown> };
  const same = said['instructionId'] === row.instruction_id && said['kind'] === row.kind && said['institutionCode'] === row.institution_code && said['amountFen'] === Number(row.amount_fen)
    && said['organCode'] === row.instruction_organ && row.organ_code === row.instruction_organ && said['incidentNumber'] === row.incident_number && said['transferredAt'] === (row.transferred_at?.toISOString() ?? null)
    && said.account?.['number'] === row.account_number && said.account['kind'] === row.account_kind && said.account['holderName'] === row.holder_name;
  return same ? undefined : 'other_content';
}
