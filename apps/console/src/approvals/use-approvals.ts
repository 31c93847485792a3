import { useQuery } from '@tanstack/react-query';
import type { ApprovalItem } from '../api/contract';
import { api } from '../api/endpoints';
import { keys } from '../board/cache/query-keys';
import { useSession } from '../session/session.store';

const LOOK_AGAIN_MS = 30_000;
const NONE: readonly ApprovalItem[] = [];

/** What waits for this commander; nothing for everybody else. Pushes refresh it, a slow look is the net under them. */
export function useApprovals(): readonly ApprovalItem[] {
  const commands = useSession((session) => session.user?.role === 'commander');
  const { data } = useQuery({ queryKey: keys.approvals, queryFn: api.approvals, enabled: commands, refetchInterval: LOOK_AGAIN_MS });
  return data?.items ?? NONE;
}
