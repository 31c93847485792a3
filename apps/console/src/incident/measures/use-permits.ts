import { useQuery } from '@tanstack/react-query';
import type { IncidentView, PermittedMeasures } from '../../api/contract';
import { api } from '../../api/endpoints';
import { keys } from '../../board/cache/query-keys';
import type { FlowLine } from '../flow-tree';

/** What the law permits on the row's hold now; undefined while it is being asked, or where nothing is held. */
export function usePermits(incident: IncidentView, line: FlowLine | undefined): PermittedMeasures | undefined {
  const hold = line?.hold?.state === 'in_force' ? line.hold : undefined;
  const { data } = useQuery({
    queryKey: keys.permits(incident.id, hold?.id ?? '', incident.version), enabled: hold !== undefined, staleTime: 5_000,
    queryFn: () => api.permittedMeasures(incident.id, hold?.id ?? ''),
  });
  return data;
}
