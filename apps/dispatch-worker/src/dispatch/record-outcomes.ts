import { randomUUID } from 'node:crypto';
import { accountKey, answerAsKind, applyResult, ENDED_STATES, isQueryKind, mayBringNews, type AttemptEnd, type AttemptResult, type Evidence, type InstructionKind, type InstructionLife, type OnwardTransfer, type TransferSource } from '#domain';
import { crashPoint } from '#fact-stream';
import { applyAccounts, ATTEMPT_COLUMNS, insertBatch, lockAccounts, readAccounts, takingIn, type LedgerTransaction, type Sql } from '#ledger';
import { holdingPlaces } from '../institutions/institution-gate';
import { releaseCovers } from '../planning/covers';
import { callFor, NOTHING_PLANNED, planUnderLocks } from '../planning/plan-transfers';
import { readWatched } from '../watch/read-watched';
import { applyWatch, type DemandedCall } from '../watch/watch-incidents';
import { addOnward, readAncestry, withInstitution, type AncestryRow } from './add-onward';
import { applyMeasures } from './apply-measures';
import { applyProtections } from './apply-protections';
import { factsOfOutcome } from './facts-of-outcome';
import { followUp } from './follow-up';
import { INSTRUCTION_ROW_COLUMNS, toInstruction, toLife, type InstructionRow, type LeasedInstruction } from './instruction-row';
import { noteHolders } from './note-findings';
import { mayPlaceHold, placeHolds, readCarriedOutStops, type CarriedOutStops, type PlacedAnswer } from './place-holds';
import type { RecordingTools } from './recording-tools';

/** One thing to record: the end of an attempt of ours, or an answer that came by itself. */
export interface Outcome {
  readonly instructionId: string;
  readonly incidentId: string;
  /** The account that the instruction is about; it never changes, so it is locked in the moment in which its row is read. */
  readonly institutionCode: string;
  readonly accountNumber: string;
  readonly purpose: AttemptEnd['purpose'];
  /** The version under which we asked; null for an inbound answer, which no lease guards. */
  readonly fence: number | null;
  readonly attemptNo: number;
  readonly result: AttemptResult;
  readonly evidence: Evidence;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** `worker`, `institution:<code>` or the login of the person who wrote the answer down. */
  readonly actor: string;
  readonly source: TransferSource;
  /** The inbound answer that this settles, or null. */
  readonly inboundAnswerId: string | null;
}

/** How the recording of one outcome went: `late` when the lease was lost meanwhile and the outcome was not an answer. */
export type Recorded = 'recorded' | 'late';

export interface RecordedBatch {
  readonly recorded: Recorded[];
  /** Onward instructions, to go out at once. */
  readonly leased: LeasedInstruction[];
  /** The first moment at which one of these instructions is due again; null when none is. */
  readonly nextDueAt: Date | null;
}

interface Moved { readonly row: InstructionRow; life: InstructionLife; code: string | null; text: string | null; leaseEnds: boolean; changed: boolean }

/** How often other accounts of the incidents may turn up that must be locked too. */
const LOOKS_MAX = 5;

/**
 * Station 4, the end: state, attempt, holds, money and facts of many outcomes in one commit; onward transfers are planned and leased in the
 * same commit, so the chase needs no further round trip. An explicit answer counts whenever it comes; silence, non-delivery and
 * "never received" count only under the lease they happened in, because meanwhile somebody else may know more.
 */
export async function recordOutcomes(outcomes: readonly Outcome[], tools: RecordingTools): Promise<RecordedBatch> {
  let accounts: readonly string[] = accountsConcerned(outcomes, tools);
  for (let look = 0; look < LOOKS_MAX; look++) {
    const recorded = await recordLocking(outcomes, accounts, tools);
    if (!('beyond' in recorded)) return recorded;
    accounts = [...accounts, ...recorded.beyond];
  }
  throw new Error(`the accounts concerned by ${outcomes.length} outcomes grew ${LOOKS_MAX} times`);
}

/**
 * Records under the locks of these accounts, which nearly always are all: they are known before anything is read, so locks and reads share one
 * way. Where the incidents have more accounts to plan, nothing is done and these are named: a lock taken later would break the one order.
 */
