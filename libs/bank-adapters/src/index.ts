/** The door of the room where the wires are spoken. */
export * from './bank-adapter.port';
export { AdapterRegistry } from './adapter-registry';
export { openBankAdapters, PROTOCOLS } from './registry';
