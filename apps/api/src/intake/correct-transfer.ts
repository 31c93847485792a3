import { Injectable } from '@nestjs/common';
import { normaliseAccountNumber, type AccountKind, type InstructionState } from '#domain';
import { accountIncidents, Ledger, type LedgerTransaction } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { InstitutionDirectory } from '../organs/institution-directory';
import { fieldProblem, notFound, Problem } from '../problems/problem';
import { headInScope, refuseStale } from './lock-incident';
import { resolveInstitution } from './new-transfer';
import type { CorrectTransferDto } from './transfer.dto';

/** An instruction in one of these has certainly stopped nothing and will not be acted upon by an institution: its transfer may be put right. */
const CORRECTABLE: ReadonlySet<InstructionState> = new Set<InstructionState>(['refused', 'withdrawn', 'undelivered', 'planned']);

interface TransferRow { account_number: string; account_kind: AccountKind; institution_code: string | null; holder_name: string | null; told_again: boolean; states: InstructionState[] }

/** Puts a misheard number or an unknown institution right; the worker then plans the next intent. */
@Injectable()
export class CorrectTransfer {
  constructor(private readonly ledger: Ledger, private readonly institutions: InstitutionDirectory) {}

  /** @param seenVersion null when the editor gave none */
  async run(incidentId: string, transferId: string, dto: CorrectTransferDto, seenVersion: number | null, user: OrganUser, traceparent: string): Promise<void> {
    if (Object.values(dto).every((value) => value === undefined)) throw fieldProblem('body', '请至少填写一项更正', 'give at least one correction');
    const number = dto.accountNumber === undefined ? undefined : normaliseAccountNumber(dto.accountNumber);
    if (number === '') throw fieldProblem('accountNumber', '账号没有字母或数字', 'the account number has neither letters nor digits');
    const [known] = await this.ledger.sql.rows<{ account_number: string; account_kind: AccountKind; institution_code: string | null }>(
      'select account_number, account_kind, institution_code from transfers where id = $1 and incident_id = $2', [transferId, incidentId]);
    const institution = await this.institutionFor(dto, number, known);
    await this.ledger.commit([incidentId], async (transaction) => {
      const head = headInScope(transaction, incidentId, user);
      if (seenVersion !== null) refuseStale(head, seenVersion);
      const row = await readTransfer(transaction, incidentId, transferId);
      const next = { number: number ?? row.account_number, institution: institution ?? row.institution_code, holder: dto.holderName?.trim() || row.holder_name };
      await transaction.sql.rows(
        'update transfers set account_number = $2, institution_code = $3, holder_name = $4, needs_plan = $5, covered_by = null where id = $1',
        [transferId, next.number, next.institution, next.holder, next.institution !== null]);
      transaction.append({ incidentId, type: 'transfer.corrected', actor: user.login, data: { transferId, institutionCode: next.institution, accountNumber: next.number, holderName: next.holder } }, traceparent);
      await accountIncidents(transaction, [incidentId], user.login);
      head.watchAt = transaction.at;
    });
  }

  // A new number may lie in another institution's range; a named institution always wins.
  private async institutionFor(dto: CorrectTransferDto, number: string | undefined, known: { account_number: string; account_kind: AccountKind } | undefined): Promise<string | null> {
    if (dto.institutionCode === undefined && number === undefined) return null;
    return resolveInstitution(dto.institutionCode, number ?? known?.account_number ?? '', known?.account_kind ?? 'card', 'institutionCode', this.institutions);
  }
}

async function readTransfer(transaction: LedgerTransaction, incidentId: string, transferId: string): Promise<TransferRow> {
  const [row] = await transaction.sql.rows<TransferRow>(
    `select account_number, account_kind, institution_code, holder_name, duplicate_of is not null as told_again,
       array(select i.state from instructions i where i.transfer_id = transfers.id and i.kind = 'stop') as states
     from transfers where id = $1 and incident_id = $2 for update`, [transferId, incidentId]);
  if (!row) throw notFound('本警情中没有这笔转账', 'This incident has no such transfer');
  if (row.told_again) throw new Problem('conflict', { zh: '该转账已标为与所并入警情的同一笔，不能更正；请先拆分警情', en: 'This transfer is marked as the same as one of the incident joined into; un-join first, then correct it' });
  if (row.states.some((state) => !CORRECTABLE.has(state))) {
    throw new Problem('conflict', { zh: '该转账的止付指令已发出或已止付，不能更正；请另行补录一笔转账', en: 'The stop for this transfer was sent or is in force; it cannot be corrected: add another transfer instead' });
  }
  return row;
}
