import { useState } from 'react';
import type { QueryKind } from '#domain';
import { api } from '../../api/endpoints';
import { groupInFours } from '../../components/figures';
import { SendLine } from '../../components/send-line';
import { useText } from '../../language/translate';
import type { RowFormProps } from '../dialogs/form-props';
import { useChangeIncident } from '../use-change-incident';

/** A question is asked with one key more, so that nobody watches an account by a slip of the hand. */
function QueryForm({ incident, line, done, kind }: RowFormProps & { readonly kind: QueryKind }) {
  const { t } = useText();
  const [key] = useState(() => crypto.randomUUID());
  const change = useChangeIncident(done);
  return (
    <div className="form">
      <p className="figures">{groupInFours(line.transfer.accountNumber)}</p>
      <p>{t('query.explain')}</p>
      <SendLine busy={change.isPending} fault={change.fault} submit={() => change.run(() => api.ask(incident.id, line.transfer.transferId, kind, key))} cancel={done} label={t('query.send')} />
    </div>
  );
}

export const QueryFlowForm = (props: RowFormProps) => <QueryForm {...props} kind="query_flow" />;
export const QueryHolderForm = (props: RowFormProps) => <QueryForm {...props} kind="query_holder" />;
export const WatchForm = (props: RowFormProps) => <QueryForm {...props} kind="watch" />;
export const UnwatchForm = (props: RowFormProps) => <QueryForm {...props} kind="unwatch" />;
