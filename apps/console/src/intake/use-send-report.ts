import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReportInput } from '../api/contract';
import { api } from '../api/endpoints';
import { ApiProblem, NoAnswer } from '../api/request';
import { useBoard } from '../board/board-context';
import { useLink } from '../connection/link.store';
import { usePlace } from '../board/place.store';
import { keys } from '../board/cache/query-keys';
import { explain } from '../components/explain';
import { useJoinIntent } from '../joins/join-intent.store';
import { useLanguage } from '../language/language.store';
import { say } from '../language/translate';

/** Sends a report under its draft's key and goes on to the new incident; what went wrong is told above the form. */
export function useSendReport(finished: () => void) {
  const client = useQueryClient();
  const board = useBoard();
  const go = usePlace((where) => where.go);
  const [trouble, setTrouble] = useState('');
  const mutation = useMutation({
    mutationFn: ({ body, key }: { body: ReportInput; key: string }) => api.report(body, key),
    onMutate: () => setTrouble(''),
    onSuccess: ({ incident, warnings }) => {
      finished();
      client.setQueryData(keys.incident(incident.id), incident);
      // A fast bank's answer is pushed before ours is here: what was told meanwhile must not be hidden behind it.
      board.refresh(keys.incident(incident.id));
      board.refresh(keys.allIncidents);
      useLink.getState().notify(say('intake.sent', { number: incident.number }), 'good');
      const [warning] = warnings;
      if (warning) useLink.getState().notify(warning[useLanguage.getState().language]);
      useJoinIntent.getState().sent(incident.id);
      go({ kind: 'incident', id: incident.id });
    },
    onError: (fault) => setTrouble(troubleOf(fault)),
  });
  return { send: mutation.mutate, isSending: mutation.isPending, trouble };
}

function troubleOf(fault: unknown): string {
  if (fault instanceof NoAnswer) return say('intake.noAnswer');
  if (fault instanceof ApiProblem && fault.status === 422) return say('intake.changed');
  if (fault instanceof ApiProblem && fault.status === 409) return say('intake.busy');
  return explain(fault);
}
