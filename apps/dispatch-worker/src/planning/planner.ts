import { isPerson, type Fact, type FactType } from '#domain';
import type { ReadingWishes } from '#fact-stream';
import { applyAccounts, NaturalBatcher, readAccounts, takingIn, type Ledger } from '#ledger';
import type { LeasedInstruction } from '../dispatch/instruction-row';
import { holdingPlaces, type InstitutionGates } from '../institutions/institution-gate';
import { readWatched } from '../watch/read-watched';
import { applyWatch, type WatchTools } from '../watch/watch-incidents';
import { applyApprovals, type AppliedApprovals } from './apply-approvals';
import { changesCover, COVERED_RIDER, incidentsCoveredBy, releaseCovers, type CoveredRow } from './covers';
import { lockUnsent } from './lock-unsent';
import { planMeasures, type PlannedMeasures } from './plan-measures';
import { planProtections } from './plan-protections';
import { planQueries } from './plan-queries';
import { planTold, toldBy, type ToldTransfers } from './plan-told';
import { callFor, callUnsecured, planTransfers, readWaiting } from './plan-transfers';
import type { PlanningTools } from './planning-tools';
import { incidentsOfJoins, isJoin, withdrawToldAgain } from './withdraw-told-again';

const PLAN_LIMITS = { batchMax: 200, flushesMax: 1, waitingMax: 50_000 };
/** A transfer that no fact has brought here after this time is found by the sweep, milliseconds. */
const OVERLOOKED_AFTER_MS = 2_000;
const SWEEP_MAX = 200;
const NO_MEASURES: PlannedMeasures = { leased: [], incidentIds: [] };

/** The facts that can leave a transfer, or a measure on a hold, without an instruction. */
const WAKES_PLANNING: ReadonlySet<FactType> = new Set(['incident.reported', 'transfer.added', 'transfer.corrected', 'transfer.second_stop_allowed', 'measure.requested', 'query.requested', 'protection.requested', 'protection.release_requested', 'transfer.resend_asked', 'instruction.approved', 'instruction.approval_refused', 'escalation.acknowledged']);
const MEASURES: ReadonlySet<FactType> = new Set(['measure.requested', 'protection.requested', 'protection.release_requested']);
const DECISIONS: ReadonlySet<FactType> = new Set(['instruction.approved', 'instruction.approval_refused']);
const NOTHING_DECIDED: AppliedApprovals = { leased: [], calls: [], incidentIds: [], coveredIds: [] };

/**
 * An incident to plan for; `recount` when another incident's stop, which it relies on, has changed, `measures` when a measure or a protective stop may wait,
 * `queries` when people may have asked about accounts, `joined` when it was joined or taken apart, `decided` when an approval may have been.
 */
interface PlanItem { readonly incidentId: string; readonly recount: boolean; readonly measures: boolean; readonly queries?: boolean; readonly joined?: boolean; readonly decided?: boolean }

const wakesPlanning = (type: FactType, byPerson: boolean): boolean => byPerson && WAKES_PLANNING.has(type);

/** How the planner reads the stream: it sleeps through what it has nothing to do for, which is most of what the worker itself tells. */
export const PLANNING_WISHES: ReadingWishes = {
  wakes: (hint) => wakesPlanning(hint.type, hint.byPerson) || isJoin(hint) || changesCover(hint),
  rider: COVERED_RIDER,
};

/** Station 3 as a whole: hears of new transfers from the fact stream, plans them, hands what is leased to the dispatcher. */
export class Planner {
  private readonly batcher: NaturalBatcher<PlanItem, string | null>;
  /** Gives whether it was planned. */
  private readonly told: NaturalBatcher<ToldTransfers, boolean>;

  constructor(
    private readonly ledger: Ledger,
    private readonly tools: PlanningTools,
    private readonly watch: WatchTools,
    private readonly gates: InstitutionGates,
    private readonly dispatch: (leased: LeasedInstruction) => void,
  ) {
    this.batcher = new NaturalBatcher((items) => this.plan(items), PLAN_LIMITS);
    this.told = new NaturalBatcher((items) => this.planTold(items), PLAN_LIMITS);
  }

  /** Handler of the fact stream: resolves when everything that the facts ask for is committed, so that the stream may move on. @param carried what `COVERED_RIDER` brought along */
  async hear(facts: readonly Fact[], carried?: readonly unknown[]): Promise<void> {
    const told = facts.filter((fact) => wakesPlanning(fact.type, isPerson(fact.actor)));
    const decided = new Set(told.filter((fact) => DECISIONS.has(fact.type)).map((fact) => fact.incidentId));
    const measured = new Set(told.filter((fact) => MEASURES.has(fact.type)).map((fact) => fact.incidentId));
    const queried = new Set(told.filter((fact) => fact.type === 'query.requested').map((fact) => fact.incidentId));
    // Planned at once, while others are still looked for.
    const planned = [...new Set(told.map((fact) => fact.incidentId))].map((incidentId) => this.addTold(toldBy(incidentId, told), { incidentId, recount: false, measures: measured.has(incidentId), queries: queried.has(incidentId), decided: decided.has(incidentId) }));
    const relying = carried ? Promise.resolve(carried as readonly CoveredRow[]) : incidentsCoveredBy(this.ledger.sql, facts);
    const covered = relying.then((rows) => Promise.all(rows.map((row) => this.add({ incidentId: row.incident_id, recount: true, measures: false }))));
    const joined = [...new Set(incidentsOfJoins(facts))].map((incidentId) => this.add({ incidentId, recount: true, measures: false, joined: true }));
    await Promise.all([...planned, ...joined, covered]);
  }

