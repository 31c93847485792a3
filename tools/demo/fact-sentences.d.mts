/** The words that the stories are told in; see fact-sentences.mjs. */
export const WORDS: Readonly<Record<'facts' | 'escalations' | 'refusals' | 'kinds', Readonly<Record<string, unknown>>>>;
