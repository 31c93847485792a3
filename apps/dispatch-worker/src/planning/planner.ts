import type { Fact, FactType } from '#domain';
import { accountIncidents, NaturalBatcher, type Ledger } from '#ledger';
import type { LeasedInstruction } from '../dispatch/instruction-row';
import { holdingPlaces, type InstitutionGates } from '../institutions/institution-gate';
import { watchIncidents, type WatchTools } from '../watch/watch-incidents';
import { incidentsCoveredBy, releaseCovers } from './covers';
import { planMeasures } from './plan-measures';
import { planQueries } from './plan-queries';
import { callFor, callUnsecured, planTransfers } from './plan-transfers';
import type { PlanningTools } from './planning-tools';

const PLAN_LIMITS = { batchMax: 200, flushesMax: 2, waitingMax: 50_000 };
/** A transfer that no fact has brought here after this time is found by the sweep, milliseconds. */
const OVERLOOKED_AFTER_MS = 2_000;
const SWEEP_MAX = 200;

/** The facts that can leave a transfer, or a measure on a hold, without an instruction. */
const WAKES_PLANNING: ReadonlySet<FactType> = new Set(['incident.reported', 'transfer.added', 'transfer.corrected', 'transfer.second_stop_allowed', 'measure.requested', 'query.requested', 'escalation.acknowledged']);

/** An incident to plan for; `recount` when another incident's stop, which it relies on, has changed; `queries` when people may have asked about accounts. */
interface PlanItem { readonly incidentId: string; readonly recount: boolean; readonly queries: boolean }

/** Station 3 as a whole: hears of new transfers from the fact stream, plans them, hands what is leased to the dispatcher. */
export class Planner {
  private readonly batcher: NaturalBatcher<PlanItem, void>;

  constructor(
    private readonly ledger: Ledger,
    private readonly tools: PlanningTools,
    private readonly watch: WatchTools,
    private readonly gates: InstitutionGates,
    private readonly dispatch: (leased: LeasedInstruction) => void,
  ) {
    this.batcher = new NaturalBatcher((items) => this.plan(items), PLAN_LIMITS);
  }

  /** Handler of the fact stream: resolves when everything that the facts ask for is committed, so that the stream may move on. */
  async hear(facts: readonly Fact[]): Promise<void> {
    const told = facts.filter((fact) => WAKES_PLANNING.has(fact.type) && fact.actor !== 'worker' && !fact.actor.startsWith('institution:')).map((fact) => fact.incidentId);
    const queries = new Set(facts.filter((fact) => fact.type === 'query.requested').map((fact) => fact.incidentId));
    const covered = await incidentsCoveredBy(this.ledger.sql, facts);
    await Promise.all([
      ...[...new Set(told)].map((incidentId) => this.batcher.add({ incidentId, recount: false, queries: queries.has(incidentId) })),
      ...covered.map((incidentId) => this.batcher.add({ incidentId, recount: true, queries: false })),
    ]);
  }

  /** The net under the stream: transfers and measures that still wait for a plan although the stream should have brought them. */
  async sweep(now: Date): Promise<void> {
    const overlooked = await this.ledger.sql.rows<{ incident_id: string }>(
      `select distinct t.incident_id from transfers t join incidents i on i.id = t.incident_id
       where t.needs_plan and t.institution_code is not null and i.last_fact_at < $1
       union select r.incident_id from measure_requests r join incidents i on i.id = r.incident_id where r.needs_plan and i.last_fact_at < $1
       union select q.incident_id from query_requests q join incidents i on i.id = q.incident_id where q.needs_plan and i.last_fact_at < $1 limit ${SWEEP_MAX}`, [new Date(now.getTime() - OVERLOOKED_AFTER_MS)]);
    await Promise.all(overlooked.map((row) => this.batcher.add({ incidentId: row.incident_id, recount: false, queries: true })));
  }

  private async plan(items: readonly PlanItem[]): Promise<readonly void[]> {
    const unique = [...new Set(items.map((item) => item.incidentId))];
    const { result } = await holdingPlaces(this.gates, (enter) => this.ledger.commit(unique, async (transaction) => {
      const known = unique.filter((id) => transaction.heads.has(id));
      const recount = known.filter((id) => items.some((item) => item.recount && item.incidentId === id));
      if (recount.length > 0) await releaseCovers(transaction.sql, recount);
      const { leased, toHuman, joinedIncidentIds } = await planTransfers(transaction, known, this.tools, enter);
      const measures = await planMeasures(transaction, known, this.tools, enter);
      const asking = known.filter((id) => items.some((item) => item.queries && item.incidentId === id));
      const queries = asking.length === 0 ? { leased: [], incidentIds: [] } : await planQueries(transaction, asking, this.tools, enter);
      await accountIncidents(transaction, [...recount, ...measures.incidentIds, ...queries.incidentIds, ...joinedIncidentIds, ...toHuman.map((plan) => plan.incidentId)], 'worker');
      const unsecured = [...new Set([...recount, ...joinedIncidentIds])].filter((id) => transaction.head(id).money.untracedFen > 0);
      await watchIncidents(transaction, known, this.watch, [...toHuman.map(callFor), ...unsecured.map(callUnsecured)]);
      return [...leased, ...measures.leased, ...queries.leased];
    }));
    for (const one of result) this.dispatch(one);
    return items.map(() => undefined);
  }
}
