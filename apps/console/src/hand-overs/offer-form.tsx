import { Input, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/endpoints';
import { keys } from '../board/cache/query-keys';
import { Field } from '../components/field';
import { SendLine } from '../components/send-line';
import { usePermits } from '../incident/measures/use-permits';
import { HeldMoney } from '../incident/measures/held-money';
import type { RowFormProps } from '../incident/dialogs/form-props';
import { useChangeIncident } from '../incident/use-change-incident';
import { nameOf, useText } from '../language/translate';

/** Offers the right to change the row's hold to another organ; it stays here until that one accepts. */
export function OfferForm({ incident, institutions, line, done }: RowFormProps) {
  const { t, language } = useText();
  const permits = usePermits(incident, line);
  const [key] = useState(() => crypto.randomUUID());
  const [toOrganCode, setTo] = useState<string>();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState<'toOrganCode' | 'reason'>();
  const { data } = useQuery({ queryKey: keys.receivingOrgans(incident.id), queryFn: () => api.receivingOrgans(incident.id) });
  const change = useChangeIncident(done);
  const { hold } = line;
  if (!hold) return null;
  const submit = (): void => {
    const lack = !toOrganCode ? 'toOrganCode' : !reason.trim() ? 'reason' : undefined;
    setMissing(lack);
    if (!lack && toOrganCode) change.run(() => api.offerHandOver(incident.id, hold.id, { toOrganCode, reason: reason.trim() }, key), incident.id);
  };
  const at = (field: 'toOrganCode' | 'reason') => {
    const fault = missing === field ? t(`handOver.missing.${field}`) : nameOf(change.faultAt(field), language);
    return <span className="bad" role={fault ? 'alert' : undefined}>{fault}</span>;
  };
  return (
    <div className="form" data-hand-over-form="offer">
      <HeldMoney incident={incident} institutions={institutions} hold={hold} permits={permits} />
      <p className="quiet">{t('handOver.offer.explain')}</p>
      <div className="grid">
        <Field label={t('handOver.to')} must span={12} below={at('toOrganCode')}>{(id) => (
          <Select id={id} aria-label={t('handOver.to')} showSearch optionFilterProp="label" style={{ width: '100%' }} value={toOrganCode} onChange={setTo} options={(data?.items ?? []).filter(({ code }) => code !== hold.right.code).map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))} />
        )}</Field>
        <Field label={t('handOver.reason')} must span={12} below={at('reason')}>{(id) => <Input.TextArea id={id} rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
      </div>
      <SendLine busy={change.isPending} fault={change.faultAt('toOrganCode') || change.faultAt('reason') ? '' : change.fault} submit={submit} cancel={done} label={t('handOver.offer')} />
    </div>
  );
}
