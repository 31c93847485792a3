import { Input } from 'antd';
import { useState } from 'react';
import type { IncidentView } from '../api/contract';
import { api } from '../api/endpoints';
import { Field } from '../components/field';
import { SendLine } from '../components/send-line';
import { useText } from '../language/translate';
import type { FlowLine } from './flow-tree';
import { useChangeIncident } from './use-change-incident';

/** The account's last stop is a person's to spend, with a reason that stays in the journal. */
export function SecondStopForm({ incident, line: { transfer }, done }: { readonly incident: IncidentView; readonly line: FlowLine; done(): void }) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const change = useChangeIncident(done);
  return (
    <div className="form">
      <p>{t('secondStop.explain')}</p>
      <Field label={t('secondStop.reason')} must>{(id) => <Input.TextArea id={id} maxLength={500} autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
      <SendLine busy={change.isPending} fault={change.fault} submit={() => change.run(() => api.allowSecondStop(incident.id, transfer.transferId, reason.trim(), key))} cancel={done} label={t('secondStop.send')} />
    </div>
  );
}
