import { checkAccountNumber, checkTransferTime, normaliseAccountNumber, type AccountKind, type IdSource, type SoftWarning, type TransferSource, type TransferTold } from '#domain';
import { fieldProblem } from '../problems/problem';
import type { InstitutionDirectory } from '../organs/institution-directory';
import { bankNameHint } from '../organs/bank-name-hint';
import type { TransferDto } from './transfer.dto';

/** A transfer ready to be written: the row's columns, what its fact tells, and what an operator should look at again. */
export interface NewTransfer { readonly told: TransferTold; readonly columns: Readonly<Record<string, unknown>>; readonly warnings: readonly SoftWarning[] }

export interface NewTransferTools { readonly ids: IdSource; readonly institutions: InstitutionDirectory; readonly now: Date }

/** From this amount on the operator is asked to read it back: one zero too many is quickly typed. ¥1,000,000. */
const LARGE_AMOUNT_FEN = 100_000_000;

/** Where the transfer lies in the flow. */
export interface Place { readonly parentTransferId: string | null; readonly layer: number; readonly source: TransferSource }

/** @param field path of the transfer in the request body, '' when it is the body itself */
export async function newTransfer(dto: TransferDto, place: Place, field: string, tools: NewTransferTools): Promise<NewTransfer> {
  const at = (name: string): string => (field ? `${field}.${name}` : name);
  const number = normaliseAccountNumber(dto.accountNumber);
  if (number.length === 0) throw fieldProblem(at('accountNumber'), '账号没有字母或数字', 'the account number has neither letters nor digits');
  const kind: AccountKind = dto.accountKind ?? 'card';
  const institutionCode = await resolveInstitution(dto.institutionCode, number, kind, at('institutionCode'), tools.institutions);
  const transferredAt = dto.transferredAt === undefined ? null : new Date(dto.transferredAt);
  const told: TransferTold = {
    transferId: tools.ids.next(), parentTransferId: place.parentTransferId, layer: place.layer, amountFen: dto.amountFen, transferredAt: transferredAt?.toISOString() ?? null,
    institutionCode, accountNumber: number, accountKind: kind, holderName: dto.holderName?.trim() || null, source: place.source,
  };
  const columns = {
    id: told.transferId, parent_transfer_id: told.parentTransferId, layer: told.layer, amount_fen: told.amountFen, transferred_at: transferredAt, institution_code: institutionCode,
    account_number: number, account_kind: kind, holder_name: told.holderName, payer_account_number: dto.payerAccountNumber ? normaliseAccountNumber(dto.payerAccountNumber) : null,
    payer_institution_name: dto.payerInstitutionName ?? null, bank_serial: dto.bankSerial ?? null, clearing_serial: dto.clearingSerial ?? null, order_number: dto.orderNumber ?? null,
    source: place.source, needs_plan: institutionCode !== null,
  };
  const warnings = [
    ...checkAccountNumber(number, kind, at('accountNumber')),
    ...(transferredAt ? checkTransferTime(transferredAt, tools.now, at('transferredAt')) : []),
    ...(institutionCode === null ? [unknownInstitution(at('institutionCode'), bankNameHint(number))] : []),
    ...(dto.amountFen >= LARGE_AMOUNT_FEN ? [largeAmount(at('amountFen'))] : []),
  ];
  return { told, columns, warnings };
}

/** The institution named, or the one whose card range holds the number. Throws when the one named is not known. */
export async function resolveInstitution(given: string | undefined, number: string, kind: AccountKind, field: string, institutions: InstitutionDirectory): Promise<string | null> {
  if (given === undefined) return kind === 'card' ? ((await institutions.ofNumber(number))?.code ?? null) : null;
  if (!(await institutions.find(given))) throw fieldProblem(field, '没有此机构，请从机构列表中选择', 'there is no such institution; choose one from the list');
  return given;
}

function unknownInstitution(field: string, bankName: string | null): SoftWarning {
  return {
    code: 'institution_unknown', field,
    zh: `无法判断收款机构${bankName ? `（卡号段提示：${bankName}）` : ''}，请尽快选择，否则无法发出止付`,
    en: 'The institution is not known; choose it soon, the stop cannot be sent before',
  };
}

function largeAmount(field: string): SoftWarning {
  return { code: 'amount_large', field, zh: '金额较大，请与报警人复述核对', en: 'A large amount; read it back to the caller' };
}
