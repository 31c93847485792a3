import { useState } from 'react';
import type { IncidentView, InstitutionItem } from '../api/contract';
import { api } from '../api/endpoints';
import { serverNow } from '../clock/server-clock';
import { SendLine } from '../components/send-line';
import { groupInFours } from '../components/figures';
import { emptyTransfer, transferInputOf, type TransferDraft } from '../intake/transfer-draft';
import { TransferFields } from '../intake/transfer-fields';
import { nextFieldOnEnter } from '../keyboard/next-field';
import { useText } from '../language/translate';
import type { FlowLine } from './flow-tree';
import { useChangeIncident } from './use-change-incident';

interface AddTransferFormProps { readonly incident: IncidentView; readonly line?: FlowLine; readonly institutions: readonly InstitutionItem[]; done(): void }

/** A transfer that became known later; with a line, one that went on from that line's account. */
export function AddTransferForm({ incident, line, institutions, done }: AddTransferFormProps) {
  const parent = line?.transfer;
  const { t } = useText();
  const [draft, setDraft] = useState<TransferDraft>(() => emptyTransfer(crypto.randomUUID()));
  const [strict, setStrict] = useState(false);
  const change = useChangeIncident(done);
  const submit = (): void => {
    const input = transferInputOf(draft, serverNow());
    setStrict(!input);
    // The draft's own id is the key: pressing again after a lost answer adds nothing twice.
    if (input) change.run(async () => (await api.addTransfer(incident.id, { ...input, ...(parent ? { parentTransferId: parent.transferId } : {}) }, draft.id)).incident);
  };
  return (
    <div className="form" onKeyDown={nextFieldOnEnter}>
      {parent && <p className="quiet">{t('child.under')} <b className="number">{groupInFours(parent.accountNumber)}</b></p>}
      <TransferFields draft={draft} institutions={institutions} strict={strict} autoFocus change={(field, value) => setDraft((before) => ({ ...before, [field]: value }))} />
      <SendLine busy={change.isPending} fault={change.fault} submit={submit} cancel={done} label={t('intake.send')} />
    </div>
  );
}
