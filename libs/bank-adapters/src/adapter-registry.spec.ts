import { AdapterRegistry } from './adapter-registry';
import type { BankAdapter } from './bank-adapter.port';
import { SHIPPED_CODES } from './contract/shipped-codes';
import { openBankAdapters } from './registry';

function silentAdapter(protocol: string): BankAdapter & { closed: boolean } {
  const never = () => Promise.reject(new Error('not asked in this test'));
  const adapter = { protocol, closed: false, send: never, query: never, decodeInbound: () => ({ undecodable: 'not_json' as const }), close: async () => void (adapter.closed = true) };
  return adapter;
}

describe('the adapter registry', () => {
  it('finds an adapter by its protocol and says undefined for a protocol that nobody speaks', () => {
    const fax = silentAdapter('fax');
    const registry = new AdapterRegistry([fax]);
    expect(registry.adapterFor('fax')).toBe(fax);
    expect(registry.adapterFor('telex')).toBeUndefined();
  });

  it('does not let the process start when two adapters claim one protocol', () => {
    expect(() => new AdapterRegistry([silentAdapter('fax'), silentAdapter('fax')])).toThrow('"fax"');
  });

  it('closes every adapter', async () => {
    const adapters = [silentAdapter('fax'), silentAdapter('telex')];
    await new AdapterRegistry(adapters).close();
    expect(adapters.every((adapter) => adapter.closed)).toBe(true);
  });

  it('the shipped list can be opened', async () => {
    const registry = openBankAdapters(SHIPPED_CODES);
    expect(registry.protocols).toEqual(['rest-json']);
    await registry.close();
  });
});
