import { ValidationError, type ValidationOptions } from 'class-validator';
import { Problem, type BothLanguages, type FieldFault } from './problem';

const SEPARATOR = '\u001f';

/** The message of a validation decorator in both languages: what the field needs. */
export function says(zh: string, en: string): ValidationOptions {
  return { message: `${zh}${SEPARATOR}${en}` };
}

/** For messages that the library words itself. */
const BUILT_IN: Readonly<Record<string, BothLanguages>> = {
  whitelistValidation: { zh: '没有这个字段，请删去', en: 'there is no such field; leave it out' },
  nestedValidation: { zh: '需要一个对象', en: 'needs an object' },
  unknownValue: { zh: '需要一个对象', en: 'needs an object' },
};
const UNNAMED: BothLanguages = { zh: '内容不符合要求', en: 'is not acceptable' };

/** The faults that class-validator found, one per field and rule, with the full path of the field. */
export function faultsOf(errors: readonly ValidationError[], parent = ''): FieldFault[] {
  return errors.flatMap((error) => {
    const field = /^\d+$/.test(error.property) ? `${parent}[${error.property}]` : parent ? `${parent}.${error.property}` : error.property;
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => {
      const [zh, en] = message.split(SEPARATOR);
      return { field, ...(zh !== undefined && en !== undefined ? { zh, en } : (BUILT_IN[rule] ?? UNNAMED)) };
    });
    return [...own, ...faultsOf(error.children ?? [], field)];
  });
}

/** Most faults that one answer lists; a body of junk would otherwise be answered with a novel. */
const FAULTS_MAX = 50;

export function validationProblem(errors: readonly ValidationError[]): Problem {
  const faults = faultsOf(errors);
  const first = faults[0] ?? { field: 'body', ...UNNAMED };
  const more = faults.length > 1 ? { zh: `（共 ${faults.length} 处）`, en: ` (${faults.length} faults in all)` } : { zh: '', en: '' };
  return new Problem('validation', { zh: `${first.field}：${first.zh}${more.zh}`, en: `${first.field}: ${first.en}${more.en}` }, { errors: faults.slice(0, FAULTS_MAX) });
}