async function recordLocking(outcomes: readonly Outcome[], accounts: readonly string[], tools: RecordingTools): Promise<RecordedBatch | { readonly beyond: string[] }> {
  const incidentIds = [...new Set(outcomes.map((outcome) => outcome.incidentId))];
  const { result } = await holdingPlaces(tools.gates, (enter) => tools.ledger.commitReading(incidentIds, (sql) => readRecorded(sql, outcomes, accounts, incidentIds), async (transaction, { rows, toPlan, carriedOut, transfers }) => {
    const beyond = toPlan.filter((account) => !accounts.includes(account));
    if (beyond.length > 0) return { beyond };
    const moved = new Map<string, Moved>(rows.map((row) => [row.id, { row, life: toLife(row), code: row.answer_code, text: row.answer_text, leaseEnds: false, changed: false }]));
    const answered: PlacedAnswer[] = [];
    const calls: DemandedCall[] = [];
    const recorded = outcomes.map((outcome) => applyOne(transaction, outcome, moved, answered, calls, tools));
    writeMoved(transaction, [...moved.values()].filter((one) => one.changed));
    // Every worker notices a lost one; what another has recorded before us is no attempt of its own.
    writeAttempts(transaction, outcomes.filter((outcome, i) => !(recorded[i] === 'late' && isTakeOver(outcome))), tools);
    placeHolds(transaction, answered, carriedOut, tools.hold, tools.planning.ids);
    calls.push(...await applyMeasures(transaction, answered, tools.hold, tools.planning.ids));
    calls.push(...await applyProtections(transaction, answered, tools.hold, tools.planning.ids));
    noteHolders(transaction, answered);
    const onward = await addOnward(transaction, answered, transfers, tools);
    const released = answered.some(({ answer }) => answer.kind === 'refused') ? await releaseCovers(transaction.sql, incidentIds) : 0;
    const { leased: planned, toHuman } = onward.added + released > 0 ? await planUnderLocks(transaction, incidentIds, accounts, tools.planning, enter) : NOTHING_PLANNED;
    const leased = [...planned, ...await followUp(transaction, answered, tools, enter)];
    calls.push(...onward.calls, ...toHuman.map(callFor));
    const inbound = outcomes.map((outcome) => outcome.inboundAnswerId).filter((id) => id !== null);
    if (inbound.length > 0) transaction.write(transaction.sql.rows("update inbound_answers set state = 'done' where id = any($1::uuid[])", [inbound]));
    const [money, watched] = await Promise.all([readAccounts(transaction.sql, incidentIds, takingIn(transaction, incidentIds)), readWatched(transaction.sql, incidentIds)]);
    applyAccounts(transaction, money, 'worker');
    applyWatch(transaction, watched, tools.watch, calls);
    crashPoint('before_commit');
    return { recorded, leased, nextDueAt: earliest([...moved.values()].map((one) => one.life.dueAt)) };
  }));
  return result;
}

function earliest(moments: readonly (Date | null)[]): Date | null {
  return moments.reduce((first, moment) => (moment !== null && (first === null || moment < first) ? moment : first), null);
}

/** What recording starts from: the instructions, the accounts that it may plan besides, and the stops that are counted, once the accounts' locks are held. */
async function readRecorded(sql: Sql, outcomes: readonly Outcome[], accounts: readonly string[], incidentIds: readonly string[]): Promise<{ readonly rows: InstructionRow[]; readonly toPlan: string[]; readonly carriedOut: CarriedOutStops[]; readonly transfers: AncestryRow[] }> {
  // Sent together and carried out in this order.
  const [, rows, toPlan, carriedOut, transfers] = await Promise.all([
    lockAccounts(sql, accounts),
    sql.rows<InstructionRow>(`select ${INSTRUCTION_ROW_COLUMNS} from instructions where id = any($1::uuid[])`, [outcomes.map((outcome) => outcome.instructionId)]),
    accountsToPlan(sql, incidentIds),
    readCarriedOutStops(sql, outcomes.filter(({ result }) => result.kind === 'answered' && mayPlaceHold(result.answer)).map((outcome) => ({ institution_code: outcome.institutionCode, account_number: outcome.accountNumber }))),
    // Most answers bring no onward money, and then nobody needs to know where it would belong.
    onwardOf(outcomes).length > 0 ? readAncestry(sql, incidentIds) : [],
  ]);
  return { rows, toPlan, carriedOut, transfers };
}

