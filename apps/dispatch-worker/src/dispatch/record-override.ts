import { randomUUID } from 'node:crypto';
import { accountKey, applyOverride, permitOverride, type Answer, type FactCatalogue, type InstructionLife } from '#domain';
import { applyAccounts, ATTEMPT_COLUMNS, insertBatch, lockAccounts, readAccounts, readOverridable, takingIn, type LedgerTransaction, type Sql, type StandingHold } from '#ledger';
import { holdingPlaces } from '../institutions/institution-gate';
import { releaseCovers } from '../planning/covers';
import { callFor, callUnsecured, planTransfers, readWaiting } from '../planning/plan-transfers';
import type { EnterGate } from '../planning/planning-tools';
import { readWatched } from '../watch/read-watched';
import { applyWatch, watchIncidents, type DemandedCall } from '../watch/watch-incidents';
import { annulHolds, lockConcernedHolds } from './annul-holds';
import type { AskedOverride } from './decode-override';
import { followUp } from './follow-up';
import { INSTRUCTION_ROW_COLUMNS, toInstruction, toLife, type InstructionRow, type LeasedInstruction } from './instruction-row';
import { placeHolds, readCarriedOutStops, type PlacedAnswer } from './place-holds';
import { accountsToPlan } from './record-outcomes';
import type { RecordingTools } from './recording-tools';

/** A person's word over an answer, as the api stored it. */
export interface OverrideOrder {
  readonly inboundAnswerId: string; readonly instructionId: string; readonly incidentId: string; readonly asked: AskedOverride; readonly raw: Uint8Array;
  /** The login of the person. */
  readonly actor: string;
  readonly receivedAt: Date; readonly tries: number;
}

/** How often the circle of concerned incidents may grow while it is being locked. */
const LOOKS_MAX = 5;

/**
 * 更正反馈: what a person knows takes the place of what an institution said, with all that follows from it in one commit: the hold that never
 * was, the hold that is, the covers of other incidents, which get stops of their own, and the money of all of them. Rare, hence apart from
 * `recordOutcomes`. Returns what goes out because of it.
 */
export async function recordOverride(order: OverrideOrder, tools: RecordingTools): Promise<readonly LeasedInstruction[]> {
  let ids = await concernedBy(tools.ledger.sql, order);
  for (let look = 0; look < LOOKS_MAX; look++) {
    const { result } = await holdingPlaces(tools.gates, (enter) => tools.ledger.commitReading(ids, (sql) => accountsToPlan(sql, ids), async (transaction, toPlan): Promise<Overridden> => {
      const row = await readLocked(transaction.sql, order, toPlan);
      // Nobody can rely on the stop any more while the account's lock is held; who came before it is locked in the next round, in the one order.
      const concerned = await concernedBy(transaction.sql, order);
      if (concerned.some((id) => !transaction.heads.has(id))) return { concerned };
      return { leased: await carryOut(transaction, order, row, concerned, tools, enter) };
    }));
    if ('leased' in result) return result.leased;
    ids = result.concerned;
  }
  throw new Error(`the incidents concerned by the override ${order.inboundAnswerId} grew ${LOOKS_MAX} times`);
}

type Overridden = { readonly leased: readonly LeasedInstruction[] } | { readonly concerned: string[] };

/** The instruction's own incident first, then all that rely on its stop, and all into which these are joined. */
async function concernedBy(sql: Sql, { incidentId, instructionId }: OverrideOrder): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `with relying as (select $1::uuid as id union select incident_id from transfers where covered_by = $2)
     select id from relying union select i.joined_into from relying join incidents i on i.id = relying.id where i.joined_into is not null`, [incidentId, instructionId]);
  return [incidentId, ...rows.map((row) => row.id).filter((id) => id !== incidentId)];
}

/** The instruction, once the locks of its account are held. */
async function readLocked(sql: Sql, order: OverrideOrder, toPlan: readonly string[]): Promise<InstructionRow> {
  const [row] = await sql.rows<InstructionRow>(`select ${INSTRUCTION_ROW_COLUMNS} from instructions where id = $1`, [order.instructionId]);
  if (!row) throw new Error(`instruction ${order.instructionId} is gone`);
  await lockAccounts(sql, [accountKey({ institutionCode: row.institution_code, number: row.account_number }), ...toPlan]);
  return row;
}

