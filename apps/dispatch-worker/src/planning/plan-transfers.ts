import { decideApproval, permitStop, sumFen, type AccountKind, type EscalationToRaise, type HoldPolicy, type StopPermit } from '#domain';
import { lockAccounts, type LedgerTransaction, type Sql } from '#ledger';
import { transferOf, type LeasedInstruction } from '../dispatch/instruction-row';
import { insertPlanned } from './insert-planned';
import { accountOf, lockUnsent } from './lock-unsent';
import { leasedOf, newInstruction, type PlannedRow } from './new-instruction';
import type { EnterGate, PlanningTools } from './planning-tools';
import { tellWithdrawn, type WithdrawnRow } from './tell-withdrawn';

/** A transfer that waits for a plan, with what stands on its account; true once the account's lock is held. */
export interface TransferToPlan {
  id: string; incident_id: string; institution_code: string; account_number: string; account_kind: AccountKind; holder_name: string | null;
  amount_fen: string; transferred_at: Date | null; traceparent: string | null; intents: number; /** It had an instruction before, which may have to be withdrawn. */ instructed: boolean; second_stop_allowed: boolean;
  covering: string | null; covering_incident: string | null; /** Another incident's, which a leader has not approved yet. */ cover_awaits: boolean; stops_used: number;
}

/** A plan that only a person can go on with: the account's last stop, or no stop left. */
export interface StoppedPlan { readonly incidentId: string; readonly transferId: string; readonly why: 'second_stop' | 'stop_limit' }

export interface Planned {
  readonly rows: PlannedRow[];
  /** Leased to this worker, to go out at once. */
  readonly leased: readonly LeasedInstruction[];
  readonly toHuman: readonly StoppedPlan[];
  /** Incidents whose transfers another stop speaks for now: their money must be accounted for anew. */
  readonly coveredIncidentIds: readonly string[];
}

export const NOTHING_PLANNED: Planned = { rows: [], leased: [], toHuman: [], coveredIncidentIds: [] };

/** A transfer that waits for a plan. */
export interface WaitingTransfer { readonly institution_code: string; readonly account_number: string; /** It had an instruction before, which may have to be withdrawn. */ readonly instructed: boolean }

/** The transfers of these incidents that wait for a plan. */
export function readWaiting(sql: Sql, incidentIds: readonly string[]): Promise<WaitingTransfer[]> {
  return sql.rows<WaitingTransfer>(
    `select t.institution_code, t.account_number, coalesce((select true from instructions i where i.transfer_id = t.id limit 1), false) as instructed
     from transfers t where t.incident_id = any($1::uuid[]) and t.needs_plan and t.institution_code is not null`, [incidentIds]);
}

/**
 * Station 3: every transfer that needs it becomes one stop instruction to the institution that holds the account, and is leased to
 * this worker in the same commit, so that it goes out without another round trip. The incidents must be locked by the transaction.
 * Transfers into one account share one stop, also across incidents and organs: a second one could use up the second and last stop,
 * which only a person may decide to spend.
 */
export async function planTransfers(transaction: LedgerTransaction, incidentIds: readonly string[], waiting: readonly WaitingTransfer[], tools: PlanningTools, enterGate: EnterGate): Promise<Planned> {
  if (waiting.length === 0) return NOTHING_PLANNED;
  if (waiting.some((transfer) => transfer.instructed)) {
    await lockUnsent(transaction, incidentIds, waiting);
    await withdrawSuperseded(transaction, incidentIds);
  }
  // Sent together and carried out in this order: the accounts are looked at when their locks are held.
  const [, transfers] = await Promise.all([lockAccounts(transaction.sql, waiting.map(accountOf)), readToPlan(transaction.sql, incidentIds, tools.hold)]);
  return planRead(transaction, transfers, tools, enterGate);
}

/** As `planTransfers`, where the accounts that may be planned are locked already: what was written a moment ago and what is read for its plan share one way. */
export async function planUnderLocks(transaction: LedgerTransaction, incidentIds: readonly string[], locked: readonly string[], tools: PlanningTools, enterGate: EnterGate): Promise<Planned> {
  const transfers = await readToPlan(transaction.sql, incidentIds, tools.hold);
  const isReady = transfers.every((transfer) => !transfer.instructed && locked.includes(accountOf(transfer)));
  return isReady ? planRead(transaction, transfers, tools, enterGate) : planTransfers(transaction, incidentIds, transfers, tools, enterGate);
}

