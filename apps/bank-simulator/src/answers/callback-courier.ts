import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { signMessage } from '#message-signature';
import type { Books, InstructionRecord } from '../books/books';
import type { AnswerSaid } from './wire-messages';
import type { InstitutionKeys } from '../institutions/institution-keys';
import type { SimulatedClock } from '../institutions/simulated-clock';

const FIRST_RETRY_MS = 200;
const RETRY_MS_MAX = 30_000;
const DELIVERY_MS_MAX = 10_000;
const CONNECTIONS_MAX = 32;

/** Carries late answers to the dispatcher's callback door, again and again until the door says 2xx. */
export class CallbackCourier {
  private readonly agent = new Agent({ connections: CONNECTIONS_MAX, headersTimeout: DELIVERY_MS_MAX, bodyTimeout: DELIVERY_MS_MAX });
  private closed = false;
  private readonly pushing = new Set<InstructionRecord>();

  constructor(private readonly books: Books, private readonly keys: InstitutionKeys, private readonly clock: SimulatedClock) {}

  /** Starts delivering what an answered instruction still owes. */
  take(record: InstructionRecord): void {
    this.deliver(record, 0).catch((error: unknown) => {
      process.stderr.write(`callback of ${record.institutionCode} ended: ${error instanceof Error ? error.stack : String(error)}\n`);
    });
  }

  /** Takes up the deliveries that were owed when the simulator ended. */
  resume(): void {
    for (const record of this.books.instructions.values()) if (owes(record)) this.take(record);
    for (const record of this.books.instructions.values()) if (record.pushesOwed.length > 0) this.push(record);
  }

  /** Starts delivering what a watch owes word of; one delivery per watch at a time keeps the movements in order. */
  push(record: InstructionRecord): void {
    if (this.pushing.has(record)) return;
    this.pushing.add(record);
    this.deliverPushes(record, 0).catch((error: unknown) => {
      process.stderr.write(`watch of ${record.institutionCode} ended: ${error instanceof Error ? error.stack : String(error)}\n`);
    });
  }

  private async deliverPushes(record: InstructionRecord, failures: number): Promise<void> {
    for (let next = record.pushesOwed[0]; next && !this.closed; next = record.pushesOwed[0]) {
      const httpStatus = await this.post(record, next);
      if (this.closed) return;
      if (httpStatus < 200 || httpStatus >= 300) {
        this.clock.after(Math.min(RETRY_MS_MAX, FIRST_RETRY_MS * 2 ** failures), () => void this.deliverPushes(record, Math.min(failures + 1, 16)));
        return;
      }
      this.books.record({ type: 'later_answer_told', institutionCode: record.institutionCode, instructionId: record.instruction.instructionId });
    }
    this.pushing.delete(record);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.agent.destroy();
  }

  private async deliver(record: InstructionRecord, failures: number): Promise<void> {
    while (owes(record) && !this.closed) {
      const httpStatus = await this.post(record, record.answer);
      // The books may be shut already; what was delivered unrecorded is delivered once more after the next start.
      if (this.closed) return;
      if (httpStatus >= 200 && httpStatus < 300) {
        this.books.record({ type: 'called_back', institutionCode: record.institutionCode, instructionId: record.instruction.instructionId, at: this.clock.now().toISOString(), httpStatus });
        continue;
      }
      this.clock.after(Math.min(RETRY_MS_MAX, FIRST_RETRY_MS * 2 ** failures), () => void this.deliver(record, Math.min(failures + 1, 16)));
      return;
    }
  }

  /** The HTTP status, or 0 when there was none. */
  private async post(record: InstructionRecord, answer: AnswerSaid | null): Promise<number> {
    const url = new URL(record.instruction.callbackUrl);
    const body = JSON.stringify(answer);
    const signature = signMessage({
      method: 'POST', path: url.pathname + url.search, keyId: record.institutionCode, key: this.keys.of(record.institutionCode).fromBank,
      body, nonce: randomUUID(), now: this.clock.now(),
    });
    try {
      const reply = await request(url, { method: 'POST', headers: { 'content-type': 'application/json', ...signature }, body, dispatcher: this.agent });
      await reply.body.dump();
      return reply.statusCode;
    } catch {
      return 0;
    }
  }
}

function owes(record: InstructionRecord): boolean {
  return record.answer !== null && record.callbacksDelivered < record.callbacksOwed;
}