function applyOne(transaction: LedgerTransaction, outcome: Outcome, moved: Map<string, Moved>, answered: PlacedAnswer[], calls: DemandedCall[], tools: RecordingTools): Recorded {
  const one = moved.get(outcome.instructionId);
  if (!one) throw new Error(`instruction ${outcome.instructionId} is not in incident ${outcome.incidentId}`);
  const underLease = outcome.fence !== null && outcome.fence === one.row.version && !one.leaseEnds;
  noteUnknownCode(transaction, outcome, one, calls);
  if (!underLease && !lastsWithoutLease(outcome.result)) return 'late';
  const before = one.life.state;
  const instruction = toInstruction(one.row);
  const result = ofKind(outcome.result, instruction.kind);
  const applied = applyResult(one.life, { purpose: outcome.purpose, result, startedAt: outcome.startedAt, endedAt: outcome.endedAt }, tools.delivery, tools.random());
  // A query that is refused leaves the desk as wise as before: it is shown, and nothing that only a person could put right.
  one.life = isQueryKind(instruction.kind) && applied.life.state === 'refused' && !applied.contradicts ? { ...applied.life, needsHuman: false } : applied.life;
  one.changed = true;
  // While another attempt of ours is under way its lease stays; when the state has left "sending" there is nothing to hold any more.
  one.leaseEnds = one.leaseEnds || underLease || (applied.moved && outcome.result.kind === 'answered');
  if ((!applied.repeated || mayBringNews(instruction.kind)) && result.kind === 'answered' && !(applied.contradicts && !applied.moved)) {
    one.code = outcome.evidence.code ?? one.code;
    one.text = outcome.evidence.text ?? one.text;
    answered.push({ row: one.row, instruction, answer: result.answer, actor: outcome.actor, source: outcome.source, receivedAt: outcome.endedAt, moved: applied.moved });
  }
  // The code of an answer that settles nothing is shown too, until one does.
  if (result.kind === 'silent' && outcome.evidence.code !== null && !ENDED_STATES.has(one.life.state)) [one.code, one.text] = [outcome.evidence.code, outcome.evidence.text];
  for (const fact of factsOfOutcome(instruction, applied, before, result, outcome.evidence, outcome.actor)) transaction.append(fact, one.row.traceparent);
  // A call of its own: the one about the contradiction that led to the correction may be over.
  if (applied.contradicts) calls.push({ incidentId: outcome.incidentId, reason: one.life.overridden ? 'override_contradicted' : 'contradiction', fromLevel: null, toLevel: 'county', instructionId: outcome.instructionId });
  // Only people can bring the right and the bank's view of it together; the original organ, whose incident it is, hears of it.
  if (applied.moved && applied.life.refusal === 'not_original_organ') calls.push({ incidentId: outcome.incidentId, reason: 'original_organ', fromLevel: null, toLevel: 'county', instructionId: outcome.instructionId });
  return 'recorded';
}

/**
 * A code that is not in the protocol's table says nothing, and no later question will make us understand it: a person must ask, now. Told once
 * per code, while the instruction is open; it settles nothing, whether or not a lease is held.
 */
function noteUnknownCode(transaction: LedgerTransaction, { result, evidence, incidentId, instructionId }: Outcome, one: Moved, calls: DemandedCall[]): void {
  if (result.kind !== 'silent' || result.cause !== 'unknown_code' || ENDED_STATES.has(one.life.state)) return;
  calls.push({ incidentId, reason: 'uncertain', fromLevel: null, toLevel: 'county', instructionId });
  one.life = { ...one.life, silenceCause: 'unknown_code' };
  one.changed = true;
  if (one.code === evidence.code) return;
  one.code = evidence.code;
  one.text = evidence.text;
  const { transfer_id: transferId, institution_code: institutionCode, traceparent } = one.row;
  transaction.append({ incidentId, type: 'answer.code_unknown', actor: `institution:${institutionCode}`, data: { instructionId, transferId, institutionCode, state: one.life.state, code: evidence.code, text: evidence.text } }, traceparent);
}

function ofKind(result: AttemptResult, kind: InstructionKind): AttemptResult {
  return result.kind === 'answered' ? { kind: 'answered', answer: answerAsKind(kind, result.answer) } : result;
}

