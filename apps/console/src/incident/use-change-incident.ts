import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { IncidentView } from '../api/contract';
import { ApiProblem, type FieldFault } from '../api/request';
import { useBoard } from '../board/board-context';
import { useLink } from '../connection/link.store';
import { keys } from '../board/cache/query-keys';
import { explain } from '../components/explain';
import { say } from '../language/translate';

/** Runs a change of one incident and shows the incident that came back; a stale version reads the new one. */
export function useChangeIncident(done: () => void) {
  const client = useQueryClient();
  const board = useBoard();
  const mutation = useMutation({
    mutationFn: ({ work }: { work: () => Promise<IncidentView>; incidentId?: string }) => work(),
    onSuccess: (incident) => {
      client.setQueryData(keys.incident(incident.id), incident);
      board.refresh(keys.incident(incident.id));
      useLink.getState().notify(say('action.saved'), 'good');
      done();
    },
    onError: (fault, { incidentId }) => {
      if (incidentId && isStale(fault)) board.refresh(keys.incident(incidentId));
    },
  });
  return {
    run: (work: () => Promise<IncidentView>, incidentId?: string) => {
      if (!mutation.isPending) mutation.mutate({ work, incidentId });
    },
    isPending: mutation.isPending,
    /** What the api said about one field. */
    faultAt: (field: string): FieldFault | undefined => (mutation.error instanceof ApiProblem ? mutation.error.errors.find((fault) => fault.field === field) : undefined),
    fault: mutation.error ? (isStale(mutation.error) ? say('action.stale') : explain(mutation.error)) : '',
  };
}

function isStale(fault: unknown): boolean {
  return fault instanceof ApiProblem && fault.status === 409 && fault.code.includes('stale');
}
