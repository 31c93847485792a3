import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { IncidentView } from '../api/contract';
import { Field } from '../components/field';
import { SendLine } from '../components/send-line';
import { useChangeIncident } from './use-change-incident';

interface ReasonFormProps {
  readonly explain: ReactNode;
  /** What the field of the reason is called. */
  readonly label: string;
  /** What the button says. */
  readonly send: string;
  ask(reason: string, key: string): Promise<IncidentView>;
  done(): void;
}

/** What a person may do with nothing but a reason, which stays in the journal. */
export function ReasonForm({ explain, label, send, ask, done }: ReasonFormProps) {
  const [reason, setReason] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const change = useChangeIncident(done);
  return (
    <div className="form">
      <p>{explain}</p>
      <Field label={label} must>{(id) => <Input.TextArea id={id} maxLength={500} autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
      <SendLine busy={change.isPending} fault={change.fault} submit={() => change.run(() => ask(reason.trim(), key))} cancel={done} label={send} />
    </div>
  );
}
