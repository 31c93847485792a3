import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OrganLevel } from '#domain';
import { api } from '../api/endpoints';
import { explain } from '../components/explain';
import { useLink } from '../connection/link.store';
import { say } from '../language/translate';
import { useSession } from '../session/session.store';
import { useBoard } from './board-context';
import { mayAcknowledge } from './is-called';
import { keys } from './cache/query-keys';
import { callName, useSeen } from './seen.store';

export function ownLevel(): OrganLevel {
  return useSession.getState().user?.organ?.level ?? 'county';
}

/**
 * Acknowledges all open calls of an incident that are this desk's to acknowledge; calls to a higher level stay open for it.
 * The escalation's id is its idempotency key, so pressing twice is one acknowledgement.
 */
export function useAcknowledge() {
  const client = useQueryClient();
  const board = useBoard();
  const { notify } = useLink.getState();
  return useMutation({
    mutationFn: async (incidentId: string) => {
      let incident = await api.incident(incidentId);
      const open = incident.escalations.filter((escalation) => escalation.acknowledgedAt === null);
      const own = open.filter((escalation) => mayAcknowledge(ownLevel(), escalation.toLevel));
      for (const escalation of own) incident = await api.acknowledge(incidentId, escalation.id, `ack-${escalation.id}`);
      return { incident, own, higher: open.filter((escalation) => !own.includes(escalation)) };
    },
    onSuccess: ({ incident, own, higher }) => {
      client.setQueryData(keys.incident(incident.id), incident);
      board.refresh(keys.allIncidents);
      useSeen.getState().see(higher.map((escalation) => callName(escalation.id, incident.humanTasks)));
      notify(say(own.length ? 'inbox.done' : 'inbox.higher'), own.length ? 'good' : 'info');
    },
    onError: (fault) => notify(explain(fault), 'bad'),
  });
}
