import type { Fact, FactDraft } from '#domain';
import { HEAD_COLUMNS, type IncidentHead } from './incident-head';
import { chainFacts } from './journal/hash-chain';
import { insertBatch, type Sql } from './sql';

const HEAD_INSERT_COLUMNS: Readonly<Record<string, string>> = {
  id: 'uuid', number: 'text', organ_code: 'text', organ_path: 'text', created_by: 'text', reported_at: 'timestamptz', entered_at: 'timestamptz', last_fact_at: 'timestamptz',
  ...Object.fromEntries(HEAD_COLUMNS.map(([name, type]) => [name, type])),
};

/** PostgreSQL's channel that says "the journal has grown"; a hint, the journal is the truth. */
export const FACTS_CHANNEL = 'facts';

/** PostgreSQL's channel that says "an inbound answer waits": the api's doors store it, the worker decodes it. */
export const INBOUND_CHANNEL = 'inbound';

/**
 * One open transaction on the books. Changes of incidents are made on their heads; facts are appended with `append`;
 * both are written at the end, together, so that no state exists without the fact that tells it.
 */
export class LedgerTransaction {
  private readonly appended: { readonly draft: FactDraft; readonly traceparent: string | null }[] = [];
  private readonly opened = new Set<string>();

  constructor(
    readonly sql: Sql,
    /** The incidents that this transaction has locked or opened, by id. */
    readonly heads: Map<string, IncidentHead>,
    /** One moment for the whole transaction. */
    readonly at: Date,
  ) {}

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

  /**
   * The rows of new incidents must stand before rows that point to them; everything else waits for `flush`.
   */
  async writeOpened(): Promise<void> {
    const heads = [...this.opened].map((id) => this.head(id));
    this.opened.clear();
    await insertBatch(this.sql, 'incidents', HEAD_INSERT_COLUMNS, heads.map((head) => ({
      id: head.id, number: head.number, organ_code: head.organCode, organ_path: head.organPath, created_by: head.createdBy,
      reported_at: head.reportedAt, entered_at: head.enteredAt, last_fact_at: this.at,
      ...Object.fromEntries(HEAD_COLUMNS.map(([name, , value]) => [name, value(head)])),
    })));
  }

  /** Writes heads and facts. Called once, by the ledger, before the commit. Returns the facts as the journal holds them, without positions. */
  async flush(): Promise<Omit<Fact, 'position'>[]> {
    await this.writeOpened();
    const facts = this.chainAppended();
    await this.writeHeads(new Set(facts.map((fact) => fact.incidentId)));
    await insertBatch(this.sql, 'journal', { incident_id: 'uuid', seq: 'int', type: 'text', data: 'jsonb', actor: 'text', at: 'timestamptz', organ_path: 'text', traceparent: 'text', hash: 'bytea' },
      facts.map((fact) => ({ incident_id: fact.incidentId, seq: fact.seq, type: fact.type, data: fact.data, actor: fact.actor, at: fact.at, organ_path: fact.organPath, traceparent: fact.traceparent, hash: Buffer.from(fact.hash, 'hex') })));
    // One notification for the whole batch: one per row would serialise the commits of everybody.
    if (facts.length > 0) await this.sql.rows(`select pg_notify('${FACTS_CHANNEL}', '')`);
    return facts;
  }

  /** Writes heads that changed without a fact to tell (a due time); heads with facts are written by `flush` anyway. */
  async writeQuietHeads(incidentIds: readonly string[]): Promise<void> {
    const told = new Set(this.appended.map(({ draft }) => draft.incidentId));
    await this.writeHeads(new Set(incidentIds.filter((id) => !told.has(id))));
  }

  private chainAppended(): Omit<Fact, 'position'>[] {
    const at = this.at.toISOString();
    return this.appended.map(({ draft, traceparent }) => {
      const head = this.head(draft.incidentId);
      const [link] = chainFacts([draft], { seq: head.factCount, hash: head.lastHash }, at);
      if (!link) throw new Error('a draft always gives one link');
      head.factCount = link.seq;
      head.lastHash = link.hash;
      return { ...draft, seq: link.seq, at, organPath: head.organPath, traceparent, hash: link.hash.toString('hex') };
    });
  }

  private async writeHeads(changed: ReadonlySet<string>): Promise<void> {
    if (changed.size === 0) return;
    const heads = [...changed].map((id) => this.head(id));
    const parameters = [heads.map((head) => head.id), ...HEAD_COLUMNS.map(([, type, value]) => heads.map((head) => (type === 'jsonb' ? JSON.stringify(value(head)) : value(head))))];
    const arrays = HEAD_COLUMNS.map(([, type], i) => `$${i + 2}::${type === 'jsonb' ? 'text' : type}[]`).join(', ');
    const assignments = HEAD_COLUMNS.map(([name, type]) => `${name} = batch.${name}${type === 'jsonb' ? '::jsonb' : ''}`).join(', ');
    await this.sql.rows(
      `update incidents set ${assignments}, last_fact_at = $${parameters.length + 1}
       from unnest($1::uuid[], ${arrays}) as batch(id, ${HEAD_COLUMNS.map(([name]) => name).join(', ')}) where incidents.id = batch.id`,
      [...parameters, this.at],
    );
  }
}
