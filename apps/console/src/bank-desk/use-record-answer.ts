import { useMutation } from '@tanstack/react-query';
import type { HandAnswer } from '../api/contract';
import { api } from '../api/endpoints';
import { useBoard } from '../board/board-context';
import { useLink } from '../connection/link.store';
import { keys } from '../board/cache/query-keys';
import { explain } from '../components/explain';
import { say } from '../language/translate';

interface Recorded { readonly incidentId: string; readonly instructionId: string; readonly body: HandAnswer; readonly key: string }

/** Records an answer. It is only received here: the state changes when the dispatcher has applied it. */
export function useRecordAnswer(done: () => void) {
  const board = useBoard();
  const mutation = useMutation({
    mutationFn: ({ incidentId, instructionId, body, key }: Recorded) => api.answerByHand(incidentId, instructionId, body, key),
    onSuccess: () => {
      useLink.getState().notify(say('answer.received'), 'good');
      board.refresh(keys.allBankDesk);
      done();
    },
  });
  return {
    run: (recorded: Recorded) => {
      if (!mutation.isPending) mutation.mutate(recorded);
    },
    isPending: mutation.isPending,
    fault: mutation.error ? explain(mutation.error) : '',
  };
}
