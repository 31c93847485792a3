import { Button, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import type { OverrideOutcome } from '#domain';
import { api } from '../../api/endpoints';
import { REFUSALS } from '../../bank-desk/refusals';
import { serverNow } from '../../clock/server-clock';
import { Field } from '../../components/field';
import { formatYuan, groupInFours } from '../../components/figures';
import { SendLine } from '../../components/send-line';
import { nextFieldOnEnter } from '../../keyboard/next-field';
import { nameOf, useText } from '../../language/translate';
import type { RowFormProps } from '../dialogs/form-props';
import { useChangeIncident } from '../use-change-incident';
import { overrideOf, type OverrideDraft } from './override-draft';

const OUTCOMES: readonly OverrideOutcome[] = ['done', 'partly_done', 'refused'];

/** What a commander knows to be true of the row's stop, whatever the bank said: typed, read once more, then sent. */
export function OverrideForm({ incident, line: { instruction }, done }: RowFormProps) {
  const { t, words, language } = useText();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState<OverrideDraft>({ to: 'refused', controlled: '', bankAt: '', refusal: 'account_not_found', reason: '', source: '' });
  const [sure, setSure] = useState(false);
  const [lack, setLack] = useState<Extract<ReturnType<typeof overrideOf>, { fault: unknown }>>();
  const change = useChangeIncident(done);
  if (!instruction) return null;
  const set = (more: Partial<OverrideDraft>): void => {
    setDraft((before) => ({ ...before, ...more }));
    // Another statement is another request.
    setKey(crypto.randomUUID());
  };
  const submit = (): void => {
    const read = overrideOf(draft, serverNow());
    setLack('fault' in read ? read : undefined);
    if ('fault' in read) return setSure(false);
    if (!sure) return setSure(true);
    change.run(() => api.override(incident.id, instruction.id, read.body, key));
  };
  /** What stands in the way of a field: what is not filled in, else what the api said about it. */
  const at = (field: string) => {
    const fault = lack?.field === field ? t(lack.fault) : nameOf(change.faultAt(field), language);
    return <span className="bad" role={fault ? 'alert' : undefined} data-fault={fault ? field : undefined}>{fault}</span>;
  };
  const elsewhere = ['controlledFen', 'bankAt', 'refusal', 'reason', 'source'].some((field) => change.faultAt(field));
  return (
    <div className="form" onKeyDown={nextFieldOnEnter} data-override-form>
      <p>{nameOf(instruction.institutionName, language)} <b className="number">{groupInFours(instruction.accountNumber)}</b> · {t('answer.instructed')} <b className="figures">¥{formatYuan(instruction.amountFen)}</b> · {t('override.now')} <b>{words.state[instruction.state]}</b></p>
      <p className="quiet">{t('override.explain')}</p>
      <Segmented block disabled={sure} value={draft.to} onChange={(to) => set({ to })} aria-label={t('override.to')} options={OUTCOMES.map((to) => ({ value: to, label: t(`answer.${to}`) }))} />
      <div className="grid">
        {draft.to === 'refused'
          ? <Field label={t('answer.refusal')} must span={12} below={at('refusal')}>{(id) => <Select id={id} aria-label={t('answer.refusal')} style={{ width: '100%' }} disabled={sure} value={draft.refusal} onChange={(refusal) => set({ refusal })} options={REFUSALS.map((reason) => ({ value: reason, label: words.refusal[reason] }))} />}</Field>
          : <>
              <Field label={t('answer.controlled')} must span={6} below={at('controlledFen')}>{(id) => <Input id={id} className="number" disabled={sure} placeholder={t('field.amount.hint')} value={draft.controlled} onChange={(event) => set({ controlled: event.target.value })} />}</Field>
              <Field label={t('answer.bankAt')} must span={6} below={at('bankAt')}>{(id) => <Input id={id} className="number" disabled={sure} placeholder={t('field.time.hint')} value={draft.bankAt} onChange={(event) => set({ bankAt: event.target.value })} />}</Field>
            </>}
        <Field label={t('override.reason')} must span={12} below={at('reason')}>{(id) => <Input.TextArea id={id} rows={2} maxLength={500} disabled={sure} value={draft.reason} onChange={(event) => set({ reason: event.target.value })} />}</Field>
        <Field label={t('override.source')} must span={12} below={at('source')}>{(id) => <Input id={id} maxLength={200} disabled={sure} placeholder={t('override.source.hint')} value={draft.source} onChange={(event) => set({ source: event.target.value })} />}</Field>
      </div>
      {sure && <p className="warning-strip" role="alert" data-sure>{t('override.sure', { from: words.state[instruction.state], to: words.state[draft.to] })} <Button size="small" onClick={() => setSure(false)}>{t('measure.back')}</Button></p>}
      <SendLine busy={change.isPending} fault={elsewhere ? '' : change.fault} submit={submit} cancel={done} label={t(sure ? 'override.confirm' : 'override.act')} />
    </div>
  );
}
