import type { Fact } from '#domain';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/endpoints';
import { useBoard } from './board-context';
import { mergeFacts } from './fact-gap';
import { keys } from './query-keys';

export function useIncident(id: string) {
  return useQuery({ queryKey: keys.incident(id), queryFn: () => api.incident(id) });
}

/** All facts of one incident; pushes append to them. */
export function useFacts(id: string) {
  const board = useBoard();
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.facts(id),
    queryFn: async () => {
      const read = await api.factsAfter(id, 0);
      // What was pushed while this was being read stays.
      const facts = mergeFacts(client.getQueryData<Fact[]>(keys.facts(id)) ?? [], read);
      board.heard(id, facts.at(-1)?.seq ?? 0);
      return facts;
    },
  });
}

/** Institutions by code; they change rarely. */
export function useInstitutions() {
  const { data } = useQuery({ queryKey: keys.institutions, queryFn: api.institutions, staleTime: 600_000 });
  return data?.items ?? [];
}
