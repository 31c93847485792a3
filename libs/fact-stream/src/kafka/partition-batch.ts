import type { KafkaMessage } from 'kafkajs';
import type { Fact } from '#domain';
import { backOff } from '../delivery/backoff';
import { type Delivery, type DeliveryOutcome, deliverFacts } from '../delivery/deliver-facts';
import { FACT_BATCH_MAX } from '../fact-stream.port';
import type { DeadLetterOffice, UnreadableMessage } from './dead-letter-office';
import { parseEnvelope } from './fact-envelope';

/** At most `FACT_BATCH_MAX` messages of one partition, read. */
export interface PartitionBatch {
  readonly partition: number;
  readonly facts: readonly Fact[];
  readonly unreadable: readonly UnreadableMessage[];
  /** The offset of the last message, and the one to commit when all of it is handled. */
  readonly lastOffset: string;
  readonly nextOffset: string;
}

export function readBatches(partition: number, messages: readonly KafkaMessage[]): PartitionBatch[] {
  const batches: PartitionBatch[] = [];
  for (let start = 0; start < messages.length; start += FACT_BATCH_MAX) {
    const part = messages.slice(start, start + FACT_BATCH_MAX);
    const read = part.map((message) => ({ message, parsed: parseEnvelope(message.key?.toString() ?? null, message.value?.toString() ?? null) }));
    const lastOffset = (part.at(-1) as KafkaMessage).offset;
    batches.push({
      partition, lastOffset, nextOffset: (BigInt(lastOffset) + 1n).toString(),
      facts: read.flatMap(({ parsed }) => (parsed.ok ? [parsed.fact] : [])),
      unreadable: read.flatMap(({ message, parsed }) => (parsed.ok ? [] : [{ partition, message, reason: parsed.reason }])),
    });
  }
  return batches;
}

/** Handles a batch at the first try, or rejects. */
export async function handleBatch(batch: PartitionBatch, delivery: Delivery, office: DeadLetterOffice): Promise<void> {
  for (const message of batch.unreadable) await office.buryUnreadable(message);
  if (batch.facts.length > 0) await delivery.handler(batch.facts);
}

/** Handles a batch however often it takes. */
export async function insistOnBatch(batch: PartitionBatch, delivery: Delivery, office: DeadLetterOffice): Promise<DeliveryOutcome> {
  await backOff(1, delivery.signal);
  for (const message of batch.unreadable) await buryStubbornly(message, delivery, office);
  return batch.facts.length === 0 && !delivery.signal.aborted ? 'handled' : deliverFacts(batch.facts, delivery);
}

async function buryStubbornly(message: UnreadableMessage, delivery: Delivery, office: DeadLetterOffice): Promise<void> {
  for (let failures = 1; !delivery.signal.aborted; failures += 1) {
    try {
      return await office.buryUnreadable(message);
    } catch (fault) {
      delivery.logger.warn({ err: fault, failures }, 'a dead letter could not be written, trying again');
      await backOff(failures, delivery.signal);
    }
  }
}
