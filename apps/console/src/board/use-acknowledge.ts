import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '../api/endpoints';
import { say } from '../language/translate';
import { explain } from '../components/explain';
import { useBoard } from './board-context';
import { useLink } from '../connection/link.store';
import { keys } from './query-keys';

export interface ToAcknowledge { readonly incidentId: string; readonly escalationId: string }

/** Acknowledges an escalation; pressing twice is one acknowledgement, since the escalation's own key is kept until an answer came. */
export function useAcknowledge() {
  const client = useQueryClient();
  const board = useBoard();
  const { notify } = useLink.getState();
  const keyOf = useRef(new Map<string, string>());
  return useMutation({
    mutationFn: ({ incidentId, escalationId }: ToAcknowledge) => {
      const key = keyOf.current.get(escalationId) ?? crypto.randomUUID();
      keyOf.current.set(escalationId, key);
      return api.acknowledge(incidentId, escalationId, key);
    },
    onSuccess: (incident) => {
      client.setQueryData(keys.incident(incident.id), incident);
      board.refresh(keys.allIncidents);
      notify(say('inbox.done'), 'good');
    },
    onError: (fault) => notify(explain(fault), 'bad'),
  });
}
