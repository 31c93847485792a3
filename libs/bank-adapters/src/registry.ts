import { AdapterRegistry } from './adapter-registry';
import { RestJsonAdapter } from './rest-json/rest-json.adapter';

/** Every protocol that we speak: one protocol, one folder, one line. */
export function openBankAdapters(): AdapterRegistry {
  return new AdapterRegistry([
    new RestJsonAdapter(),
  ]);
}
