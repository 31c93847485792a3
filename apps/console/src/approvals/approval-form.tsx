import { Button, Input } from 'antd';
import { useState } from 'react';
import type { ApprovalItem } from '../api/contract';
import { api } from '../api/endpoints';
import { useBoard } from '../board/board-context';
import { keys } from '../board/cache/query-keys';
import { Field } from '../components/field';
import { formatYuan, groupInFours } from '../components/figures';
import { SendLine } from '../components/send-line';
import { useChangeIncident } from '../incident/use-change-incident';
import { nameOf, useText } from '../language/translate';

/** The last look before a leader's word: what, how much, where, who asked. F9 approves; a refusal needs its reason. */
export function ApprovalForm({ item, done }: { readonly item: ApprovalItem; done(): void }) {
  const { t, words, language } = useText();
  const board = useBoard();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [keyOf] = useState(() => ({ approve: crypto.randomUUID(), refuse: crypto.randomUUID() }));
  const change = useChangeIncident(() => {
    board.refresh(keys.approvals);
    done();
  });
  const decide = (decision: 'approve' | 'refuse'): void => {
    if (decision === 'refuse' && !reason.trim()) return setMissing(true);
    change.run(() => api.decideApproval(item.incidentId, item.instructionId, { decision, ...(reason.trim() ? { reason: reason.trim() } : {}) }, keyOf[decision]));
  };
  const facts: readonly (readonly [string, string])[] = [
    [t('field.institution'), nameOf(item.institutionName, language)], [t('field.accountNumber'), groupInFours(item.accountNumber)], [t('field.holderName'), item.holderName ?? t('clock.none')],
    [t('desk.organ'), `${item.organName} · ${item.incidentNumber}`], [t('approval.askedBy'), item.askedBy],
  ];
  return (
    <div className="form" data-approval-form={item.instructionId}>
      <p className="figures" style={{ fontSize: 26, fontWeight: 700 }}>{words.kind[item.kind]} ¥{formatYuan(item.amountFen)}</p>
      <dl className="facts" style={{ padding: 0 }}>{facts.map(([name, value]) => <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      <Field label={t('approval.reason')}>{(id) => <Input.TextArea id={id} maxLength={500} rows={2} value={reason} status={missing ? 'error' : ''} onChange={(event) => setReason(event.target.value)} />}</Field>
      {missing && !reason.trim() && <div role="alert" className="fault">{t('approval.reason.missing')}</div>}
      <Button danger disabled={change.isPending} onClick={() => decide('refuse')} style={{ alignSelf: 'flex-start' }}>{t('approval.refuse')}</Button>
      <SendLine busy={change.isPending} fault={change.fault} submit={() => decide('approve')} cancel={done} label={t(item.need === 'before' ? 'approval.approve' : 'approval.approveLater')} />
    </div>
  );
}