/** The accounts whose stops are counted or planned here: those asked about and those that money moved on to. */
function accountsConcerned(outcomes: readonly Outcome[], tools: RecordingTools): string[] {
  const asked = outcomes.map((outcome) => accountKey({ institutionCode: outcome.institutionCode, number: outcome.accountNumber }));
  return [...new Set([...asked, ...onwardOf(outcomes).map((next) => accountKey(withInstitution(next, tools).account))])];
}

function onwardOf(outcomes: readonly Outcome[]): OnwardTransfer[] {
  return outcomes.flatMap(({ result }) => (result.kind === 'answered' && 'onward' in result.answer ? result.answer.onward : []));
}

/** The accounts that this commit may plan besides: waiting for a plan, or set free by a refusal. Locked with the others, because locks taken later would break the one order. */
export async function accountsToPlan(sql: Sql, incidentIds: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ institution_code: string; account_number: string }>(
    `select distinct t.institution_code, t.account_number from transfers t left join instructions i on i.id = t.covered_by
     where t.incident_id = any($1::uuid[]) and t.institution_code is not null and (t.needs_plan or i.transfer_id <> t.id)`, [incidentIds]);
  return rows.map((row) => accountKey({ institutionCode: row.institution_code, number: row.account_number }));
}

function isTakeOver({ result, evidence }: Outcome): boolean {
  return result.kind === 'silent' && result.cause === 'worker_lost' && evidence.raw === null;
}

/** "Never received" is true of the moment in which it was said: once the message is out again, it says nothing any more. */
function lastsWithoutLease(result: AttemptResult): boolean {
  return result.kind === 'answered' && result.answer.kind !== 'never_received';
}

function writeMoved(transaction: LedgerTransaction, moved: readonly Moved[]): void {
  if (moved.length === 0) return;
  const columns: readonly (readonly [string, string, (one: Moved) => unknown])[] = [
    ['id', 'uuid', (m) => m.row.id], ['state', 'text', (m) => m.life.state], ['needs_human', 'boolean', (m) => m.life.needsHuman], ['due_at', 'timestamptz', (m) => m.life.dueAt],
    ['query_count', 'int', (m) => m.life.queryCount], ['state_at', 'timestamptz', (m) => m.life.stateAt], ['sent_at', 'timestamptz', (m) => m.life.sentAt],
    ['received_at', 'timestamptz', (m) => m.life.receivedAt], ['answered_at', 'timestamptz', (m) => m.life.answeredAt], ['refusal', 'text', (m) => m.life.refusal],
    ['silence_cause', 'text', (m) => m.life.silenceCause], ['controlled_fen', 'bigint', (m) => m.life.controlledFen], ['answer_code', 'text', (m) => m.code], ['answer_text', 'text', (m) => m.text],
    ['lease_owner', 'int', (m) => (m.leaseEnds ? null : m.row.lease_owner)], ['lease_until', 'timestamptz', (m) => (m.leaseEnds ? null : m.row.lease_until)],
  ];
  const assignments = columns.filter(([name]) => name !== 'id').map(([name]) => `${name} = batch.${name}`).join(', ');
  transaction.write(transaction.sql.rows(
    // A lease that stays keeps its version: the attempt under way must still be able to record its end.
    `update instructions set ${assignments}, version = instructions.version + case when batch.lease_owner is null then 1 else 0 end
     from unnest(${columns.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ')}) as batch(${columns.map(([name]) => name).join(', ')}) where instructions.id = batch.id`,
    columns.map(([, , value]) => moved.map(value))));
}

function writeAttempts(transaction: LedgerTransaction, outcomes: readonly Outcome[], tools: RecordingTools): void {
  transaction.write(insertBatch(transaction.sql, 'attempts', ATTEMPT_COLUMNS, outcomes.map((outcome) => ({
    id: randomUUID(), instruction_id: outcome.instructionId, incident_id: outcome.incidentId, purpose: outcome.purpose, no: outcome.attemptNo, started_at: outcome.startedAt, ended_at: outcome.endedAt,
    result: outcome.result.kind === 'answered' ? outcome.result.answer.kind : outcome.result.kind, cause: outcome.result.kind === 'answered' ? null : outcome.result.cause,
    code: outcome.evidence.code, text: outcome.evidence.text, http_status: outcome.evidence.httpStatus, raw: outcome.evidence.raw === null ? null : Buffer.from(outcome.evidence.raw), worker: tools.planning.workerNumber(),
  }))));
}