async function carryOut(transaction: LedgerTransaction, order: OverrideOrder, row: InstructionRow, ids: readonly string[], tools: RecordingTools, enter: EnterGate): Promise<LeasedInstruction[]> {
  const { asked, actor } = order;
  const pending = await transaction.sql.rows("update inbound_answers set state = 'done' where id = $1 and state = 'pending' returning id", [order.inboundAnswerId]);
  // Another worker took the order for left lying, and has carried it out.
  if (pending.length === 0) return [];
  await lockConcernedHolds(transaction.sql, ids, row);
  const overridable = await readOverridable(transaction.sql, row.id);
  if (!overridable) throw new Error(`instruction ${row.id} is gone`);
  const told = { instructionId: row.id, transferId: row.transfer_id, institutionCode: row.institution_code };
  const refusal = permitOverride(overridable, asked, transaction.at.getTime());
  if (refusal) {
    transaction.append({ incidentId: row.incident_id, type: 'answer.override_dropped', actor: 'worker', data: { ...told, state: row.state, to: asked.to, why: refusal } }, row.traceparent);
    // The person believes that it counts now: somebody must look again.
    await watchIncidents(transaction, [row.incident_id], tools.watch, [{ incidentId: row.incident_id, reason: 'override_contradicted', fromLevel: null, toLevel: 'county', instructionId: row.id }]);
    return [];
  }
  const life = applyOverride(toLife(row), asked, transaction.at);
  writeOverridden(transaction, order, row, life);
  transaction.append({ incidentId: row.incident_id, type: 'answer.overridden', actor, data: { ...told, state: life.state, from: row.state, ...wordsOf(asked) } }, row.traceparent);
  const placed = await moveHolds(transaction, order, row, overridable.holds, tools);
  const released = asked.to === 'refused' ? await releaseCovers(transaction.sql, ids) : 0;
  const { leased: planned, toHuman } = await planTransfers(transaction, ids, released > 0 ? await readWaiting(transaction.sql, ids) : [], tools.planning, enter);
  const leased = [...planned, ...await followUp(transaction, [placed], tools, enter)];
  const [accounts, watched] = await Promise.all([readAccounts(transaction.sql, ids, takingIn(transaction, ids)), readWatched(transaction.sql, ids)]);
  applyAccounts(transaction, accounts, 'worker');
  const unsecured = ids.filter((id) => id !== row.incident_id && transaction.head(id).money.untracedFen > 0).map(callUnsecured);
  applyWatch(transaction, watched, tools.watch, [...toHuman.map(callFor), ...unsecured] satisfies DemandedCall[]);
  return leased;
}

/** What stood because of the answer never was; what is stated now stands. */
async function moveHolds(transaction: LedgerTransaction, order: OverrideOrder, row: InstructionRow, holds: readonly StandingHold[], tools: RecordingTools): Promise<PlacedAnswer> {
  const { asked, actor, receivedAt } = order;
  await annulHolds(transaction, row, holds, actor);
  const money = { onward: [], cashedOutFen: 0 };
  const answer: Answer = asked.to === 'refused' ? { kind: 'refused', reason: asked.refusal, ...money } : { kind: asked.to, controlledFen: asked.controlledFen, bankAt: asked.bankAt, ...money };
  const placed: PlacedAnswer = { row, instruction: toInstruction(row), answer, actor, source: 'operator', receivedAt, moved: row.state !== asked.to };
  if (asked.to !== 'refused') placeHolds(transaction, [placed], await readCarriedOutStops(transaction.sql, [row]), tools.hold, tools.planning.ids);
  return placed;
}

function wordsOf(asked: AskedOverride): Pick<FactCatalogue['answer.overridden'], 'to' | 'reason' | 'source' | 'controlledFen' | 'bankAt' | 'refusal'> {
  const { to, reason, source } = asked;
  return asked.to === 'refused' ? { to, reason, source, controlledFen: null, bankAt: null, refusal: asked.refusal } : { to, reason, source, controlledFen: asked.controlledFen, bankAt: asked.bankAt, refusal: null };
}

/** Whoever holds a lease on it has lost it: what their question brings can only contradict now. What the institution said stays on the row as it was. */
function writeOverridden(transaction: LedgerTransaction, order: OverrideOrder, row: InstructionRow, life: InstructionLife): void {
  const { asked, actor, receivedAt, raw, tries } = order;
  const mark = { by: actor, byName: asked.byName, at: transaction.at.toISOString(), from: row.state, to: asked.to, reason: asked.reason, source: asked.source };
  transaction.write(transaction.sql.rows(
    `update instructions set state = $2, needs_human = $3, due_at = null, state_at = $4, sent_at = $5, received_at = $6, answered_at = $7, refusal = $8, silence_cause = null, controlled_fen = $9,
       lease_owner = null, lease_until = null, version = version + 1, overridden = $10::jsonb where id = $1`,
    [row.id, life.state, life.needsHuman, life.stateAt, life.sentAt, life.receivedAt, life.answeredAt, life.refusal, life.controlledFen, JSON.stringify(mark)]));
  transaction.write(insertBatch(transaction.sql, 'attempts', ATTEMPT_COLUMNS, [{
    id: randomUUID(), instruction_id: row.id, incident_id: row.incident_id, purpose: 'inbound', no: tries, started_at: receivedAt, ended_at: receivedAt, result: `overridden_${asked.to}`, cause: null,
    code: 'OVERRIDE', text: asked.reason, http_status: null, raw: Buffer.from(raw), worker: null,
  }]));
}
