import { Injectable } from '@nestjs/common';
import { IdSource } from '#domain';
import { accountIncidents, insertBatch, Ledger, TRANSFER_COLUMNS, type LedgerTransaction } from '#ledger';
import type { DeskUser, OrganUser } from '../auth/desk-user';
import { ApiConfiguration } from '../configuration/api-configuration';
import { claimKey, unlessReused, type Answered } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { TRANSFERS_PER_INCIDENT_MAX } from '../intake/add-transfer';
import { headInScope } from '../intake/lock-incident';
import { InstitutionDirectory, type KnownInstitution } from '../organs/institution-directory';
import { fieldProblem, notFound } from '../problems/problem';
import { accountOf, previewStatement, type ParentAccount, type PreviewRow, type StatementPreview } from './preview-statement';

/** Money that a pasted statement shows leaving an account becomes transfers of the next layer: all of them in one commit, planned together. */
@Injectable()
export class PasteStatement {
  constructor(private readonly ledger: Ledger, private readonly ids: IdSource, private readonly institutions: InstitutionDirectory, private readonly configuration: ApiConfiguration) {}

  /** Changes nothing. */
  async preview(incidentId: string, transferId: string, text: string, user: OrganUser): Promise<StatementPreview> {
    const [seen] = await this.ledger.sql.rows("select id from incidents where id = $1 and organ_path like $2 || '%'", [incidentId, user.organ.path]);
    if (!seen) throw notFound('没有这条警情，或不在本机关范围内', 'No such incident, or not within your scope');
    return (await previewStatement(this.ledger.sql, incidentId, transferId, text, await this.institutions.all(), this.configuration.policies.chase)).preview;
  }

  /** For the clerk of the institution that was asked: the rows as onward rows of an answer to this instruction. Changes nothing. */
  async previewForClerk(incidentId: string, instructionId: string, text: string, user: DeskUser): Promise<StatementPreview> {
    const [row] = await this.ledger.sql.rows<{ transfer_id: string }>('select transfer_id from instructions where id = $1 and incident_id = $2 and institution_code = $3', [instructionId, incidentId, user.institution?.code ?? '']);
    if (!row) throw notFound('没有这条指令，或不在您的范围内', 'No such instruction, or not within your scope');
    return (await previewStatement(this.ledger.sql, incidentId, row.transfer_id, text, await this.institutions.all(), this.configuration.policies.chase)).preview;
  }

  /** Adds every row that can be taken; what the policy cuts off is told as a fact. What is stored under the key is the preview. */
  async commit(incidentId: string, transferId: string, text: string, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<Answered<StatementPreview>> {
    const institutions = await this.institutions.all();
    const { result } = await this.ledger.commit([incidentId], async (transaction) => {
      const head = headInScope(transaction, incidentId, user);
      const { preview, parent, transfers } = await previewStatement(transaction.sql, incidentId, transferId, text, institutions, this.configuration.policies.chase);
      const standing = unlessReused(await claimKey(transaction.sql, { actor: user.login, requestKey, status: 201, body: preview }));
      if (standing) return standing as Answered<StatementPreview>;
      const added = preview.rows.filter((row) => row.verdict === 'new');
      if (transfers + added.length > TRANSFERS_PER_INCIDENT_MAX) throw fieldProblem('text', `一起警情最多 ${TRANSFERS_PER_INCIDENT_MAX} 笔转账`, `an incident has at most ${TRANSFERS_PER_INCIDENT_MAX} transfers`);
      await insertBatch(transaction.sql, 'transfers', TRANSFER_COLUMNS, added.map((row) => this.add(transaction, incidentId, parent, row, institutions, user, traceparent)));
      for (const row of preview.rows.filter((one) => one.verdict === 'cut_off')) tellCutOff(transaction, incidentId, transferId, row, user, traceparent);
      if (added.length > 0) await accountIncidents(transaction, [incidentId], user.login);
      head.watchAt = transaction.at;
      return { status: 201, body: preview, replayed: false };
    });
    return result;
  }

  private add(transaction: LedgerTransaction, incidentId: string, parent: ParentAccount, row: PreviewRow, institutions: readonly KnownInstitution[], user: OrganUser, traceparent: string): Record<string, unknown> {
    const id = this.ids.next();
    const account = accountOf(row, institutions);
    transaction.append({
      incidentId, type: 'transfer.added', actor: user.login,
      data: {
        transferId: id, parentTransferId: parent.id, layer: parent.layer + 1, amountFen: row.amountFen, transferredAt: row.transferredAt, institutionCode: account.institutionCode,
        accountNumber: account.number, accountKind: account.kind, holderName: account.holderName, source: 'operator',
      },
    }, traceparent);
    return {
      id, incident_id: incidentId, parent_transfer_id: parent.id, layer: parent.layer + 1, amount_fen: row.amountFen, transferred_at: row.transferredAt, institution_code: account.institutionCode,
      account_number: account.number, account_kind: account.kind, holder_name: account.holderName, bank_serial: row.bankSerial, clearing_serial: row.clearingSerial, source: 'operator', traceparent,
      needs_plan: account.institutionCode !== null,
    };
  }
}

function tellCutOff(transaction: LedgerTransaction, incidentId: string, fromTransferId: string, row: PreviewRow, user: OrganUser, traceparent: string): void {
  if (row.cutOff === null) return;
  transaction.append({
    incidentId, type: 'flow.cut_off', actor: user.login,
    data: { fromTransferId, reason: row.cutOff, institutionCode: row.institutionCode, accountNumber: row.accountNumber, amountFen: row.amountFen, transferredAt: row.transferredAt, clearingSerial: row.clearingSerial },
  }, traceparent);
}
