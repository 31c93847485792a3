import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { IncidentListName } from '../api/contract';
import { api } from '../api/endpoints';
import { byTimeLeft } from '../clock/stop-clock';
import { useBoard } from './board-context';
import { joinedBelow } from './joined-below';
import { keys } from './cache/query-keys';

/** The incidents of the desk's scope, least time left first (settled: the latest first). */
export function useIncidents(state: IncidentListName, q: string) {
  const board = useBoard();
  const query = useQuery({
    queryKey: keys.incidents(state, q),
    queryFn: async () => {
      const page = await api.incidents(state, q);
      for (const item of page.items) if (!board.known.has(item.id)) board.heard(item.id, item.lastSeq);
      return page;
    },
  });
  const incidents = useMemo(() => {
    const items = [...(query.data?.items ?? [])];
    return joinedBelow(state !== 'settled' ? items.sort(byTimeLeft) : items.sort((a, b) => b.enteredAt.localeCompare(a.enteredAt)));
  }, [query.data, state]);
  return { incidents, isPending: query.isPending, isError: query.isError };
}
