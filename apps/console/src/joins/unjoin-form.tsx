import { Input } from 'antd';
import { useState } from 'react';
import type { IncidentName, IncidentView } from '../api/contract';
import { api } from '../api/endpoints';
import { Field } from '../components/field';
import { SendLine } from '../components/send-line';
import { useChangeIncident } from '../incident/use-change-incident';
import { useText } from '../language/translate';

/** Takes a join apart, from either side, with a reason that stays in both journals. */
export function UnjoinForm({ shown, joined, done }: { readonly shown: IncidentView; readonly joined: IncidentName; done(): void }) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const change = useChangeIncident(done);
  const unjoin = async (): Promise<IncidentView> => {
    const apart = await api.unjoin(joined.id, reason.trim(), key);
    return joined.id === shown.id ? apart : api.incident(shown.id);
  };
  return (
    <div className="form">
      <p><b className="number">{joined.number}</b> {t('join.unjoin.explain')}</p>
      <Field label={t('join.reason')} must>{(id) => <Input.TextArea id={id} maxLength={500} autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
      <SendLine busy={change.isPending} fault={change.fault} submit={() => change.run(unjoin)} cancel={done} label={t('join.unjoin')} />
    </div>
  );
}
