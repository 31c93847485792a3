import type { Delivery } from '../delivery/deliver-facts';
import { FACT_BATCH_MAX } from '../fact-stream.port';
import type { DeadLetterOffice } from './dead-letter-office';
import { handleBatch, type PartitionBatch } from './partition-batch';

interface Passenger {
  readonly batch: PartitionBatch;
  readonly arrive: (handled: boolean) => void;
}

/**
 * First tries. kafkajs hands the partitions of one fetch over one by one, in one turn of the event loop; their batches travel together, in
 * one call of the handler: one plan, one question to the books and one push instead of up to sixteen. A call that fails falls apart
 * into its partitions at once, so that a poisonous fact costs the others one more call.
 */
export class JointDelivery {
  private waiting: Passenger[] = [];

  constructor(private readonly delivery: Delivery, private readonly office: DeadLetterOffice) {}

  /** Resolves with whether the batch is handled. Never rejects. */
  tryOnce(batch: PartitionBatch): Promise<boolean> {
    return new Promise((arrive) => {
      this.waiting.push({ batch, arrive });
      if (this.waiting.length === 1) queueMicrotask(() => this.depart());
    });
  }

  private depart(): void {
    for (const party of partiesOf(this.waiting.splice(0))) void this.travel(party);
  }

  private async travel(party: readonly Passenger[]): Promise<void> {
    const [first, ...others] = party.map(({ batch }) => batch);
    if (first && others.length > 0 && (await this.attempt({ ...first, facts: [first, ...others].flatMap(({ facts }) => facts) }, party.length))) {
      for (const { arrive } of party) arrive(true);
      return;
    }
    await Promise.all(party.map(async ({ batch, arrive }) => arrive(await this.attempt(batch, 1))));
  }

  private async attempt(batch: PartitionBatch, partitions: number): Promise<boolean> {
    try {
      await handleBatch(batch, this.delivery, this.office);
      return true;
    } catch (fault) {
      this.delivery.logger.warn({ err: fault, partition: batch.partition, partitions, facts: batch.facts.length }, 'a reader of facts failed');
      return false;
    }
  }
}

/** At most `FACT_BATCH_MAX` facts in one party; a batch with unreadable messages travels alone, because burying them may fail on its own. */
function partiesOf(passengers: readonly Passenger[]): Passenger[][] {
  const parties: Passenger[][] = [];
  let open: Passenger[] = [];
  let facts = 0;
  for (const passenger of passengers) {
    const { batch } = passenger;
    if (batch.unreadable.length > 0) {
      parties.push([passenger]);
      continue;
    }
    if (open.length === 0 || facts + batch.facts.length > FACT_BATCH_MAX) {
      open = [];
      facts = 0;
      parties.push(open);
    }
    open.push(passenger);
    facts += batch.facts.length;
  }
  return parties;
}
