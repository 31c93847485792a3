import { preferredLanguage, problemBody } from './problem-body';
import { fieldProblem } from './problem';

describe('problems', () => {
  it.each([[undefined, 'zh'], ['', 'zh'], ['zh-CN', 'zh'], ['en', 'en'], ['en-GB,zh;q=0.9', 'en'], ['zh,en;q=0.9', 'zh'], ['fr, en;q=0.1', 'en'], ['*', 'zh']] as const)('speaks to %p in %s', (header, language) => expect(preferredLanguage(header)).toBe(language));

  it('carries the faults of fields in both languages', () => {
    const body = problemBody(fieldProblem('amountFen', '至少 1 分', 'at least 1 fen'), { path: '/x', traceId: 't', acceptLanguage: 'en' });
    expect(body).toEqual({ type: 'urn:stop-payment:problem:validation', title: 'The request has faults', status: 400, detail: 'amountFen: at least 1 fen', instance: '/x', code: 'validation', errors: [{ field: 'amountFen', zh: '至少 1 分', en: 'at least 1 fen' }], traceId: 't' });
  });
});
