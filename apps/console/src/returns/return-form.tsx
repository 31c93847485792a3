import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState } from 'react';
import type { ApproverLevel, ReturnMethod } from '#domain';
import { api } from '../api/endpoints';
import { keys } from '../board/cache/query-keys';
import { serverNow } from '../clock/server-clock';
import { formatMoment, parseMoment } from '../clock/wall-time';
import { explain } from '../components/explain';
import { Field } from '../components/field';
import { FieldFault } from '../components/field-fault';
import { formatYuan } from '../components/figures';
import { SendLine } from '../components/send-line';
import { SureStrip } from '../components/sure-strip';
import type { RowFormProps } from '../incident/dialogs/form-props';
import { ApproverLevelSelect } from '../incident/measures/approver-level-select';
import { HeldMoney } from '../incident/measures/held-money';
import { useChangeIncident } from '../incident/use-change-incident';
import { useSecondStep } from '../incident/use-second-step';
import { parseYuan } from '../intake/amount';
import { nextFieldOnEnter } from '../keyboard/next-field';
import { nameOf, useText } from '../language/translate';
import { SharesTable } from './shares-table';

const METHODS: readonly ReturnMethod[] = ['single', 'traced', 'pro_rata'];
const FIELDS = ['amountFen', 'method', 'reason', 'approverName', 'approverLevel', 'noticeSince', 'victimIncidentId'] as const;
interface Typed { victim?: string; amount?: string; method: ReturnMethod; reason: string; approverName: string; approverLevel: ApproverLevel; notice: string }

/** Decides a return from the row's freeze: the shares first, then what was decided and who approved it, then once more. */
export function ReturnForm({ incident, institutions, line, done }: RowFormProps) {
  const { t, language } = useText();
  const hold = line.hold;
  const { data: proposal, error } = useQuery({ queryKey: keys.returnProposal(incident.id, hold?.id ?? '', incident.version), enabled: hold !== undefined, retry: false, queryFn: () => api.returnProposal(incident.id, hold?.id ?? '') });
  const [typed, setTyped] = useState<Typed>({ method: 'single', reason: '', approverName: '', approverLevel: 'county', notice: '' });
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [missing, setMissing] = useState<'amountFen' | 'reason' | 'approverName' | 'noticeSince'>();
  const change = useChangeIncident(done);
  const [sure, setSure] = useSecondStep(change.fault);
  if (!hold || !proposal) return <p>{error ? explain(error) : t('incident.loading')}</p>;
  const share = proposal.shares.find(({ incidentId }) => incidentId === (typed.victim ?? incident.id)) ?? proposal.shares[0];
  if (!share) return <p data-return-form>{t('return.nothing')}</p>;
  const edit = (more: Partial<Typed>): void => {
    setTyped((before) => ({ ...before, ...more }));
    setSure(false);
    // Another request needs another key.
    setKey(crypto.randomUUID());
  };
  const byShares = typed.method === 'pro_rata';
  const amount = typed.amount ?? formatYuan(byShares ? Math.min(share.shareFen, share.returnableFen) : share.returnableFen);
  const amountFen = parseYuan(amount);
  const notice = parseMoment(typed.notice, serverNow());
  const submit = (): void => {
    const lack = amountFen === undefined ? 'amountFen' : byShares && !notice ? 'noticeSince' : !typed.reason.trim() ? 'reason' : !typed.approverName.trim() ? 'approverName' : undefined;
    setMissing(lack);
    if (lack || amountFen === undefined) return setSure(false);
    if (!sure) return setSure(true);
    const { method, approverLevel } = typed;
    const body = { victimIncidentId: share.incidentId, amountFen, method, reason: typed.reason.trim(), approverName: typed.approverName.trim(), approverLevel, ...(byShares && notice ? { noticeSince: notice } : {}) };
    change.run(() => api.decideReturn(incident.id, hold.id, body, key), incident.id);
  };
  const at = (field: (typeof FIELDS)[number]) => <FieldFault field={field} text={missing === field ? t(`return.missing.${missing}`) : nameOf(change.faultAt(field), language)} />;
  const elsewhere = FIELDS.some((field) => change.faultAt(field));
  return (
    <div className="form" onKeyDown={nextFieldOnEnter} data-return-form>
      <HeldMoney incident={incident} institutions={institutions} hold={hold} permits={undefined} />
      <SharesTable proposal={proposal} chosen={share.incidentId} />
      <p className="quiet">{t('return.explain')}</p>
      <div className="grid">
        {proposal.shares.length > 1 && <Field label={t('return.to')} must span={6} below={at('victimIncidentId')}>{(id) => <Select id={id} aria-label={t('return.to')} style={{ width: '100%' }} value={share.incidentId} onChange={(victim: string) => edit({ victim, amount: undefined })} options={proposal.shares.map((one) => ({ value: one.incidentId, label: `${one.number} · ${one.organName}` }))} />}</Field>}
        <Field label={t('return.amount')} must span={6} below={at('amountFen')}>{(id) => <Input id={id} className="number" autoComplete="off" value={amount} onChange={(event) => edit({ amount: event.target.value })} />}</Field>
        <Field label={t('return.method')} must span={6} below={at('method')}>{(id) => <Select id={id} aria-label={t('return.method')} style={{ width: '100%' }} value={typed.method} onChange={(method: ReturnMethod) => edit({ method })} options={METHODS.map((method) => ({ value: method, label: t(`return.method.${method}`) }))} />}</Field>
        {byShares && <Field label={t('return.notice', { days: proposal.noticeDays })} must span={6} below={notice && missing !== 'noticeSince' && !change.faultAt('noticeSince') ? <span className="figures">{formatMoment(notice, serverNow())}</span> : at('noticeSince')}>{(id) => <Input id={id} autoComplete="off" placeholder="2026-10-20 09:00" value={typed.notice} onChange={(event) => edit({ notice: event.target.value })} />}</Field>}
        <Field label={t('measure.reason')} must span={12} below={at('reason')}>{(id) => <Input id={id} maxLength={500} autoComplete="off" value={typed.reason} onChange={(event) => edit({ reason: event.target.value })} />}</Field>
        <Field label={t('measure.approver')} must span={6} below={at('approverName')}>{(id) => <Input id={id} maxLength={128} autoComplete="off" value={typed.approverName} onChange={(event) => edit({ approverName: event.target.value })} />}</Field>
        <Field label={t('measure.approverLevel')} must span={6} below={at('approverLevel')}>{(id) => <ApproverLevelSelect id={id} value={typed.approverLevel} choose={(approverLevel) => edit({ approverLevel })} />}</Field>
      </div>
      {sure && <SureStrip text={t('return.sure', { yuan: amount, number: share.number })} back={() => setSure(false)} />}
      <SendLine busy={change.isPending} fault={elsewhere ? '' : change.fault} submit={submit} cancel={done} label={sure ? t('return.confirm', { yuan: amount }) : t('return.send')} />
    </div>
  );
}
