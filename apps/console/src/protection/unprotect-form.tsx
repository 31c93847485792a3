import { Input } from 'antd';
import { useState } from 'react';
import { api } from '../api/endpoints';
import { Field } from '../components/field';
import { groupInFours } from '../components/figures';
import { SendLine } from '../components/send-line';
import type { IncidentFormProps } from '../incident/dialogs/form-props';
import { useChangeIncident } from '../incident/use-change-incident';
import { useText } from '../language/translate';

/** The victim wants the card back: one step, with a reason. */
export function UnprotectForm({ incident, about, done }: IncidentFormProps) {
  const { t } = useText();
  const stop = incident.protectiveStops.find(({ id }) => id === about?.id);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const change = useChangeIncident(done);
  if (!stop) return null;
  const submit = (): void => {
    setMissing(!reason.trim());
    if (reason.trim()) change.run(() => api.unprotect(incident.id, stop.id, reason.trim(), key));
  };
  return (
    <div className="form" data-unprotect>
      <p><b className="number">{groupInFours(stop.accountNumber)}</b> {stop.holderName}</p>
      <p className="quiet">{t('protection.unprotect.explain')}</p>
      <Field label={t('measure.reason')} must below={missing && <span className="bad" role="alert">{t('protection.missing')}</span>}>{(id) => <Input id={id} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
      <SendLine busy={change.isPending} fault={change.fault} submit={submit} cancel={done} label={t('protection.unprotect')} />
    </div>
  );
}
