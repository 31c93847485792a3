import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './request';

/** Pushes keep the caches fresh, so nothing is read again by time alone; reading is retried unless the api said no. */
export function queryClientOfConsole(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 60_000, refetchOnWindowFocus: false, retry: (failures, fault) => !(fault instanceof ApiProblem && fault.status < 500) && failures < 5 },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
