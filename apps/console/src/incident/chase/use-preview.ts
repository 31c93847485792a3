import { useQuery } from '@tanstack/react-query';
import type { StatementPreview } from '../../api/contract';
import { useDebounced } from '../../board/use-debounced';
import { explain } from '../../components/explain';

/** A pause in typing after which the text is looked at, milliseconds. */
const PAUSE_MS = 250;

/** The preview of what is pasted, as soon as the hand rests. */
export function usePreview(place: string, text: string, look: (text: string) => Promise<StatementPreview>) {
  const settled = useDebounced(text, PAUSE_MS);
  const query = useQuery({ queryKey: ['statement', place, settled], queryFn: () => look(settled), enabled: settled.trim() !== '', staleTime: 0, gcTime: 0, retry: false });
  return { preview: settled === text && settled.trim() !== '' ? query.data : undefined, fault: query.error ? explain(query.error) : '' };
}
