import { canProtect, protectedUntil, ruleOn, type AccountKind, type ConsentMeans, type InstructionState, type ProtectionState, type ProtectionTerms } from '#domain';
import type { LedgerTransaction } from '#ledger';
import type { LeasedInstruction } from '../dispatch/instruction-row';
import { insertPlanned } from './insert-planned';
import { leasedOf, newInstruction, type NewInstruction, type PlannedRow } from './new-instruction';
import type { PlannedMeasures } from './plan-measures';
import type { EnterGate, PlanningTools } from './planning-tools';

interface CardRow {
  id: string; incident_id: string; institution_code: string; account_number: string; account_kind: AccountKind; holder_name: string; consent_by: string; consent_means: ConsentMeans; consented_at: Date;
  reason: string; requested_by: string; organ_code: string; traceparent: string | null;
}
interface ReleaseRow extends CardRow {
  release_id: string; instruction_id: string | null; instruction_state: InstructionState | null; leased: boolean; hold_id: string | null; hold_state: ProtectionState | null;
}

const CARD = 's.incident_id, s.institution_code, s.account_number, s.account_kind, s.holder_name, s.consent_by, s.consent_means, s.consented_at, s.organ_code';
const NOTHING: PlannedMeasures = { leased: [], incidentIds: [] };

/**
 * Protective stops of victims' own cards that people asked for, and their ends, become instructions of kinds of their own. No account is
 * locked and none is looked at: what stands on it as a suspect's account, in this or another incident, neither permits nor hinders them.
 */
export async function planProtections(transaction: LedgerTransaction, incidentIds: readonly string[], tools: PlanningTools, enterGate: EnterGate): Promise<PlannedMeasures> {
  const [stops, releases] = await Promise.all([
    transaction.sql.rows<CardRow>(
      `select s.id, ${CARD}, s.reason, s.requested_by, s.traceparent from protective_stops s where s.incident_id = any($1::uuid[]) and s.needs_plan order by s.id`, [incidentIds]),
    transaction.sql.rows<ReleaseRow>(
      `select s.id, ${CARD}, r.id as release_id, r.reason, r.requested_by, r.traceparent, s.instruction_id, n.state as instruction_state, n.lease_owner is not null as leased, h.id as hold_id, h.state as hold_state
       from protective_releases r join protective_stops s on s.id = r.protective_stop_id left join instructions n on n.id = s.instruction_id left join holds h on h.protective_stop_id = s.id
       where r.incident_id = any($1::uuid[]) and r.needs_plan order by r.id`, [incidentIds]),
  ]);
  if (stops.length === 0 && releases.length === 0) return NOTHING;
  return { leased: [...planStops(transaction, stops, tools, enterGate), ...planReleases(transaction, releases, tools, enterGate)], incidentIds: [...stops, ...releases].map((row) => row.incident_id) };
}

function planStops(transaction: LedgerTransaction, stops: readonly CardRow[], tools: PlanningTools, enterGate: EnterGate): LeasedInstruction[] {
  if (stops.length === 0) return [];
  const until = protectedUntil({ bankAt: transaction.at.toISOString() }, tools.hold);
  const planned = stops.map((stop) => planOne(transaction, about(stop, 'protect', { ...termsOf(stop), until, originalInstructionId: null }, null), tools, enterGate));
  writePlanned(transaction, planned);
  transaction.write(transaction.sql.rows(
    'update protective_stops set needs_plan = false, instruction_id = batch.instruction_id from unnest($1::uuid[], $2::uuid[]) as batch(id, instruction_id) where protective_stops.id = batch.id',
    [stops.map((stop) => stop.id), planned.map((row) => row.id)]));
  return leasedOf(planned);
}

