import type { AnswerCodes, AnswerCodesByProtocol } from '#domain';
import { AdapterRegistry } from './adapter-registry';
import type { BankAdapter } from './bank-adapter.port';
import { RestJsonAdapter } from './rest-json/rest-json.adapter';

/** Every protocol that we speak: one protocol, one folder, one line. */
const ADAPTERS: Readonly<Record<string, new (codes: AnswerCodes) => BankAdapter>> = {
  'rest-json': RestJsonAdapter,
};

/** The protocols for which `openBankAdapters` needs a table of answer codes. */
export const PROTOCOLS: readonly string[] = Object.keys(ADAPTERS);

/** Opens all adapters, each with the answer codes of its protocol; one without a table reads every code as unknown. */
export function openBankAdapters(codes: AnswerCodesByProtocol): AdapterRegistry {
  return new AdapterRegistry(Object.entries(ADAPTERS).map(([protocol, Adapter]) => new Adapter(codes.get(protocol) ?? new Map())));
}
