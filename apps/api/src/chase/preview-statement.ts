import { accountKey, decideChase, newMovements, readStatement, STATEMENT_BYTES_MAX, type Account, type ChasePolicy, type CutOffReason, type IgnoredLine, type Movement, type StatementFault, type StatementRow } from '#domain';
import type { Sql } from '#ledger';
import type { KnownInstitution } from '../organs/institution-directory';
import { fieldProblem, notFound } from '../problems/problem';

/** A row of the statement and what would become of it. */
export interface PreviewRow extends StatementRow {
  readonly institutionCode: string | null;
  /** `new`: will be added. `known`: somebody told it before. `cut_off`: the chase's policy does not follow it. */
  readonly verdict: 'new' | 'known' | 'cut_off';
  readonly cutOff: CutOffReason | null;
}
export interface StatementPreview { readonly rows: readonly PreviewRow[]; readonly faults: readonly StatementFault[]; readonly ignored: readonly IgnoredLine[] }

interface FlowRow { id: string; parent_transfer_id: string | null; layer: number; institution_code: string | null; account_number: string; amount_fen: string; transferred_at: Date | null; clearing_serial: string | null; bank_serial: string | null }
export interface ParentAccount { readonly id: string; readonly layer: number }

const KIND_OF = { bank: 'card', payment_institution: 'payment_account' } as const;

/** The receiving account of a row: the institution by the name written, else by the number. */
export function accountOf(row: StatementRow, institutions: readonly KnownInstitution[]): Account {
  const named = row.bankName === null ? undefined : institutions.find(({ name }) => row.bankName?.includes(name.zh) || name.zh.includes(row.bankName ?? '') || row.bankName?.toLowerCase() === name.en.toLowerCase());
  const byNumber = institutions.flatMap((one) => one.binPrefixes.filter((prefix) => row.accountNumber.startsWith(prefix)).map((prefix) => ({ one, length: prefix.length }))).sort((a, b) => b.length - a.length)[0]?.one;
  const institution = named ?? byNumber;
  return { institutionCode: institution?.code ?? null, number: row.accountNumber, kind: KIND_OF[institution?.kind ?? 'bank'], holderName: row.holderName };
}

/** Throws 400 when the text is larger than the limit in bytes, which counts Chinese characters three times. */
export function readPasted(text: string): ReturnType<typeof readStatement> {
  if (Buffer.byteLength(text) > STATEMENT_BYTES_MAX) throw fieldProblem('text', '不超过 256 KiB，请分几次粘贴', 'at most 256 KiB; paste it in parts');
  return readStatement(text);
}

/**
 * What would become of each pasted row as money that left the account of `transferId`: new, told before, or cut off by the policy.
 * Throws 404 when the incident has no such transfer.
 */
export async function previewStatement(sql: Sql, incidentId: string, transferId: string, text: string, institutions: readonly KnownInstitution[], policy: ChasePolicy): Promise<{ readonly preview: StatementPreview; readonly parent: ParentAccount; readonly transfers: number }> {
  const { rows, faults, ignored } = readPasted(text);
  const flow = new Map((await sql.rows<FlowRow>(
    'select id, parent_transfer_id, layer, institution_code, account_number, amount_fen, transferred_at, clearing_serial, bank_serial from transfers where incident_id = $1', [incidentId])).map((row) => [row.id, row]));
  const parent = flow.get(transferId);
  if (!parent) throw notFound('本警情中没有这笔转账', 'This incident has no such transfer');
  const from = keyOf(parent);
  const known = [...flow.values()].flatMap((row): Movement[] => {
    const above = row.parent_transfer_id === null ? undefined : flow.get(row.parent_transfer_id);
    return above && keyOf(above) === from ? [{ from, to: keyOf(row), amountFen: Number(row.amount_fen), at: row.transferred_at?.toISOString() ?? null, clearingSerial: row.clearing_serial, bankSerial: row.bank_serial }] : [];
  });
  const onward = rows.map((row) => ({ row, account: accountOf(row, institutions), amountFen: row.amountFen, transferredAt: row.transferredAt, clearingSerial: row.clearingSerial }));
  const fresh = newMovements(known, onward.map((one) => ({ from, to: accountKey(one.account), amountFen: one.amountFen, at: one.transferredAt, clearingSerial: one.clearingSerial, bankSerial: one.row.bankSerial })));
  const freshOnward = fresh.map((i) => onward[i] as (typeof onward)[number]);
  const { cutOff } = decideChase(freshOnward, parent.layer, ancestorsOf(parent, flow), policy, known.length);
  const cut = new Map(cutOff.map((one) => [one.onward, one.reason]));
  const isFresh = new Set(fresh);
  return {
    parent: { id: parent.id, layer: parent.layer }, transfers: flow.size,
    preview: {
      faults, ignored,
      rows: onward.map((one, i) => {
        const reason = cut.get(one) ?? null;
        return { ...one.row, institutionCode: one.account.institutionCode, verdict: !isFresh.has(i) ? 'known' : reason ? 'cut_off' : 'new', cutOff: reason };
      }),
    },
  };
}

function ancestorsOf(from: FlowRow, flow: ReadonlyMap<string, FlowRow>): Set<string> {
  const keys = new Set<string>();
  for (let at: FlowRow | undefined = from; at; at = at.parent_transfer_id === null ? undefined : flow.get(at.parent_transfer_id)) keys.add(keyOf(at));
  return keys;
}

function keyOf(row: FlowRow): string {
  return accountKey({ institutionCode: row.institution_code, number: row.account_number });
}
