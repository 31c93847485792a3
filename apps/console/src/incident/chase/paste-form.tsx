import { Input } from 'antd';
import { useState } from 'react';
import { api } from '../../api/endpoints';
import { Field } from '../../components/field';
import { groupInFours } from '../../components/figures';
import { SendLine } from '../../components/send-line';
import { useText } from '../../language/translate';
import type { RowFormProps } from '../dialogs/form-props';
import { StatementPreviewTable } from './statement-preview';
import { useChangeIncident } from '../use-change-incident';
import { usePreview } from './use-preview';

/** Rows copied from a statement become the next layer, all at once. */
export function PasteForm({ incident, line: { transfer }, institutions, done }: RowFormProps) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const change = useChangeIncident(done);
  const { preview, fault } = usePreview(transfer.transferId, text, (pasted) => api.previewStatement(incident.id, transfer.transferId, pasted));
  const count = preview?.rows.filter((row) => row.verdict === 'new').length ?? 0;
  const submit = (): void => {
    if (count === 0) return;
    change.run(async () => {
      await api.pasteStatement(incident.id, transfer.transferId, text, key);
      return api.incident(incident.id);
    });
  };
  return (
    <div className="form">
      <p className="quiet">{t('child.under')} <b className="number">{groupInFours(transfer.accountNumber)}</b> · {t('paste.explain')}</p>
      <Field label={t('paste.text')} must>{(id) => <Input.TextArea id={id} className="number" rows={6} autoFocus value={text} placeholder={t('paste.hint')} onChange={(event) => setText(event.target.value)} />}</Field>
      {preview && <StatementPreviewTable preview={preview} institutions={institutions} />}
      <SendLine busy={change.isPending} fault={change.fault || fault} submit={submit} cancel={done} label={count > 0 ? t('paste.send', { n: count }) : t('paste.none')} />
    </div>
  );
}
