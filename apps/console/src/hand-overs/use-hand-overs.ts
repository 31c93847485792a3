import { useQuery } from '@tanstack/react-query';
import type { HandOverItem } from '../api/hand-over.contract';
import { api } from '../api/endpoints';
import { keys } from '../board/cache/query-keys';

const LOOK_AGAIN_MS = 30_000;
const NONE: readonly HandOverItem[] = [];

/** Offers that wait for this organ's word. Pushes refresh it, a slow look is the net under them. */
export function useHandOvers(): readonly HandOverItem[] {
  const { data } = useQuery({ queryKey: keys.handOvers, queryFn: api.handOvers, refetchInterval: LOOK_AGAIN_MS });
  return data?.items ?? NONE;
}
