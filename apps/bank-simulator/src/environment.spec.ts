import { readEnvironment } from './environment';

describe('the environment of the simulator', () => {
  it('reports all faults together', () => {
    const read = readEnvironment({ SIMULATOR_PORT: '70000', CLOCK_SPEED: 'fast' }, 'data/no-such-file.json');
    expect('faults' in read && read.faults.map((fault) => fault.split(':')[0])).toEqual(['SIMULATOR_PORT', 'CLOCK_SPEED', 'data/no-such-file.json', 'BANK_SECRETS_FILE']);
  });

  it('refuses a fast clock in production', () => {
    const read = readEnvironment({ CLOCK_SPEED: '60', NODE_ENV: 'production' });
    expect('faults' in read && read.faults.some((fault) => fault.startsWith('CLOCK_SPEED'))).toBe(true);
  });
});
