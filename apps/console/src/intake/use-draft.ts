import { useEffect, useState } from 'react';
import { serverNow } from '../clock/server-clock';
import { draftFrom, emptyDraft, isDraftBlank, type Draft, type VictimField } from './draft';
import { emptyTransfer, type DraftField } from './transfer-draft';

const newId = (): string => crypto.randomUUID();

/** The draft of one operator, kept on this machine at every change until it was answered. */
export function useDraft(owner: string) {
  const place = `stop-payment.draft.${owner}`;
  const [restored] = useState(() => draftFrom(localStorage.getItem(place)));
  const [draft, setDraft] = useState<Draft>(() => restored ?? emptyDraft(newId));
  useEffect(() => {
    if (isDraftBlank(draft)) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify(draft));
  }, [draft, place]);
  const change = (edit: (draft: Draft) => Partial<Draft>): void => setDraft((before) => ({ ...before, ...edit(before), savedAt: new Date(serverNow()).toISOString() }));
  return {
    draft,
    wasRestored: restored !== undefined,
    setVictim: (field: VictimField, value: string) => change((before) => ({ victim: { ...before.victim, [field]: value } })),
    setTransfer: (id: string, field: DraftField, value: string) => change((before) => ({ transfers: before.transfers.map((transfer) => (transfer.id === id ? { ...transfer, [field]: value } : transfer)) })),
    addTransfer: () => change((before) => ({ transfers: [...before.transfers, emptyTransfer(newId())] })),
    removeTransfer: (id: string) => change((before) => ({ transfers: before.transfers.filter((transfer) => transfer.id !== id) })),
    fill: (told: Pick<Draft, 'victim' | 'transfers'>) => setDraft({ ...emptyDraft(newId), ...told, savedAt: new Date(serverNow()).toISOString() }),
    clear: () => setDraft(emptyDraft(newId)),
    /** Answered: nothing is left to restore, not even when the page is left at once. */
    finished: () => localStorage.removeItem(place),
  };
}
