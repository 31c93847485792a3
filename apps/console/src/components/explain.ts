import { ApiProblem, NoAnswer } from '../api/request';
import { useLanguage } from '../language/language.store';
import { say } from '../language/translate';

/** What went wrong, for the person who pressed the key: the api's own words, with the field's remedy. */
export function explain(fault: unknown): string {
  if (fault instanceof NoAnswer) return say('action.noAnswer');
  if (!(fault instanceof ApiProblem)) return say('action.failed');
  const { language } = useLanguage.getState();
  const fields = fault.errors.map((error) => `${error.field}: ${error[language]}`);
  return [fault.detail || fault.title, ...fields].join(' · ');
}
