import { replaceEqualDeep } from '@tanstack/react-query';
import type { IncidentView } from '../../api/contract';
import { keys } from './query-keys';

/** How one incident is read and kept: `read` asks the api for it. */
export function incidentQuery(id: string, read: (id: string) => Promise<IncidentView>) {
  return { queryKey: keys.incident(id), queryFn: () => read(id), structuralSharing: keepNewer };
}

/**
 * A reading that began before a change may be answered after it: the page would go back, and a form about what the change brought would
 * lose its line and the key just pressed. With as many facts the later told wins: what other incidents did to this one is no fact of its own.
 */
function keepNewer(shown: unknown, told: unknown): unknown {
  const [have, next] = [shown as IncidentView | undefined, told as IncidentView];
  return have && have.lastSeq > next.lastSeq ? have : replaceEqualDeep(have, next);
}
