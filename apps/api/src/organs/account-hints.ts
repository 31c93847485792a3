import { Injectable } from '@nestjs/common';
import { checkAccountNumber, type SoftWarning } from '#domain';
import { bankNameHint } from './bank-name-hint';
import { InstitutionDirectory } from './institution-directory';

export interface AccountHintsView {
  readonly institutionCode: string | null;
  readonly institutionName: string | null;
  readonly bankName: string | null;
  readonly warnings: readonly SoftWarning[];
}

/** What is known about an account number, while the operator still types; which incidents know it is told by the duplicates' door. */
@Injectable()
export class AccountHints {
  constructor(private readonly institutions: InstitutionDirectory) {}

  async run(number: string): Promise<AccountHintsView> {
    const institution = await this.institutions.ofNumber(number);
    return {
      institutionCode: institution?.code ?? null, institutionName: institution?.name.zh ?? null, bankName: institution ? null : bankNameHint(number),
      warnings: checkAccountNumber(number, 'card', 'number'),
    };
  }
}