/** The transfers of these incidents that wait for a plan, with what stands on their accounts: to be read under the locks of these. */
export function readToPlan(sql: Sql, incidentIds: readonly string[], hold: HoldPolicy): Promise<TransferToPlan[]> {
  return sql.rows<TransferToPlan>(
    `select t.id, t.incident_id, t.institution_code, t.account_number, t.account_kind, t.holder_name, t.amount_fen, t.transferred_at, t.traceparent, t.second_stop_allowed,
            given.intents, given.instructed,
            (select coalesce(sum(1 + case when $2 then h.extensions else 0 end), 0)::int from holds h where h.institution_code = t.institution_code and h.account_number = t.account_number and h.kind = 'stop' and h.state <> 'annulled') as stops_used,
            cover.id as covering, cover.incident_number as covering_incident, coalesce(cover.awaits and cover.incident_id <> t.incident_id, false) as cover_awaits
     from transfers t
     cross join lateral (select (count(*) filter (where kind = 'stop'))::int as intents, count(*) > 0 as instructed from instructions where transfer_id = t.id) given
     left join lateral (
       -- Planned without a moment to go out: a leader's word comes first.
       select i.id, i.incident_number, i.incident_id, i.state = 'planned' and i.due_at is null as awaits
       -- "offset 0": the account's own stops are found first; otherwise the order tempts the planner to walk through all of the institution's.
       from (select id, incident_number, incident_id, state, due_at, planned_at from instructions where institution_code = t.institution_code and account_number = t.account_number and kind = 'stop' offset 0) i
       left join holds h on h.instruction_id = i.id and h.state = 'in_force'
       where i.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered') or h.id is not null
       order by awaits, i.planned_at desc limit 1) cover on true
     where t.incident_id = any($1::uuid[]) and t.needs_plan and t.institution_code is not null order by t.id`, [incidentIds, hold.extensionSpendsStop]);
}

/** The second half of `planTransfers`: nothing is read any more. The accounts of these transfers must be locked by the transaction. */
export function planRead(transaction: LedgerTransaction, transfers: readonly TransferToPlan[], tools: PlanningTools, enterGate: EnterGate): Planned {
  if (transfers.length === 0) return NOTHING_PLANNED;
  const planned: PlannedRow[] = [];
  const plannedNow = new Map<string, PlannedRow>();
  const joined: { readonly transfer: TransferToPlan; readonly instructionId: string; readonly incidentNumber: string }[] = [];
  const toHuman: StoppedPlan[] = [];
  for (const transfer of transfers) {
    const account = accountOf(transfer);
    const permit = permitOf(transaction, transfer, transfers, plannedNow.get(account), tools);
    if (permit.kind === 'send') {
      const row = planOne(transaction, { ...transfer, amount_fen: askedFen(transfer, transfers) }, tools, enterGate);
      planned.push(row);
      plannedNow.set(account, row);
    } else if (permit.kind === 'join') joined.push({ transfer, instructionId: permit.instructionId, incidentNumber: plannedNow.get(account)?.incident_number ?? transfer.covering_incident ?? '' });
    else toHuman.push({ incidentId: transfer.incident_id, transferId: transfer.id, why: permit.kind === 'ask' ? 'second_stop' : 'stop_limit' });
  }
  insertPlanned(transaction, planned);
  writeCover(transaction, transfers, planned, joined);
  return { rows: planned, leased: leasedOf(planned), toHuman, coveredIncidentIds: joined.map(({ transfer }) => transfer.incident_id) };
}

