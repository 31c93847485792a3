import { Input } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { HoldView } from '../api/contract';
import { api } from '../api/endpoints';
import { useBoard } from '../board/board-context';
import { usePlace } from '../board/place.store';
import { keys } from '../board/cache/query-keys';
import { explain } from '../components/explain';
import { Field } from '../components/field';
import { SendLine } from '../components/send-line';
import type { RowFormProps } from '../incident/dialogs/form-props';
import { useChangeIncident } from '../incident/use-change-incident';
import { useText } from '../language/translate';

/** What is being answered: from whom to whom, and why it was offered. */
function Offered({ hold }: { readonly hold: HoldView }) {
  const { t } = useText();
  return hold.handOver && <p>{t('handOver.offered', { from: hold.handOver.fromOrgan.name, to: hold.handOver.toOrgan.name, reason: hold.handOver.reason })}</p>;
}

/** The receiving organ takes the right over. */
export function AcceptForm({ incident, line: { hold }, done }: RowFormProps) {
  const { t } = useText();
  const [key] = useState(() => crypto.randomUUID());
  const change = useChangeIncident(done);
  const offer = hold?.handOver;
  if (!offer) return null;
  return (
    <div className="form" data-hand-over-form="accept">
      <Offered hold={hold} />
      <p className="quiet">{t('handOver.accept.explain')}</p>
      <SendLine busy={change.isPending} fault={change.fault} submit={() => change.run(() => api.acceptHandOver(incident.id, hold.id, offer.id, key), incident.id)} cancel={done} label={t('handOver.accept')} />
    </div>
  );
}

/** The offering organ takes its offer back. */
export function WithdrawForm({ incident, line: { hold }, done }: RowFormProps) {
  const [key] = useState(() => crypto.randomUUID());
  const change = useChangeIncident(done);
  const offer = hold?.handOver;
  return offer ? <NoForm hold={hold} how="withdraw" busy={change.isPending} fault={change.fault} send={(reason) => change.run(() => api.withdrawHandOver(incident.id, hold.id, offer.id, reason, key), incident.id)} done={done} /> : null;
}

/** The receiving organ says no; after that the incident is not in its sight any more, so the page is left. */
export function DeclineForm({ incident, line: { hold }, done }: RowFormProps) {
  const [key] = useState(() => crypto.randomUUID());
  const board = useBoard();
  const { go } = usePlace();
  const offer = hold?.handOver;
  const decline = useMutation({
    mutationFn: (reason: string) => api.declineHandOver(incident.id, hold?.id ?? '', offer?.id ?? '', reason, key),
    onSuccess: () => {
      done();
      go({ kind: 'none' });
      board.refresh(keys.handOvers);
      board.refresh(keys.allIncidents);
    },
  });
  return offer ? <NoForm hold={hold} how="decline" busy={decline.isPending} fault={decline.error ? explain(decline.error) : ''} send={(reason) => decline.mutate(reason)} done={done} /> : null;
}

interface NoFormProps { readonly hold: HoldView; readonly how: 'decline' | 'withdraw'; readonly busy: boolean; readonly fault: string; send(reason: string): void; done(): void }

/** A no needs a reason that stays in the journal. */
function NoForm({ hold, how, busy, fault, send, done }: NoFormProps) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (): void => {
    setMissing(!reason.trim());
    if (reason.trim()) send(reason.trim());
  };
  return (
    <div className="form" data-hand-over-form={how}>
      <Offered hold={hold} />
      <p className="quiet">{t(`handOver.${how}.explain`)}</p>
      <Field label={t('handOver.reason')} must below={<span className="bad" role={missing ? 'alert' : undefined}>{missing && t('handOver.missing.reason')}</span>}>{(id) => <Input.TextArea id={id} rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
      <SendLine busy={busy} fault={fault} submit={submit} cancel={done} label={t(`handOver.${how}`)} />
    </div>
  );
}
