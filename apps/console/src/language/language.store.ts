import { create } from 'zustand';

export type Language = 'zh' | 'en';
const PLACE = 'stop-payment.language';

interface LanguageChoice { language: Language; choose(language: Language): void }

/** Chinese first; the choice is remembered on this machine. */
export const useLanguage = create<LanguageChoice>()((set) => ({
  language: globalThis.localStorage?.getItem(PLACE) === 'en' ? 'en' : 'zh',
  choose: (language) => {
    localStorage.setItem(PLACE, language);
    set({ language });
  },
}));
