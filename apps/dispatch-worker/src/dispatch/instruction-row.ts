import type { SealedDocument } from '#electronic-seal';
import { isProtectionKind } from '#domain';
import type { AccountKind, Instruction, InstructionKind, InstructionLife, InstructionState, MeasureTerms, ProtectionTerms, RefusalReason, SilenceCause } from '#domain';

/** A row of the table `instructions`; bigint columns arrive as text. */
export interface InstructionRow {
  id: string; incident_id: string; incident_number: string; transfer_id: string | null; kind: InstructionKind; institution_code: string;
  account_number: string; account_kind: AccountKind; holder_name: string | null; amount_fen: string; transferred_at: Date | null; organ_code: string;
  state: InstructionState; version: number; needs_human: boolean; due_at: Date | null; lease_owner: number | null; lease_until: Date | null;
  send_count: number; query_count: number; planned_at: Date; state_at: Date; sent_at: Date | null; received_at: Date | null; answered_at: Date | null;
  refusal: RefusalReason | null; silence_cause: SilenceCause | null; controlled_fen: string | null; answer_code: string | null; answer_text: string | null; traceparent: string | null;
  /** The hold that a measure or the end of a protective stop is about, and the terms; null for stops. */
  hold_id: string | null; params: MeasureTerms | ProtectionTerms | null;
  /** A person's word stands in the place of the institution's. */
  overridden: object | null;
}

/** The columns of an `InstructionRow`, listed so that a prepared statement outlives a migration that adds one. */
export const INSTRUCTION_ROW_COLUMNS = ['id', 'incident_id', 'incident_number', 'transfer_id', 'kind', 'institution_code', 'account_number', 'account_kind', 'holder_name', 'amount_fen', 'transferred_at',
  'organ_code', 'state', 'version', 'needs_human', 'due_at', 'lease_owner', 'lease_until', 'send_count', 'query_count', 'planned_at', 'state_at', 'sent_at', 'received_at', 'answered_at', 'refusal',
  'silence_cause', 'controlled_fen', 'answer_code', 'answer_text', 'traceparent', 'hold_id', 'params', 'overridden'].map((name) => `instructions.${name}`).join(', ');

/** What a worker holds under a lease: the message, the version that fences it, and how often it was tried. */
export interface LeasedInstruction {
  readonly instruction: Instruction;
  readonly version: number;
  readonly purpose: 'send' | 'query';
  /** 1 for the first message of this purpose. */
  readonly attemptNo: number;
  readonly traceparent: string | null;
  /** The sealed document that a sending carries; null or absent: it has none. */
  readonly seal?: SealedDocument | null;
}

/** The transfer that an instruction about stolen money is for. Throws for one about a victim's own card: it must not be mixed with those. */
export function transferOf({ id, transfer_id }: Pick<InstructionRow, 'id' | 'transfer_id'>): string {
  if (transfer_id === null) throw new Error(`instruction ${id} is about no transfer`);
  return transfer_id;
}

export function toInstruction(row: InstructionRow): Instruction {
  return {
    id: row.id, incidentId: row.incident_id, incidentNumber: row.incident_number, transferId: row.transfer_id, kind: row.kind, institutionCode: row.institution_code,
    accountNumber: row.account_number, accountKind: row.account_kind, holderName: row.holder_name, amountFen: Number(row.amount_fen),
    transferredAt: row.transferred_at?.toISOString() ?? null, organCode: row.organ_code, ...termsOf(row),
  };
}

function termsOf({ kind, params }: InstructionRow): Pick<Instruction, 'measure' | 'protection'> {
  return isProtectionKind(kind) ? { protection: params as ProtectionTerms | null } : { measure: params as MeasureTerms | null };
}

export function toLife(row: InstructionRow): InstructionLife {
  return {
    state: row.state, needsHuman: row.needs_human, dueAt: row.due_at, sendCount: row.send_count, queryCount: row.query_count, plannedAt: row.planned_at, stateAt: row.state_at,
    sentAt: row.sent_at, receivedAt: row.received_at, answeredAt: row.answered_at, refusal: row.refusal, silenceCause: row.silence_cause,
    controlledFen: row.controlled_fen === null ? null : Number(row.controlled_fen), overridden: row.overridden !== null,
  };
}
