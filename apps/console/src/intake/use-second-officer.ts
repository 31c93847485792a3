import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Me, OfficerItem } from '../api/contract';
import { api } from '../api/endpoints';
import { keys } from '../board/cache/query-keys';
import { serverNow } from '../clock/server-clock';
import { officerToRemember, rememberedOfficer } from './remembered-officer';

const FRESH_MS = 60_000;

/** Who assists, for all reports of a shift. Officers of the own organ only; one who left the list is not sent, so that a report never fails for it. */
export function useSecondOfficer(me: Me | null) {
  const place = `stop-payment.second-officer.${me?.login ?? ''}`;
  const [kept, setKept] = useState(() => rememberedOfficer(localStorage.getItem(place), serverNow()));
  const { data } = useQuery({ queryKey: keys.officers, queryFn: api.officers, staleTime: FRESH_MS, enabled: me?.organ !== null });
  const officers: readonly OfficerItem[] = data?.items.filter(({ organCode }) => organCode === me?.organ?.code) ?? [];
  const code = data && !officers.some((one) => one.code === kept) ? '' : kept;
  const choose = (next: string): void => {
    setKept(next);
    if (next) localStorage.setItem(place, officerToRemember(next, serverNow()));
    else localStorage.removeItem(place);
  };
  return { code, officers, choose };
}
