import { readFileSync } from 'node:fs';
import { ANSWER_CODES_FILE } from '#domain';
import { parseConfiguration } from './configuration';

const KEYS = JSON.stringify({ '999010000001': { toBank: Buffer.alloc(32).toString('base64'), fromBank: Buffer.alloc(32).toString('base64') } });
const env = { DATABASE_URL: 'postgres://a:b@127.0.0.1/c', BANK_DOOR_URL: 'http://127.0.0.1:3000', BANK_SECRETS_FILE: 'keys' };
const parse = (more: Record<string, string>) => parseConfiguration({ ...env, ...more }, (path) => (path === ANSWER_CODES_FILE ? readFileSync(path, 'utf8') : path === 'other' ? '{"fax":[]}' : KEYS));

describe('the worker\'s configuration', () => {
  it('takes a crash point for a drill, and refuses it in production', () => {
    expect(parse({ CRASH_POINT: 'after_claim' })).toHaveProperty('configuration');
    expect(parse({ CRASH_POINT: 'after_claim', NODE_ENV: 'production' })).toEqual({ faults: [expect.stringContaining('CRASH_POINT')] });
  });

  it('does not start without a table of answer codes for every protocol that it speaks', () => {
    expect(parse({})).toHaveProperty('configuration.answerCodes.size', 1);
    expect(parse({ ANSWER_CODES_FILE: 'other' })).toEqual({ faults: ['ANSWER_CODES_FILE: rest-json: 缺少代码表 / has no table of codes'] });
  });
});
