import { dictionaryEn } from './dictionary.en';
import { dictionaryZh, type Dictionary, type TextKey } from './dictionary.zh';
import { factSentencesEn } from './fact-sentences.en';
import { factSentencesZh } from './fact-sentences.zh';
import { useLanguage, type Language } from './language.store';
import { wordsEn } from './words.en';
import { wordsZh } from './words.zh';

export type { TextKey } from './dictionary.zh';
export type Translate = (key: TextKey, fill?: Readonly<Record<string, string | number>>) => string;

const TEXTS: Readonly<Record<Language, Dictionary>> = { zh: dictionaryZh, en: dictionaryEn };

/** The text of a key, its `{names}` filled in. */
export function translate(language: Language, key: TextKey, fill: Readonly<Record<string, string | number>> = {}): string {
  return TEXTS[language][key].replace(/\{(\w+)\}/g, (all, name: string) => String(fill[name] ?? all));
}

/** The console's language in a component: texts, the domain's words, and one name out of two. */
export function useText() {
  const language = useLanguage((choice) => choice.language);
  const t: Translate = (key, fill) => translate(language, key, fill);
  return { t, language, words: language === 'zh' ? wordsZh : wordsEn, sentences: language === 'zh' ? factSentencesZh : factSentencesEn };
}

/** The same for code outside of components (messages after a push). */
export function say(key: TextKey, fill?: Readonly<Record<string, string | number>>): string {
  return translate(useLanguage.getState().language, key, fill);
}

/** A name that may come in both languages. */
export function nameOf(named: string | { readonly zh: string; readonly en: string } | null | undefined, language: Language): string {
  if (named == null) return '';
  return typeof named === 'string' ? named : named[language];
}
