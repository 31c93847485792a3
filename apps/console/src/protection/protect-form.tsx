import { Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import type { ConsentMeans } from '#domain';
import { api } from '../api/endpoints';
import { bareNumber, groupInFours } from '../components/figures';
import { Field } from '../components/field';
import { SendLine } from '../components/send-line';
import type { IncidentFormProps } from '../incident/dialogs/form-props';
import { useChangeIncident } from '../incident/use-change-incident';
import { AccountHintLine } from '../intake/account-hint-line';
import { InstitutionSelect } from '../intake/institution-select';
import { useAccountHints } from '../intake/use-account-hints';
import { nextFieldOnEnter } from '../keyboard/next-field';
import { nameOf, useText } from '../language/translate';

const MEANS: readonly ConsentMeans[] = ['phone', 'in_person'];
type Typed = 'accountNumber' | 'holderName' | 'consentBy' | 'reason';

/** With the victim's consent, asks the victim's own bank to let nothing out of the card. Two steps: what was typed is read back before it goes out. */
export function ProtectForm({ incident, institutions, done }: IncidentFormProps) {
  const { t, language, words } = useText();
  const victim = incident.details.victimName ?? '';
  const [key] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState<Record<Typed, string>>({ accountNumber: '', holderName: victim, consentBy: victim, reason: '' });
  const [means, setMeans] = useState<ConsentMeans>('phone');
  const [institutionCode, setInstitutionCode] = useState('');
  const [sure, setSure] = useState(false);
  const [missing, setMissing] = useState<Typed>();
  const hints = useAccountHints(typed.accountNumber);
  const change = useChangeIncident(done);
  const bank = institutions.find(({ code }) => code === (institutionCode || hints?.institutionCode));
  const byPhone = bank !== undefined && !(bank.capabilities ?? []).includes('protect');
  const set = (field: Typed, value: string): void => setTyped((before) => ({ ...before, [field]: value }));
  const submit = (): void => {
    const lack = (['accountNumber', 'holderName', 'consentBy', 'reason'] as const).find((field) => !typed[field].trim());
    setMissing(lack);
    if (lack) return setSure(false);
    if (!sure) return setSure(true);
    change.run(() => api.protect(incident.id, {
      accountNumber: bareNumber(typed.accountNumber), holderName: typed.holderName.trim(), consentBy: typed.consentBy.trim(), consentMeans: means, reason: typed.reason.trim(), ...(institutionCode ? { institutionCode } : {}),
    }, key));
  };
  const at = (field: string) => {
    const fault = missing === field ? t('protection.missing') : nameOf(change.faultAt(field), language);
    return <span className="bad" role={fault ? 'alert' : undefined} data-fault={fault ? field : undefined}>{fault}</span>;
  };
  return (
    <div className="form" onKeyDown={nextFieldOnEnter} data-protect>
      <p className="quiet">{t('protection.explain')}</p>
      <div className="grid">
        <Field label={t('protection.account')} must span={7} below={missing === 'accountNumber' || change.faultAt('accountNumber') ? at('accountNumber') : <AccountHintLine hints={hints} chosen={institutionCode} typed={typed.accountNumber} />}>
          {(id) => <Input id={id} className="big number" size="large" autoComplete="off" inputMode="numeric" maxLength={60} disabled={sure} value={groupInFours(typed.accountNumber)} onChange={(event) => set('accountNumber', event.target.value)} data-field="cardNumber" />}
        </Field>
        <Field label={t('field.institution')} span={5} below={at('institutionCode')}>{(id) => <InstitutionSelect id={id} value={institutionCode} recognised={hints?.institutionCode ?? null} institutions={institutions} choose={setInstitutionCode} />}</Field>
        <Field label={t('field.holderName')} must span={4} below={at('holderName')}>{(id) => <Input id={id} maxLength={100} disabled={sure} value={typed.holderName} onChange={(event) => set('holderName', event.target.value)} />}</Field>
        <Field label={t('protection.consentBy')} must span={4} below={at('consentBy')}>{(id) => <Input id={id} maxLength={100} disabled={sure} value={typed.consentBy} onChange={(event) => set('consentBy', event.target.value)} />}</Field>
        <Field label={t('protection.consentMeans')} must span={4}>{() => <Segmented block disabled={sure} aria-label={t('protection.consentMeans')} value={means} onChange={setMeans} options={MEANS.map((value) => ({ value, label: words.consentMeans[value] }))} />}</Field>
        <Field label={t('measure.reason')} must span={12} below={at('reason')}>{(id) => <Input id={id} maxLength={500} placeholder={t('protection.reason.hint')} disabled={sure} value={typed.reason} onChange={(event) => set('reason', event.target.value)} data-field="protectReason" />}</Field>
      </div>
      {byPhone && <p className="warning-strip">{t('protection.byPhone', { bank: nameOf(bank.name, language) })}</p>}
      {sure && <p className="warning-strip" role="alert" data-sure>{t('protection.sure', { account: groupInFours(typed.accountNumber), by: typed.consentBy })} <Button size="small" onClick={() => setSure(false)}>{t('measure.back')}</Button></p>}
      <SendLine busy={change.isPending} fault={change.fault} submit={submit} cancel={done} label={t(sure ? 'protection.confirm' : 'protection.protect')} />
    </div>
  );
}
