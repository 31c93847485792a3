import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { IncidentView } from '../api/contract';
import { api } from '../api/endpoints';
import { useDebounced } from '../board/use-debounced';
import { explain } from '../components/explain';
import { Field } from '../components/field';
import { formatYuan, groupInFours } from '../components/figures';
import { SendLine } from '../components/send-line';
import { useChangeIncident } from '../incident/use-change-incident';
import { useText } from '../language/translate';

const SEARCH_AFTER_MS = 250;
const SHOWN_MAX = 6;

/** Joins this incident into another: find it, see what speaks for it, say which payments are the same. */
export function JoinForm({ incident, into, done }: { readonly incident: IncidentView; readonly into: string | undefined; done(): void }) {
  const { t, language } = useText();
  const [chosen, setChosen] = useState(into);
  const [typed, setTyped] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const q = useDebounced(typed.trim(), SEARCH_AFTER_MS);
  const found = useQuery({
    queryKey: ['join-search', q], enabled: q.length > 1 && !chosen, retry: false,
    queryFn: async () => (await Promise.all([api.incidents('live', q), api.incidents('settled', q)])).flatMap((page) => page.items).filter((item) => item.id !== incident.id).slice(0, SHOWN_MAX),
  });
  const { data: proposal, error } = useQuery({ queryKey: ['join-proposal', incident.id, chosen], enabled: chosen !== undefined, retry: false, staleTime: 0, queryFn: () => api.joinProposal(incident.id, chosen ?? '') });
  const change = useChangeIncident(done);
  const edit = (work: () => void): void => {
    work();
    // Another request needs another key.
    setKey(crypto.randomUUID());
  };
  if (!chosen) {
    return (
      <div className="form">
        <Field label={t('join.search')} must>{(id) => <Input id={id} autoFocus autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />}</Field>
        <div className="choices">
          {found.data?.map((item) => (
            <button key={item.id} type="button" className="row" onClick={() => setChosen(item.id)} data-join-choice={item.id}>
              <span className="line"><b className="number">{item.number}</b><b className="figures">¥{formatYuan(item.money.lostFen)}</b></span>
              <span className="line"><span className="cut">{item.victimName || t('list.unknownVictim')} · {item.organName}</span></span>
            </button>
          ))}
          {found.data?.length === 0 && <p className="quiet">{t('join.none')}</p>}
        </div>
      </div>
    );
  }
  if (!proposal) return <p>{error ? explain(error) : t('incident.loading')}</p>;
  const { into: other, refusal, pairs } = proposal;
  const same = pairs.filter((pair) => !left.has(pair.transferId));
  const submit = (): void => change.run(() => api.join(incident.id, { intoIncidentId: other.id, transfers: same, ...(reason.trim() ? { reason: reason.trim() } : {}) }, key));
  return (
    <div className="form" data-join-form>
      <p>{incident.number} ⇒ <b className="number">{other.number}</b> {other.organName} {other.victimName}</p>
      <p className="quiet">{t('join.explain')}</p>
      {proposal.grounds.length > 0 && <p>{t('join.grounds')} {proposal.grounds.map((ground) => <span key={ground} className="chip near" style={{ marginRight: 6 }}>{t(`join.reason.${ground}`)}</span>)}</p>}
      {pairs.length > 0 ? <p><b>{t('join.same')}</b></p> : <p className="quiet">{t('join.noPairs')}</p>}
      {pairs.map((pair) => {
        const transfer = incident.transfers.find((one) => one.transferId === pair.transferId);
        return transfer && (
          <Checkbox key={pair.transferId} checked={!left.has(pair.transferId)} onChange={(event) => edit(() => setLeft(new Set(event.target.checked ? [...left].filter((id) => id !== pair.transferId) : [...left, pair.transferId])))}>
            <span className="number">{t('join.pair', { account: groupInFours(transfer.accountNumber), amount: formatYuan(transfer.amountFen), number: other.number })}</span>
          </Checkbox>
        );
      })}
      {refusal && <p className="warning-strip">⚠ {refusal[language]}</p>}
      <Field label={t('join.reason')} must={refusal?.field === 'reason'}>{(id) => <Input.TextArea id={id} autoFocus maxLength={500} rows={2} value={reason} onChange={(event) => edit(() => setReason(event.target.value))} />}</Field>
      <SendLine busy={change.isPending} fault={change.fault} submit={submit} cancel={done} label={t('join.send')} />
    </div>
  );
}
