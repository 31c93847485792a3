import { INSTRUCTION_KINDS } from '../instruction/instruction';
import { PolicyReader } from '../policies/policy-reader';
import { REFUSAL_REASONS } from './answer';
import { CODE_OUTCOMES, type AnswerCode, type AnswerCodes, type AnswerCodesByProtocol } from './answer-codes';

const TEXT_MAX = 200;

/** Where the tables stand, from the project's root, when ANSWER_CODES_FILE names no other file. */
export const ANSWER_CODES_FILE = 'data/answer-codes.json';

/**
 * Reads the text of the file of answer codes (JSON: a list of lines for each protocol).
 * @returns the tables, and every fault at once with its path, in Chinese and English.
 */
export function parseAnswerCodes(text: string): { readonly codes: AnswerCodesByProtocol; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const tables = new Map<string, AnswerCodes>();
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    faults.push('.: 不是有效的 JSON / is not valid JSON');
    return { codes: tables, faults };
  }
  const protocols = typeof file === 'object' && file !== null && !Array.isArray(file) ? Object.keys(file) : [];
  if (protocols.length === 0) faults.push('.: 需要一个对象，每种协议一张代码表 / needs an object with one table of codes per protocol');
  new PolicyReader(protocols.length === 0 ? {} : file, '', faults).with((reader) => {
    for (const protocol of protocols) tables.set(protocol, tableOf(reader.list<AnswerCode>(protocol, [], readLine), protocol, faults));
  });
  return { codes: tables, faults };
}

/**
 * The tables that a process starts with.
 * @param path of the file; `ANSWER_CODES_FILE` of this module when undefined or empty
 * @param readFile gives a file's text or throws; the law itself reads nothing.
 * @param faults where faults are added, each with the name of the variable.
 */
export function answerCodesFrom(path: string | undefined, readFile: (path: string) => string, faults: string[]): AnswerCodesByProtocol {
  const file = path || ANSWER_CODES_FILE;
  try {
    const parsed = parseAnswerCodes(readFile(file));
    faults.push(...parsed.faults.map((fault) => `ANSWER_CODES_FILE: ${fault}`));
    return parsed.codes;
  } catch (fault) {
    faults.push(`ANSWER_CODES_FILE: 无法读取 ${file} / ${file} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
    return new Map();
  }
}

function readLine(reader: PolicyReader): AnswerCode {
  const code = reader.requiredText('code', 32);
  const outcome = reader.required('outcome', CODE_OUTCOMES);
  const meaning = outcome === 'refused' ? { outcome, reason: reader.required('reason', REFUSAL_REASONS) } : { outcome };
  const onlyFor = reader.words('onlyFor', INSTRUCTION_KINDS);
  return { code, ...meaning, ...(onlyFor ? { onlyFor } : {}), zh: readWords(reader, 'zh'), en: readWords(reader, 'en') };
}

function readWords(reader: PolicyReader, language: 'zh' | 'en'): AnswerCode['zh'] {
  return reader.section(language, (words) => ({ cause: words.requiredText('cause', TEXT_MAX), next: words.requiredText('next', TEXT_MAX) }));
}

/** One code, one meaning: with two lines for it nobody could say which was meant. */
function tableOf(lines: readonly AnswerCode[], protocol: string, faults: string[]): AnswerCodes {
  const table = new Map<string, AnswerCode>();
  for (const [i, line] of lines.entries()) {
    if (table.has(line.code)) faults.push(`${protocol}[${i}].code: 代码 ${line.code} 重复，只能有一行 / the code ${line.code} stands there twice, keep one line`);
    else table.set(line.code, line);
  }
  return table;
}
