import { Input } from 'antd';
import { useState } from 'react';
import type { IncidentView } from '../api/contract';
import { api } from '../api/endpoints';
import { Field } from '../components/field';
import { SendLine } from '../components/send-line';
import { nextFieldOnEnter } from '../keyboard/next-field';
import { useText } from '../language/translate';
import { DETAIL_FIELDS } from './details-panel';
import { useChangeIncident } from './use-change-incident';

/** Details that came later. Sent under the version that was read: a change by somebody else is never overwritten unseen. */
export function EnrichForm({ incident, done }: { incident: IncidentView; done(): void }) {
  const { t } = useText();
  const [typed, setTyped] = useState<Partial<Record<(typeof DETAIL_FIELDS)[number], string>>>({});
  const change = useChangeIncident(done);
  const submit = (): void => {
    // An emptied field takes its value back, so it is sent as well.
    const body: Record<string, string> = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value.trim()]));
    if (Object.keys(body).length) change.run(() => api.enrich(incident.id, incident.version, body), incident.id);
    else done();
  };
  return (
    <div className="form" onKeyDown={nextFieldOnEnter}>
      <div className="grid">
        {DETAIL_FIELDS.map((name, i) => {
          const value = typed[name] ?? incident.details[name] ?? '';
          const set = (next: string): void => setTyped((before) => ({ ...before, [name]: next }));
          return (
            <Field key={name} label={t(`field.${name}`)} span={name === 'narrative' ? 12 : 6}>
              {(id) => (name === 'narrative' ? <Input.TextArea id={id} rows={4} maxLength={4_000} value={value} onChange={(event) => set(event.target.value)} /> : <Input id={id} autoFocus={i === 0} maxLength={100} value={value} onChange={(event) => set(event.target.value)} />)}
            </Field>
          );
        })}
      </div>
      <SendLine busy={change.isPending} fault={change.fault} submit={submit} cancel={done} label={t('action.save')} />
    </div>
  );
}
