import { randomUUID } from 'node:crypto';
import { EMPTY_DETAILS } from '#domain';
import type { IncidentHead, Ledger } from '#ledger';
import { CHAIN_START } from '#ledger';

/** Writes incidents and facts as the application does: through the ledger's commits. */
export class IncidentWriter {
  /** How many facts were committed, by incident. */
  readonly written = new Map<string, number>();

  constructor(private readonly ledger: Ledger) {}

  get total(): number {
    return [...this.written.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Opens an incident with its first fact. `partition` 0 to 15 chooses the last digit of its id. */
  async open(partition?: number): Promise<string> {
    const id = partition === undefined ? randomUUID() : `${randomUUID().slice(0, -1)}${partition.toString(16)}`;
    await this.ledger.commit([], async (transaction) => {
      transaction.open(headOf(id, transaction.at));
      transaction.append({ incidentId: id, type: 'incident.enriched', data: { changed: { narrative: 'opened' } }, actor: 'test' }, null);
    });
    this.written.set(id, 1);
    return id;
  }

  /** Appends one fact to each of the incidents, in one commit. */
  async tell(incidentIds: readonly string[], narrative = 'more', traceparent: string | null = null, actor = 'test'): Promise<void> {
    await this.ledger.commit(incidentIds, async (transaction) => {
      for (const id of incidentIds) transaction.append({ incidentId: id, type: 'incident.enriched', data: { changed: { narrative } }, actor }, traceparent);
    });
    for (const id of incidentIds) this.written.set(id, (this.written.get(id) ?? 0) + 1);
  }

  /** One incident in each partition. */
  async openEverywhere(): Promise<string[]> {
    return Promise.all(Array.from({ length: 16 }, (_, partition) => this.open(partition)));
  }
}

function headOf(id: string, at: Date): IncidentHead {
  return {
    id, number: `T-${id}`, organCode: '110101000000', organPath: '11/1101/110101', createdBy: 'test', reportedAt: at, enteredAt: at, state: 'live', version: 1, details: EMPTY_DETAILS, level: 'county',
    transferredAt: null, sentAt: null, receivedAt: null, stoppedAt: null,
    money: { lostFen: 0, controlledFen: 0, inFlightFen: 0, cashedOutFen: 0, untracedFen: 0, returnedFen: 0 },
    openInstructions: 0, uncertainInstructions: 0, humanTasks: 0, watchAt: null, factCount: 0, lastHash: CHAIN_START,
  };
}
