import { create } from 'zustand';
import type { Me, SessionOpened } from '../api/contract';

// Per tab, so that an operator's and a commander's console can stand side by side on one machine.
const PLACE = 'stop-payment.session';

interface Session {
  token: string | null;
  user: Me | null;
  /** Why the last session ended, for the login page. */
  ended: 'expired' | 'left' | null;
  open(opened: SessionOpened): void;
  close(why: 'expired' | 'left'): void;
}

export const useSession = create<Session>()((set) => ({
  ...remembered(),
  ended: null,
  open: ({ token, user, expiresAt }) => {
    sessionStorage.setItem(PLACE, JSON.stringify({ token, user, expiresAt }));
    set({ token, user, ended: null });
  },
  close: (why) => {
    sessionStorage.removeItem(PLACE);
    set({ token: null, user: null, ended: why });
  },
}));

function remembered(): Pick<Session, 'token' | 'user'> {
  try {
    const kept = JSON.parse(globalThis.sessionStorage?.getItem(PLACE) ?? 'null') as SessionOpened | null;
    if (kept && Date.parse(kept.expiresAt) > Date.now()) return { token: kept.token, user: kept.user };
  } catch {
    // Unreadable: as good as no session; the login page follows.
  }
  return { token: null, user: null };
}
