import { useQuery } from '@tanstack/react-query';
import { api } from '../api/endpoints';
import type { AccountHints } from '../api/contract';
import { useDebounced } from '../board/use-debounced';
import { bareNumber } from '../components/figures';

const ASK_AFTER_MS = 250;
const LEAST_CHARACTERS = 6;

/** What the api knows of an account number while it is being typed; undefined when it knows nothing (yet). Never in the way. */
export function useAccountHints(typed: string): AccountHints | undefined {
  const number = useDebounced(bareNumber(typed), ASK_AFTER_MS);
  const { data } = useQuery({ queryKey: ['account-hints', number], queryFn: () => api.accountHints(number), enabled: number.length >= LEAST_CHARACTERS, retry: false, staleTime: 30_000 });
  return number === bareNumber(typed) ? data : undefined;
}
