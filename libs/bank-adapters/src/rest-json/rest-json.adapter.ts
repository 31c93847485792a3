import type { Instruction } from '#domain';
import { BankAdapter, type AttemptContext, type AttemptReport, type DecodedInbound, type InboundAnswer, type InstitutionEndpoint } from '../bank-adapter.port';

/** `rest-json`: signed JSON over HTTP, see docs/bank-interface/. */
export class RestJsonAdapter extends BankAdapter {
  readonly protocol = 'rest-json';

  async send(_instruction: Instruction, _endpoint: InstitutionEndpoint, _attempt: AttemptContext): Promise<AttemptReport> {
    throw new Error('not built yet');
  }

  async query(_instruction: Instruction, _endpoint: InstitutionEndpoint, _attempt: AttemptContext): Promise<AttemptReport> {
    throw new Error('not built yet');
  }

  decodeInbound(_raw: InboundAnswer, _endpoint: InstitutionEndpoint): DecodedInbound {
    throw new Error('not built yet');
  }

  async close(): Promise<void> {}
}
