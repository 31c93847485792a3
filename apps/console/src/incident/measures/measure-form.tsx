import { Input } from 'antd';
import { useState } from 'react';
import type { ApproverLevel } from '#domain';
import type { MeasureInput } from '../../api/contract';
import { api } from '../../api/endpoints';
import { serverNow } from '../../clock/server-clock';
import { Field } from '../../components/field';
import { FieldFault } from '../../components/field-fault';
import { formatYuan } from '../../components/figures';
import { SendLine } from '../../components/send-line';
import { SureStrip } from '../../components/sure-strip';
import { parseYuan } from '../../intake/amount';
import { nextFieldOnEnter } from '../../keyboard/next-field';
import { nameOf, useText } from '../../language/translate';
import type { RowFormProps } from '../dialogs/form-props';
import { HoldCell } from '../hold-cell';
import { useChangeIncident } from '../use-change-incident';
import { useSecondStep } from '../use-second-step';
import { ApproverLevelSelect } from './approver-level-select';
import { HeldMoney } from './held-money';
import type { MeasureWords } from './measures';
import { usePermits } from './use-permits';

/** Asks for one measure on the row's hold. What the api refuses stands at the field that is in the way; giving money up is asked twice. */
export function MeasureForm({ incident, institutions, line, measure, done }: RowFormProps & { readonly measure: MeasureWords }) {
  const { t, language, words } = useText();
  // What waits in a queue is taken back; everything else is about what is in force.
  const queue = measure.kind === 'unfreeze' ? line.queue : undefined;
  const hold = line.hold;
  const permits = usePermits(incident, queue ? undefined : line);
  const [key] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState('');
  const [caseNumber, setCaseNumber] = useState(incident.details.caseNumber ?? '');
  const [approverName, setApproverName] = useState('');
  const [approverLevel, setApproverLevel] = useState<ApproverLevel>('county');
  const [amount, setAmount] = useState(hold ? formatYuan(hold.controlledFen) : '');
  const [missing, setMissing] = useState<'reason' | 'approverName' | 'caseNumber' | 'amountFen'>();
  const change = useChangeIncident(done);
  const [sure, setSure] = useSecondStep(change.fault);
  const aboutId = queue?.id ?? hold?.id;
  if (aboutId === undefined) return null;
  const amountFen = measure.takesAmount ? parseYuan(amount) : undefined;
  const verdict = permits?.measures.find(({ kind }) => kind === measure.kind);
  // A missing case number is put right in this very form.
  const blocked = verdict && !verdict.permitted && verdict.refusal !== 'not_filed' ? nameOf(verdict.why, language) : '';
  const send = async () => {
    const filed = measure.needsApproval && caseNumber.trim() !== (incident.details.caseNumber ?? '');
    if (filed) await api.enrich(incident.id, incident.version, { caseNumber: caseNumber.trim() });
    const body: MeasureInput = {
      kind: measure.kind, reason: reason.trim(),
      ...(measure.needsApproval ? { approverName: approverName.trim(), approverLevel } : {}), ...(amountFen === undefined ? {} : { amountFen }),
    };
    return api.requestMeasure(incident.id, aboutId, body, key);
  };
  const submit = (): void => {
    const lack = !reason.trim() ? 'reason' : measure.needsApproval && !caseNumber.trim() ? 'caseNumber' : measure.needsApproval && !approverName.trim() ? 'approverName' : measure.takesAmount && amountFen === undefined ? 'amountFen' : undefined;
    setMissing(lack);
    if (lack || blocked) return setSure(false);
    if (measure.asksTwice && !sure) return setSure(true);
    change.run(send, incident.id);
  };
  /** What stands in the way of a field: what is not filled in, else what the api said about it. */
  const at = (field: string) => <FieldFault field={field} text={missing === field ? t(`measure.missing.${missing}`) : nameOf(change.faultAt(field), language)} />;
  const elsewhere = change.faultAt('reason') || change.faultAt('caseNumber') || change.faultAt('approverName') || change.faultAt('approverLevel') || change.faultAt('amountFen');
  return (
    <div className="form" onKeyDown={nextFieldOnEnter} data-measure={measure.kind}>
      {queue ? <HoldCell hold={undefined} queue={queue} nowMs={serverNow()} /> : hold && <HeldMoney incident={incident} institutions={institutions} hold={hold} permits={permits} />}
      <p className="quiet">{t(queue ? 'queue.takeBack' : measure.explain)}</p>
      {blocked && <p className="fault" role="alert">✖ {blocked}</p>}
      <div className="grid">
        <Field label={t('measure.reason')} must span={12} below={at('reason')}>{(id) => <Input.TextArea id={id} rows={2} maxLength={500} disabled={sure} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
        {measure.needsApproval && <>
          <Field label={t('field.caseNumber')} must span={measure.takesAmount ? 6 : 12} below={at('caseNumber')}>{(id) => <Input id={id} maxLength={100} value={caseNumber} onChange={(event) => setCaseNumber(event.target.value)} />}</Field>
          {measure.takesAmount && <Field label={t('measure.amount')} must span={6} below={at('amountFen')}>{(id) => <Input id={id} className="number" value={amount} onChange={(event) => setAmount(event.target.value)} />}</Field>}
          <Field label={t('measure.approver')} must span={6} below={at('approverName')}>{(id) => <Input id={id} maxLength={128} value={approverName} onChange={(event) => setApproverName(event.target.value)} />}</Field>
          <Field label={t('measure.approverLevel')} must span={6} below={at('approverLevel')}>{(id) => <ApproverLevelSelect id={id} value={approverLevel} choose={setApproverLevel} />}</Field>
        </>}
      </div>
      {sure && <SureStrip text={t('measure.sure', { measure: words.kind[measure.kind] })} back={() => setSure(false)} />}
      <SendLine busy={change.isPending} fault={elsewhere ? '' : change.fault} submit={submit} cancel={done} label={sure ? t('measure.confirm', { measure: words.kind[measure.kind] }) : t(measure.send)} />
    </div>
  );
}
