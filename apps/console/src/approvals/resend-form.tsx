import { Input } from 'antd';
import { useState } from 'react';
import type { IncidentView, TransferView } from '../api/contract';
import { api } from '../api/endpoints';
import { Field } from '../components/field';
import { SendLine } from '../components/send-line';
import { useText } from '../language/translate';
import { useChangeIncident } from '../incident/use-change-incident';

/** A new instruction for an account whose last stop came to nothing; the reason stays in the journal. */
export function ResendForm({ incident, transfer, done }: { readonly incident: IncidentView; readonly transfer: TransferView; done(): void }) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const change = useChangeIncident(done);
  return (
    <div className="form">
      <p>{t('resend.explain')}</p>
      <Field label={t('resend.reason')} must>{(id) => <Input.TextArea id={id} maxLength={500} autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
      <SendLine busy={change.isPending} fault={change.fault} submit={() => change.run(() => api.askResend(incident.id, transfer.transferId, reason.trim(), key))} cancel={done} label={t('resend.send')} />
    </div>
  );
}
