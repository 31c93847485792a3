import type { BankAdapter } from './bank-adapter.port';

/** Finds the adapter of a protocol. Built once at start. */
export class AdapterRegistry {
  private readonly byProtocol = new Map<string, BankAdapter>();

  /** Throws when two adapters claim the same protocol: the process must not start. */
  constructor(adapters: readonly BankAdapter[]) {
    for (const adapter of adapters) {
      if (this.byProtocol.has(adapter.protocol)) throw new Error(`two bank adapters claim the protocol "${adapter.protocol}"`);
      this.byProtocol.set(adapter.protocol, adapter);
    }
  }

  /** Undefined when no adapter speaks the protocol: such an institution can only be asked by a human. */
  adapterFor(protocol: string): BankAdapter | undefined {
    return this.byProtocol.get(protocol);
  }

  get protocols(): readonly string[] {
    return [...this.byProtocol.keys()];
  }

  /** Closes every adapter's connections. */
  async close(): Promise<void> {
    await Promise.all([...this.byProtocol.values()].map((adapter) => adapter.close()));
  }
}
