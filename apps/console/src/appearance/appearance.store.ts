import { create } from 'zustand';

export type Appearance = 'light' | 'dark';
const PLACE = 'stop-payment.appearance';

interface AppearanceChoice { appearance: Appearance; toggle(): void }

export const useAppearance = create<AppearanceChoice>()((set, get) => ({
  appearance: globalThis.localStorage?.getItem(PLACE) === 'dark' ? 'dark' : 'light',
  toggle: () => {
    const appearance = get().appearance === 'light' ? 'dark' : 'light';
    localStorage.setItem(PLACE, appearance);
    set({ appearance });
  },
}));
