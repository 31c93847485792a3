import { Input } from 'antd';
import { useState } from 'react';
import type { IncidentView, InstitutionItem, TransferCorrection } from '../api/contract';
import { api } from '../api/endpoints';
import { Field } from '../components/field';
import { bareNumber, groupInFours } from '../components/figures';
import { SendLine } from '../components/send-line';
import { AccountHintLine } from '../intake/account-hint-line';
import { InstitutionSelect } from '../intake/institution-select';
import { useAccountHints } from '../intake/use-account-hints';
import { nextFieldOnEnter } from '../keyboard/next-field';
import { useText } from '../language/translate';
import type { FlowLine } from './flow-tree';
import { useChangeIncident } from './use-change-incident';

interface CorrectTransferFormProps { readonly incident: IncidentView; readonly line: FlowLine; readonly institutions: readonly InstitutionItem[]; done(): void }

/** A misheard digit or an unknown institution, put right; only what changed is sent. */
export function CorrectTransferForm({ incident, line: { transfer }, institutions, done }: CorrectTransferFormProps) {
  const { t } = useText();
  const [accountNumber, setAccountNumber] = useState(transfer.accountNumber);
  const [institutionCode, setInstitutionCode] = useState(transfer.institutionCode ?? '');
  const [holderName, setHolderName] = useState(transfer.holderName ?? '');
  const hints = useAccountHints(accountNumber);
  const change = useChangeIncident(done);
  const submit = (): void => {
    const body: TransferCorrection = {
      ...(bareNumber(accountNumber) !== transfer.accountNumber ? { accountNumber: bareNumber(accountNumber) } : {}),
      ...(institutionCode && institutionCode !== transfer.institutionCode ? { institutionCode } : {}),
      ...(holderName.trim() && holderName.trim() !== transfer.holderName ? { holderName: holderName.trim() } : {}),
    };
    if (Object.keys(body).length) change.run(() => api.correctTransfer(incident.id, transfer.transferId, body));
    else done();
  };
  return (
    <div className="form" onKeyDown={nextFieldOnEnter}>
      <Field label={t('field.accountNumber')} must below={<AccountHintLine hints={hints} chosen={institutionCode} typed={accountNumber} />}>{(id) => <Input id={id} className="big number" size="large" autoFocus value={groupInFours(accountNumber)} onChange={(event) => setAccountNumber(event.target.value)} />}</Field>
      <Field label={t('field.institution')}>{(id) => <InstitutionSelect id={id} value={institutionCode} recognised={hints?.institutionCode ?? null} institutions={institutions} choose={setInstitutionCode} />}</Field>
      <Field label={t('field.holderName')}>{(id) => <Input id={id} maxLength={100} value={holderName} onChange={(event) => setHolderName(event.target.value)} />}</Field>
      <SendLine busy={change.isPending} fault={change.fault} submit={submit} cancel={done} label={t('action.save')} />
    </div>
  );
}
