import { Input } from 'antd';
import type { InstitutionItem } from '../api/contract';
import { serverNow } from '../clock/server-clock';
import { formatMoment, parseMoment } from '../clock/wall-time';
import { Field } from '../components/field';
import { formatYuan, groupInFours } from '../components/figures';
import { useText } from '../language/translate';
import { AccountHintLine } from './account-hint-line';
import { parseYuan } from './amount';
import { InstitutionSelect } from './institution-select';
import { faultsOf, type DraftField, type TransferDraft } from './transfer-draft';
import { useAccountHints } from './use-account-hints';

interface TransferFieldsProps {
  readonly draft: TransferDraft;
  readonly institutions: readonly InstitutionItem[];
  /** Faults are told only after an attempt to send. */
  readonly strict: boolean;
  readonly autoFocus?: boolean;
  /** Whether the desk may look up hints (bank clerks may not). */
  readonly hinted?: boolean;
  change(field: DraftField, value: string): void;
}

/** The fields of one transfer. Mandatory: account number and amount. Everything else only warns. */
export function TransferFields({ draft, institutions, strict, autoFocus, hinted = true, change }: TransferFieldsProps) {
  const { t } = useText();
  const hints = useAccountHints(hinted ? draft.accountNumber : '');
  const now = serverNow();
  const faults = faultsOf(draft, now);
  const fen = parseYuan(draft.amount);
  const moment = parseMoment(draft.transferredAt, now);
  const fault = (field: DraftField) => (faults[field] && (strict || (draft[field] && field !== 'accountNumber')) ? <span className="fault">{t(faults[field])}</span> : undefined);
  return (
    <div className="grid">
      <Field label={t('field.accountNumber')} must span={7} below={fault('accountNumber') ?? <AccountHintLine hints={hints} chosen={draft.institutionCode} typed={draft.accountNumber} />}>
        {(id) => <Input id={id} className="big number" size="large" autoFocus={autoFocus} autoComplete="off" inputMode="numeric" maxLength={60} value={groupInFours(draft.accountNumber)} onChange={(event) => change('accountNumber', event.target.value)} data-field="accountNumber" />}
      </Field>
      <Field label={t('field.amount')} must span={5} below={fault('amount') ?? (fen === undefined ? t('field.amount.hint') : <b className="figures good">¥{formatYuan(fen)}</b>)}>
        {(id) => <Input id={id} className="big number" size="large" autoComplete="off" maxLength={24} value={draft.amount} onChange={(event) => change('amount', event.target.value)} data-field="amount" />}
      </Field>
      <Field label={t('field.holderName')} span={4}>
        {(id) => <Input id={id} autoComplete="off" maxLength={100} value={draft.holderName} onChange={(event) => change('holderName', event.target.value)} data-field="holderName" />}
      </Field>
      <Field label={t('field.transferredAt')} span={3} below={fault('transferredAt') ?? (moment ? <span className="figures">{formatMoment(moment, now)}</span> : '')}>
        {(id) => <Input id={id} autoComplete="off" maxLength={20} placeholder={t('field.time.hint')} value={draft.transferredAt} onChange={(event) => change('transferredAt', event.target.value)} data-field="transferredAt" />}
      </Field>
      <Field label={t('field.institution')} span={5}>
        {(id) => <InstitutionSelect id={id} value={draft.institutionCode} recognised={hints?.institutionCode ?? null} institutions={institutions} choose={(code) => change('institutionCode', code)} />}
      </Field>
    </div>
  );
}
