import type { Fact } from '#domain';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/endpoints';
import { useBoard } from './board-context';
import { readFacts } from './cache/fact-gap';
import { incidentQuery } from './cache/incident-query';
import { keys } from './cache/query-keys';

export function useIncident(id: string) {
  return useQuery(incidentQuery(id, api.incident));
}

/** All facts of one incident; pushes append to them. */
export function useFacts(id: string) {
  const board = useBoard();
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.facts(id),
    queryFn: async () => {
      const facts = await readFacts({
        shown: () => client.getQueryData<Fact[]>(keys.facts(id)) ?? [], known: () => board.known.get(id) ?? 0, after: (seq) => api.factsAfter(id, seq),
      });
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
