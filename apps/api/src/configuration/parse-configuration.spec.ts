import { readFileSync } from 'node:fs';
import { ANSWER_CODES_FILE } from '#domain';
import { parseConfiguration } from './parse-configuration';

const key = Buffer.alloc(32, 1).toString('base64');
const good = { DATABASE_URL: 'postgres://u:p@h:5432/d', JWT_SECRET: 'x'.repeat(32), BANK_SECRETS_FILE: '/s' };
const file = (path: string): string => (path === ANSWER_CODES_FILE ? readFileSync(path, 'utf8') : JSON.stringify({ '1': { toBank: key, fromBank: key } }));

describe('configuration of the api', () => {
  it('is read once, with defaults', () => {
    const parsed = parseConfiguration({ ...good, KAFKA_BROKERS: 'a:1, b:2' }, file);
    expect(parsed).toMatchObject({ configuration: { host: '127.0.0.1', port: 3000, kafkaBrokers: ['a:1', 'b:2'], production: false } });
  });

  it('names every fault at once, in both languages', () => {
    const parsed = parseConfiguration({ PORT: '70000', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x', JWT_SECRET: 'short' }, file);
    const faults = 'faults' in parsed ? parsed.faults : [];
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual(['BANK_SECRETS_FILE', 'DATABASE_URL', 'JWT_SECRET', 'LOG_LEVEL', 'PORT']);
    for (const fault of faults) expect(fault).toMatch(/[\u4e00-\u9fff].* \/ |[\u4e00-\u9fff].*\/ /);
  });

  it.each(['{', 'null', '{"1":{"fromBank":"c2hvcnQ="}}', '{"1":null}'])('refuses the secrets file %s', (text) => expect(parseConfiguration(good, (path) => (path === ANSWER_CODES_FILE ? file(path) : text))).toHaveProperty('faults'));
});
