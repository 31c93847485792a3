import { Injectable } from '@nestjs/common';
import { checkAccountNumber, type SoftWarning } from '#domain';
import { Ledger } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { bankNameHint } from './bank-name-hint';
import { InstitutionDirectory } from './institution-directory';

export interface AccountHintsView {
  readonly institutionCode: string | null;
  readonly institutionName: string | null;
  readonly bankName: string | null;
  readonly warnings: readonly SoftWarning[];
  /** The same number in live incidents within the asker's scope. */
  readonly liveIncidents: readonly { readonly id: string; readonly number: string; readonly organName: string }[];
}

/** What is known about an account number, while the operator still types. */
@Injectable()
export class AccountHints {
  constructor(private readonly institutions: InstitutionDirectory, private readonly ledger: Ledger) {}

  async run(number: string, user: OrganUser): Promise<AccountHintsView> {
    const institution = await this.institutions.ofNumber(number);
    const liveIncidents = number.length < 6 ? [] : await this.ledger.sql.rows<{ id: string; number: string; organName: string }>(
      `select distinct i.id, i.number, o.name as "organName" from transfers t join incidents i on i.id = t.incident_id join organs o on o.code = i.organ_code
       where t.account_number = $1 and i.state = 'live' and i.organ_path like $2 || '%' order by i.id desc limit 10`, [number, user.organ.path]);
    return {
      institutionCode: institution?.code ?? null, institutionName: institution?.name.zh ?? null, bankName: institution ? null : bankNameHint(number),
      warnings: checkAccountNumber(number, 'card', 'number'), liveIncidents,
    };
  }
}
