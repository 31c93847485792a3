import { Input } from 'antd';
import { useState } from 'react';
import { api } from '../api/endpoints';
import { serverNow } from '../clock/server-clock';
import { formatMoment, parseMoment } from '../clock/wall-time';
import { Field } from '../components/field';
import { FieldFault } from '../components/field-fault';
import { formatYuan, groupInFours } from '../components/figures';
import { SendLine } from '../components/send-line';
import { SureStrip } from '../components/sure-strip';
import type { IncidentFormProps } from '../incident/dialogs/form-props';
import { ReasonForm } from '../incident/reason-form';
import { useChangeIncident } from '../incident/use-change-incident';
import { useSecondStep } from '../incident/use-second-step';
import { nextFieldOnEnter } from '../keyboard/next-field';
import { nameOf, useText } from '../language/translate';

const returnOf = ({ incident, about }: IncidentFormProps) => incident.returns.find(({ id }) => id === about?.id);

/** Writes down that the bank paid: its moment and serial number, as on the receipt, and once more. */
export function PayReturnForm(given: IncidentFormProps) {
  const { t, language } = useText();
  const [at, setAt] = useState('');
  const [serial, setSerial] = useState('');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [missing, setMissing] = useState<'paidAt' | 'serial'>();
  const change = useChangeIncident(given.done);
  const [sure, setSure] = useSecondStep(change.fault);
  const one = returnOf(given);
  if (!one) return null;
  const paidAt = parseMoment(at, serverNow());
  const edit = (work: () => void): void => {
    work();
    setSure(false);
    setKey(crypto.randomUUID());
  };
  const submit = (): void => {
    const lack = !paidAt ? 'paidAt' : !serial.trim() ? 'serial' : undefined;
    setMissing(lack);
    if (lack || !paidAt) return setSure(false);
    if (!sure) return setSure(true);
    change.run(() => api.payReturn(given.incident.id, one.id, { paidAt, serial: serial.trim() }, key), given.incident.id);
  };
  const below = (field: 'paidAt' | 'serial') => <FieldFault field={field} text={missing === field ? t(`return.missing.${missing}`) : nameOf(change.faultAt(field), language)} />;
  const elsewhere = change.faultAt('paidAt') || change.faultAt('serial');
  return (
    <div className="form" onKeyDown={nextFieldOnEnter} data-pay-return>
      <p><b className="figures">¥{formatYuan(one.amountFen)}</b> → <b className="number">{one.victimNumber}</b> · <span className="number">{groupInFours(one.accountNumber)}</span></p>
      <p className="quiet">{t('return.pay.explain')}</p>
      <div className="grid">
        <Field label={t('return.paidAt')} must span={6} below={paidAt && missing !== 'paidAt' && !change.faultAt('paidAt') ? <span className="figures">{formatMoment(paidAt, serverNow())}</span> : below('paidAt')}>{(id) => <Input id={id} autoComplete="off" placeholder={t('field.time.hint')} value={at} onChange={(event) => edit(() => setAt(event.target.value))} />}</Field>
        <Field label={t('return.serial')} must span={6} below={below('serial')}>{(id) => <Input id={id} autoComplete="off" maxLength={64} value={serial} onChange={(event) => edit(() => setSerial(event.target.value))} />}</Field>
      </div>
      {sure && <SureStrip text={t('return.pay.sure', { yuan: formatYuan(one.amountFen), serial: serial.trim() })} back={() => setSure(false)} />}
      <SendLine busy={change.isPending} fault={elsewhere ? '' : change.fault} submit={submit} cancel={given.done} label={sure ? t('return.pay.confirm') : t('return.pay')} />
    </div>
  );
}

/** Calls a decided return off; the reason stays in both journals. */
export function CancelReturnForm(given: IncidentFormProps) {
  const { t } = useText();
  const one = returnOf(given);
  if (!one) return null;
  return <ReasonForm explain={<><b className="figures">¥{formatYuan(one.amountFen)}</b> → <b className="number">{one.victimNumber}</b> {t('return.cancel.explain')}</>} label={t('measure.reason')} send={t('return.cancel')} ask={(reason, key) => api.cancelReturn(given.incident.id, one.id, reason, key)} done={given.done} />;
}
