import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFUSAL_REASONS } from './answer';
import { adviceOn, answerCodeOf } from './answer-codes';
import { answerCodesFrom, ANSWER_CODES_FILE, parseAnswerCodes } from './parse-answer-codes';

const shipped = parseAnswerCodes(readFileSync(join(__dirname, '../../../..', ANSWER_CODES_FILE), 'utf8'));
const codes = shipped.codes.get('rest-json') ?? new Map();
const words = { zh: { cause: '因', next: '果' }, en: { cause: 'c', next: 'n' } };
const faultsOf = (...lines: unknown[]): string[] => parseAnswerCodes(JSON.stringify({ fax: lines })).faults.map((fault) => fault.split(': ')[0] ?? '');

describe('the code table', () => {
  it('is data without a fault, with a code for every reason of refusal', () => {
    expect(shipped.faults).toEqual([]);
    const reasons = [...codes.values()].flatMap((line) => (line.outcome === 'refused' ? [line.reason] : []));
    expect([...REFUSAL_REASONS].filter((reason) => !reasons.includes(reason))).toEqual([]);
  });

  it.each(['', '0', '00000', ' 0000', '0007', 'm100', '__proto__', 'constructor'])('does not know %j', (code) => {
    expect(answerCodeOf(codes, code, 'stop')).toBeUndefined();
  });

  it('does not accept a code that makes no sense for the kind (some banks answer input errors with "release failed")', () => {
    expect(answerCodeOf(codes, '1900', 'stop')).toBeUndefined();
    expect(answerCodeOf(codes, '1900', null)).toBeUndefined();
    expect(answerCodeOf(codes, '1900', 'release')?.outcome).toBe('refused');
  });

  it('tells all faults together, each by its path and in both languages', () => {
    expect(faultsOf({ code: 'A', outcome: 'done', ...words })).toEqual([]);
    expect(faultsOf({ code: '', outcome: 'perhaps', zh: { cause: '因' }, en: words.en }, { code: 'B', outcome: 'refused', ...words }, { code: 'C', outcome: 'done', reason: 'other', onlyFor: ['sleep'], ...words })).toEqual(
      ['fax[0].code', 'fax[0].outcome', 'fax[0].zh.next', 'fax[1].reason', 'fax[2].onlyFor', 'fax[2].reason']);
    for (const text of ['{', '[]', '3', 'null', '{}']) expect(parseAnswerCodes(text).faults).toEqual([expect.stringMatching(/^\.: .*[\u4e00-\u9fff].* \/ [a-z]/)]);
  });

  it('has one meaning for a code', () => {
    expect(faultsOf({ code: 'A', outcome: 'done', ...words }, { code: 'A', outcome: 'unclear', ...words })).toEqual(['fax[1].code']);
  });

  it('names the variable, also when the file cannot be read', () => {
    const faults: string[] = [];
    answerCodesFrom('/f', () => '{"fax":1}', faults);
    answerCodesFrom(undefined, (path) => { throw new Error(path); }, faults);
    expect(faults).toEqual([expect.stringMatching(/^ANSWER_CODES_FILE: fax: /), expect.stringMatching(/^ANSWER_CODES_FILE: .* cannot be read: data\/answer-codes.json$/)]);
  });
});

describe('advice', () => {
  const told = { code: '0301', kind: 'stop', silenceCause: null } as const;
  it('is cause and next step of the code, in both languages', () => {
    expect(adviceOn(codes, told)).toEqual({ zh: { cause: '户名与账号不符', next: '核对户名后更正重发' }, en: { cause: 'holder name and account do not agree', next: 'check the holder name, correct it and send again' } });
  });

  it('is not what a half-understood answer would have meant, but tells of a failure inside the institution', () => {
    expect(adviceOn(codes, { code: '0000', kind: 'stop', silenceCause: 'garbled' })).toBeNull();
    expect(adviceOn(codes, { code: '1300', kind: 'stop', silenceCause: 'server_error' })?.zh).toEqual({ cause: '机构处理失败，结果不明', next: '按指令号查询结果' });
  });

  it('names a code that nobody knows, and there is none without a code or for words by hand', () => {
    expect(adviceOn(codes, { ...told, code: 'X7', silenceCause: 'unknown_code' })?.en.cause).toContain('X7');
    expect([adviceOn(codes, { ...told, code: null }), adviceOn(codes, { ...told, code: 'BY_HAND' }), adviceOn(codes, { ...told, code: 'X7' })]).toEqual([null, null, null]);
  });
});
