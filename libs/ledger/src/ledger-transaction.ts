import type { Fact, FactDraft, IncidentDetails } from '#domain';
import { HEAD_COLUMNS, type IncidentHead } from './incident-head';
import { chainFacts } from './journal/hash-chain';
import { writeFacts, writeHeads } from './write-facts';
import { insertBatch, type Sql } from './sql';

const HEAD_INSERT_COLUMNS: Readonly<Record<string, string>> = {
  id: 'uuid', number: 'text', organ_code: 'text', organ_path: 'text', created_by: 'text', reported_at: 'timestamptz', entered_at: 'timestamptz', last_fact_at: 'timestamptz',
  ...Object.fromEntries(HEAD_COLUMNS.map(([name, type]) => [name, type])),
};

/** PostgreSQL's channel that says "an inbound answer waits": the api's doors store it, the worker decodes it. */
export const INBOUND_CHANNEL = 'inbound';

/**
 * One open transaction on the books. Changes of incidents are made on their heads; facts are appended with `append`;
 * both are written at the end, together, so that no state exists without the fact that tells it.
 */
export class LedgerTransaction {
  private appended: { readonly draft: FactDraft; readonly traceparent: string | null }[] = [];
  private readonly chained: Omit<Fact, 'position'>[] = [];
  private readonly opened = new Set<string>();
  /** What the row of a head holds, by column, where this transaction wrote it or `lockHeads` read its details. */
  private readonly written = new Map<string, readonly unknown[]>();
  private readonly detailsRead: ReadonlyMap<string, IncidentDetails>;

  constructor(
    readonly sql: Sql,
    /** The incidents that this transaction has locked or opened, by id. */
    readonly heads: Map<string, IncidentHead>,
    /** One moment for the whole transaction. */
    readonly at: Date,
    /** Writes that were sent and whose answers nobody needs; the ledger awaits them with the commit. */
    private readonly underWay: Promise<unknown>[],
  ) {
    this.detailsRead = new Map([...heads.values()].map((head) => [head.id, head.details]));
  }

  /** The locked head. Throws when the incident was not locked by this transaction (a bug). */
  head(incidentId: string): IncidentHead {
    const head = this.heads.get(incidentId);
    if (!head) throw new Error(`incident ${incidentId} is not locked by this transaction`);
    return head;
  }

  /** Adds a new incident; its row is written at the end with its first facts. */
  open(head: IncidentHead): void {
    this.heads.set(head.id, head);
    this.opened.add(head.id);
  }

  append(draft: FactDraft, traceparent: string | null): void {
    this.appended.push({ draft, traceparent });
  }

  /** Sends a write whose answer nothing in this transaction needs: it shares the way with the statements behind it, and its fault fails the commit. */
  write(answer: Promise<unknown>): void {
    answer.catch(() => undefined); // thrown by the commit
    this.underWay.push(answer);
  }

  /**
   * The rows of new incidents must stand before rows that point to them; everything else waits for `flush`. What was appended so far is
   * part of these rows: a report is one insert, not an insert and an update.
   */
  writeOpened(): void {
    const heads = [...this.opened].map((id) => this.head(id));
    if (heads.length === 0) return;
    this.opened.clear();
    this.chainAppended();
    this.write(insertBatch(this.sql, 'incidents', HEAD_INSERT_COLUMNS, heads.map((head) => ({
      id: head.id, number: head.number, organ_code: head.organCode, organ_path: head.organPath, created_by: head.createdBy,
      reported_at: head.reportedAt, entered_at: head.enteredAt, last_fact_at: this.at,
      ...Object.fromEntries(HEAD_COLUMNS.map(([name, , value]) => [name, value(head)])),
    }))));
    for (const head of heads) this.written.set(head.id, valuesOf(head));
  }

  /** Sends heads and facts. Called once, by the ledger, before the commit. Returns the facts as the journal holds them, without positions. */
  flush(): readonly Omit<Fact, 'position'>[] {
    this.writeOpened();
    this.chainAppended();
    const facts = this.chained;
    const heads = this.unwritten(new Set(facts.map((fact) => fact.incidentId)));
    const joined = facts.some((fact) => (this.head(fact.incidentId).joinedInto ?? null) !== null);
    if (facts.length > 0) this.write(writeFacts(this.sql, facts, heads, this.sameDetails(heads), this.at, joined));
    return facts;
  }

  /** Writes heads that changed without a fact to tell (a due time); heads with facts are written by `flush` anyway. */
  writeQuietHeads(incidentIds: readonly string[]): void {
    const told = new Set(this.appended.map(({ draft }) => draft.incidentId));
    const heads = this.unwritten(new Set(incidentIds.filter((id) => !told.has(id))));
    if (heads.length > 0) this.write(writeHeads(this.sql, heads, this.sameDetails(heads), this.at));
  }

  private chainAppended(): void {
    const at = this.at.toISOString();
    for (const { draft, traceparent } of this.appended) {
      const head = this.head(draft.incidentId);
      const [link] = chainFacts([draft], { seq: head.factCount, hash: head.lastHash }, at);
      if (!link) throw new Error('a draft always gives one link');
      head.factCount = link.seq;
      head.lastHash = link.hash;
      this.chained.push({ ...draft, seq: link.seq, at, organPath: head.organPath, traceparent, hash: link.hash.toString('hex') });
    }
    this.appended = [];
  }

  private unwritten(incidentIds: ReadonlySet<string>): IncidentHead[] {
    return [...incidentIds].map((id) => this.head(id)).filter((head) => !isWritten(head, this.written.get(head.id)));
  }

  private sameDetails(heads: readonly IncidentHead[]): boolean {
    return heads.every((head) => this.detailsRead.get(head.id) === head.details);
  }
}

function valuesOf(head: IncidentHead): readonly unknown[] {
  return HEAD_COLUMNS.map(([, , value]) => value(head));
}

function isWritten(head: IncidentHead, written: readonly unknown[] | undefined): boolean {
  return written !== undefined && valuesOf(head).every((value, i) => isSame(value, written[i]));
}

function isSame(a: unknown, b: unknown): boolean {
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return Buffer.isBuffer(a) && Buffer.isBuffer(b) ? a.equals(b) : a === b;
}