/** A corrected transfer needs a new instruction; the old one, if it has not gone out, must not go to the wrong account any more. */
async function withdrawSuperseded(transaction: LedgerTransaction, incidentIds: readonly string[]): Promise<void> {
  const withdrawn = await transaction.sql.rows<WithdrawnRow>(
    `update instructions i set state = 'withdrawn', state_at = $2, due_at = null, needs_human = false, version = version + 1
     from transfers t where t.incident_id = any($1::uuid[]) and t.needs_plan and i.transfer_id = t.id and i.kind in ('stop', 'query_flow', 'query_holder', 'watch') and i.state in ('planned', 'undelivered') and i.lease_owner is null
     returning i.id, i.incident_id, i.transfer_id, i.institution_code, i.traceparent`, [incidentIds, transaction.at]);
  tellWithdrawn(transaction, withdrawn, 'corrected');
}

/** One message speaks for all payments of this victim into the account that are planned now: it must ask for their sum, or the bank may stop too little. */
function askedFen(transfer: TransferToPlan, transfers: readonly TransferToPlan[]): string {
  const together = transfers.filter((other) => other.incident_id === transfer.incident_id && other.institution_code === transfer.institution_code && other.account_number === transfer.account_number);
  return String(sumFen(together.map((other) => Number(other.amount_fen))));
}

function permitOf(transaction: LedgerTransaction, transfer: TransferToPlan, transfers: readonly TransferToPlan[], plannedNow: PlannedRow | undefined, tools: PlanningTools): StopPermit {
  const needsNoApproval = (): boolean => decideApproval({ organPath: transaction.head(transfer.incident_id).organPath, kind: 'stop', amountFen: Number(askedFen(transfer, transfers)) }, tools.approval) !== 'before';
  const awaits = plannedNow ? plannedNow.approval?.need === 'before' && plannedNow.incident_id !== transfer.incident_id : transfer.cover_awaits;
  const coverAwaitsApproval = awaits && needsNoApproval();
  return permitStop({ coveringInstructionId: plannedNow?.id ?? transfer.covering, coverAwaitsApproval, stopsUsed: transfer.stops_used, secondStopAllowed: transfer.second_stop_allowed }, tools.hold);
}

function writeCover(transaction: LedgerTransaction, transfers: readonly TransferToPlan[], planned: readonly PlannedRow[], joined: readonly { readonly transfer: TransferToPlan; readonly instructionId: string; readonly incidentNumber: string }[]): void {
  const cover = new Map<string, string>([...planned.map((row) => [transferOf(row), row.id] as const), ...joined.map(({ transfer, instructionId }) => [transfer.id, instructionId] as const)]);
  transaction.write(transaction.sql.rows(
    'update transfers set needs_plan = false, covered_by = batch.cover from unnest($1::uuid[], $2::uuid[]) as batch(id, cover) where transfers.id = batch.id',
    [transfers.map((transfer) => transfer.id), transfers.map((transfer) => cover.get(transfer.id) ?? null)]));
  for (const { transfer, instructionId, incidentNumber } of joined) {
    transaction.append({ incidentId: transfer.incident_id, type: 'transfer.covered', actor: 'worker', data: { transferId: transfer.id, instructionId, incidentNumber } }, transfer.traceparent);
  }
}

function planOne(transaction: LedgerTransaction, transfer: TransferToPlan, tools: PlanningTools, enterGate: EnterGate): PlannedRow {
  const head = transaction.head(transfer.incident_id);
  return newInstruction(transaction, {
    incidentId: transfer.incident_id, transferId: transfer.id, kind: 'stop', intentNo: transfer.intents + 1, institutionCode: transfer.institution_code, accountNumber: transfer.account_number,
    accountKind: transfer.account_kind, holderName: transfer.holder_name, amountFen: transfer.amount_fen, transferredAt: transfer.transferred_at,
    organCode: head.organCode, traceparent: transfer.traceparent, holdId: null, terms: null, askedBy: head.createdBy,
  }, tools, enterGate);
}

/** The account's last stop is a person's to spend. */
export function callFor(plan: StoppedPlan): EscalationToRaise & { readonly incidentId: string } {
  return { incidentId: plan.incidentId, reason: plan.why, fromLevel: null, toLevel: 'county', instructionId: null };
}

/** What another victim's stop left over does not cover this loss; the account may hold more than the institution said, and only a person can ask. */
export function callUnsecured(incidentId: string): EscalationToRaise & { readonly incidentId: string } {
  return { incidentId, reason: 'unsecured', fromLevel: null, toLevel: 'county', instructionId: null };
}
