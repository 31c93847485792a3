import { create } from 'zustand';

export interface Notice { readonly id: number; readonly text: string; readonly kind: 'good' | 'info' | 'bad' }

interface Link {
  state: 'connecting' | 'connected' | 'offline';
  /** performance.now() at which the connection was lost. */
  lostAt: number;
  notices: readonly Notice[];
  set(state: Link['state']): void;
  notify(text: string, kind?: Notice['kind']): void;
}

const NOTICE_STAYS_MS = 6_000;
let noticeId = 0;

/** The state of the connection to the board, and short notices about it and about what was done. */
export const useLink = create<Link>()((set) => ({
  state: 'connecting',
  lostAt: 0,
  notices: [],
  set: (state) => set((link) => ({ state, lostAt: state === 'offline' && link.state !== 'offline' ? performance.now() : link.lostAt })),
  notify: (text, kind = 'info') => {
    const id = ++noticeId;
    set((link) => ({ notices: [...link.notices.slice(-2), { id, text, kind }] }));
    setTimeout(() => set((link) => ({ notices: link.notices.filter((notice) => notice.id !== id) })), NOTICE_STAYS_MS);
  },
}));
