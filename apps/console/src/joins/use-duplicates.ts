import { useQuery } from '@tanstack/react-query';
import { api } from '../api/endpoints';
import type { Duplicates } from '../api/joins.contract';
import { useDebounced } from '../board/use-debounced';
import { serverNow } from '../clock/server-clock';
import type { Draft } from '../intake/draft';
import { duplicatesInputOf } from './duplicates-of-draft';

const ASK_AFTER_MS = 400;

/** Incidents that may be about the deed being typed. A failure shows nothing: the report is more important. */
export function useDuplicates(draft: Draft): Duplicates | undefined {
  const asked = useDebounced(JSON.stringify(duplicatesInputOf(draft, serverNow()) ?? null), ASK_AFTER_MS);
  const { data } = useQuery({ queryKey: ['duplicates', asked], queryFn: () => api.duplicates(JSON.parse(asked)), enabled: asked !== 'null', retry: false, staleTime: 10_000, placeholderData: (before) => before });
  return asked === 'null' ? undefined : data;
}