/** Where the institution cannot be told over the wire, certainly nothing was delivered, and a human is called at once to ask it by telephone. */
function planOne(transaction: LedgerTransaction, plan: NewInstruction, tools: PlanningTools, enterGate: EnterGate): PlannedRow {
  if (canProtect(tools.findInstitution(plan.institutionCode)?.capabilities ?? [])) return newInstruction(transaction, plan, tools, enterGate);
  const row = newInstruction(transaction, plan, tools, () => false);
  ruleOn(row.state, 'delivery_given_up');
  Object.assign(row, { state: 'undelivered', due_at: null, needs_human: true } satisfies Partial<PlannedRow>);
  transaction.append({
    incidentId: row.incident_id, type: 'instruction.undelivered', actor: 'worker',
    data: { instructionId: row.id, transferId: null, institutionCode: row.institution_code, state: 'undelivered', cause: 'not_supported' },
  }, row.traceparent);
  return row;
}

function writePlanned(transaction: LedgerTransaction, planned: readonly PlannedRow[]): void {
  insertPlanned(transaction, planned);
  const byHand = planned.filter((row) => row.state === 'undelivered').map((row) => row.id);
  if (byHand.length > 0) transaction.write(transaction.sql.rows('update instructions set needs_human = true where id = any($1::uuid[])', [byHand]));
}

function planReleases(transaction: LedgerTransaction, releases: readonly ReleaseRow[], tools: PlanningTools, enterGate: EnterGate): LeasedInstruction[] {
  const planned = new Map<string, PlannedRow>();
  // Nothing had reached the institution when the victim asked, but its word is owed now: the wish is kept until it is there.
  const settled = releases.filter((release) => !release.leased && release.instruction_state !== 'waiting' && release.instruction_state !== 'uncertain');
  for (const release of settled) {
    if (release.hold_id !== null && release.hold_state === 'in_force' && release.instruction_id !== null) {
      planned.set(release.release_id, planOne(transaction, about(release, 'unprotect', { ...termsOf(release), until: null, originalInstructionId: release.instruction_id }, release.hold_id), tools, enterGate));
    } else if (release.instruction_state === 'undelivered' || release.instruction_state === 'planned') withdraw(transaction, release);
  }
  writePlanned(transaction, [...planned.values()]);
  if (settled.length > 0) {
    transaction.write(transaction.sql.rows(
      'update protective_releases set needs_plan = false, instruction_id = batch.instruction_id from unnest($1::uuid[], $2::uuid[]) as batch(id, instruction_id) where protective_releases.id = batch.id',
      [settled.map((release) => release.release_id), settled.map((release) => planned.get(release.release_id)?.id ?? null)]));
  }
  return leasedOf([...planned.values()]);
}

function withdraw(transaction: LedgerTransaction, release: ReleaseRow): void {
  if (release.instruction_id === null || release.instruction_state === null) return;
  ruleOn(release.instruction_state, 'withdrawn');
  transaction.write(transaction.sql.rows("update instructions set state = 'withdrawn', state_at = $2, due_at = null, needs_human = false, version = version + 1 where id = $1", [release.instruction_id, transaction.at]));
  transaction.append({
    incidentId: release.incident_id, type: 'instruction.withdrawn', actor: 'worker',
    data: { instructionId: release.instruction_id, transferId: null, institutionCode: release.institution_code, state: 'withdrawn', reason: 'protection_not_wanted' },
  }, release.traceparent);
}

function termsOf(card: CardRow): Pick<ProtectionTerms, 'consent' | 'reason'> {
  return { consent: { by: card.consent_by, means: card.consent_means, at: card.consented_at.toISOString() }, reason: card.reason };
}

function about(card: CardRow, kind: 'protect' | 'unprotect', terms: ProtectionTerms, holdId: string | null): NewInstruction {
  return {
    incidentId: card.incident_id, transferId: null, kind, intentNo: 1, institutionCode: card.institution_code, accountNumber: card.account_number, accountKind: card.account_kind,
    holderName: card.holder_name, amountFen: '0', transferredAt: null, organCode: card.organ_code, traceparent: card.traceparent, holdId, terms, askedBy: card.requested_by,
  };
}