  /** The net under the stream: transfers and measures that still wait for a plan although the stream should have brought them. */
  async sweep(now: Date): Promise<void> {
    const overlooked = await this.ledger.sql.rows<{ incident_id: string }>(
      // From what waits to its incident, never from all incidents: "offset 0" keeps that order.
      `select waiting.incident_id from (
         select incident_id from transfers where needs_plan and institution_code is not null union select incident_id from measure_requests where needs_plan
         union select incident_id from query_requests where needs_plan union select incident_id from instruction_approvals where to_apply
         union select incident_id from protective_stops where needs_plan union select incident_id from protective_releases where needs_plan offset 0) waiting
       cross join lateral (select 1 from incidents where id = waiting.incident_id and last_fact_at < $1 offset 0) quiet limit ${SWEEP_MAX}`, [new Date(now.getTime() - OVERLOOKED_AFTER_MS)]);
    await Promise.all(overlooked.map((row) => this.add({ incidentId: row.incident_id, recount: false, measures: true, queries: true, decided: true })));
  }

  /** The short way where it can be gone, otherwise the long one. */
  private async addTold(told: ToldTransfers | null, item: PlanItem): Promise<void> {
    if (told === null || !(await this.told.add(told))) await this.add(item);
  }

  private async planTold(items: readonly ToldTransfers[]): Promise<readonly boolean[]> {
    const { leased, planned } = await planTold(items, { ledger: this.ledger, planning: this.tools, watch: this.watch, gates: this.gates });
    for (const one of leased) this.dispatch(one);
    return planned;
  }

  /** Plans an incident; what people add to a joined one may concern payments that are counted in the other, which is then looked at too. */
  private async add(item: PlanItem): Promise<void> {
    const intoId = await this.batcher.add(item);
    if (intoId !== null) await this.batcher.add({ incidentId: intoId, recount: true, measures: false, joined: true });
  }

  private async plan(items: readonly PlanItem[]): Promise<readonly (string | null)[]> {
    const unique = [...new Set(items.map((item) => item.incidentId))];
    const { result } = await holdingPlaces(this.gates, (enter) => this.ledger.commitReading(unique, (sql) => readWaiting(sql, unique), async (transaction, found) => {
      const known = unique.filter((id) => transaction.heads.has(id));
      const recount = known.filter((id) => items.some((item) => item.recount && item.incidentId === id));
      const apart = known.filter((id) => items.some((item) => item.joined && item.incidentId === id));
      if (apart.length > 0) {
        await lockUnsent(transaction, apart, found);
        await withdrawToldAgain(transaction, apart);
      }
      const released = recount.length > 0 ? await releaseCovers(transaction.sql, recount) : 0;
      const waiting = released > 0 || apart.length > 0 ? await readWaiting(transaction.sql, known) : found;
      const approvals = items.some((item) => item.decided) ? await applyApprovals(transaction, known, waiting, this.tools, enter) : NOTHING_DECIDED;
      const { leased, toHuman, coveredIncidentIds } = await planTransfers(transaction, known, waiting, this.tools, enter);
      const measures = items.some((item) => item.measures) ? await planMeasures(transaction, known, this.tools, enter) : NO_MEASURES;
      const protections = items.some((item) => item.measures) ? await planProtections(transaction, known, this.tools, enter) : NO_MEASURES;
      const queries = items.some((item) => item.queries) ? await planQueries(transaction, known, this.tools, enter) : NO_MEASURES;
      const toAccount = [...recount, ...queries.incidentIds, ...approvals.incidentIds, ...measures.incidentIds, ...protections.incidentIds, ...coveredIncidentIds, ...toHuman.map((plan) => plan.incidentId)];
      const [accounts, watched] = await Promise.all([toAccount.length > 0 ? readAccounts(transaction.sql, toAccount, takingIn(transaction, toAccount)) : undefined, readWatched(transaction.sql, known)]);
      if (accounts) applyAccounts(transaction, accounts, 'worker');
      const unsecured = [...new Set([...recount.filter((id) => !apart.includes(id)), ...coveredIncidentIds, ...approvals.coveredIds])].filter((id) => transaction.head(id).money.untracedFen > 0);
      applyWatch(transaction, watched, this.watch, [...approvals.calls, ...toHuman.map(callFor), ...unsecured.map(callUnsecured)]);
      return { starts: [...approvals.leased, ...leased, ...measures.leased, ...protections.leased, ...queries.leased], joinedInto: (id: string) => transaction.heads.get(id)?.joinedInto ?? null };
    }));
    for (const one of result.starts) this.dispatch(one);
    return items.map((item) => result.joinedInto(item.incidentId));
  }
}
