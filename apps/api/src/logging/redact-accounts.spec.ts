import { redactAccounts } from './redact-accounts';
import { openLog } from './json.logger';

describe('redaction of the log', () => {
  it.each([
    ['card 6222021602001234567 of', 'card 6222****4567 of'], ['"11010519491231002X"', '"1101****002X"'], ['999001000000001', '9990****0001'], ['a:6222021602001234567,b:6222021602001234568', 'a:6222****4567,b:6222****4568'],
  ])('masks %s', (line, masked) => expect(redactAccounts(line)).toBe(masked));

  it.each(['1795470960000', '01a20a68-a6af-71bc-b9b4-012345678901234', '0af7651916cd43dd8448eb211c80319c', '¥1,475,000.00', 'req-123'])('leaves %s as it is', (line) => expect(redactAccounts(line)).toBe(line));

  it('stands behind every line of the log, whoever wrote it', () => {
    const lines: string[] = [];
    openLog('info', (line) => lines.push(line)).error({ fault: new Error('no account 6222021602001234567').stack }, 'account 6222021602001234567');
    expect(lines.join()).not.toContain('6222021602001234567');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', message: 'account 6222****4567' });
  });
});
