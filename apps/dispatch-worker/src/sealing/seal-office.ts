import type { Instruction, SealNeed, TwoOfficers } from '#domain';
import { insertBatch, type IncidentHead, type LedgerTransaction } from '#ledger';
import { prepareSealing, sealDocument, type SealedDocument, type SealKey } from '#electronic-seal';
import { toInstruction, type InstructionRow, type LeasedInstruction } from '../dispatch/instruction-row';
import { instructionDocument, type ApprovalGiven } from './instruction-document';
import type { OfficerDirectory } from './officer-directory';

interface KeptRow { id: string; document: Buffer | null; key_id: string | null; signature: string | null; decided_name: string | null; decided_at: Date | null }
/** An instruction with its officers and its seal, ready to go out. `fresh`: the seal was made now and must be stored in this commit. */
export interface Prepared { readonly instruction: Instruction; readonly seal: SealedDocument | null; readonly fresh: boolean }

/**
 * Where instructions get their officers and the seal of their organ. A seal is made once, in the commit that leases the instruction for
 * its first sending, and stored with it: no byte goes out before, and every later message carries the same bytes.
 */
export class SealOffice {
  constructor(private readonly keys: ReadonlyMap<string, SealKey>, private readonly officers: OfficerDirectory, readonly need: SealNeed) {
    if (keys.size > 0) prepareSealing();
  }

  /** For a new instruction, which cannot have a seal yet. No database is asked. */
  prepare(row: InstructionRow, head: IncidentHead, approval: ApprovalGiven | null, at: Date): Prepared {
    const officers = this.officers.officersOf({ createdBy: head.createdBy, organCode: row.organ_code, secondOfficerCode: head.details.secondOfficerCode });
    const instruction = { ...toInstruction(row), officers };
    const key = this.keys.get(row.organ_code);
    return key ? { instruction, seal: sealDocument(instructionDocument(instruction, approval, at), key), fresh: true } : { instruction, seal: null, fresh: false };
  }

  /** For instructions that are claimed for sending: the seal that is stored, or a new one for those without, stored in this transaction. */
  async prepareClaimed(transaction: LedgerTransaction, rows: readonly InstructionRow[]): Promise<ReadonlyMap<string, Prepared>> {
    if (rows.length === 0) return new Map();
    const kept = await transaction.sql.rows<KeptRow>(
      `select one.id, s.document, s.key_id, s.signature, a.decided_name, a.decided_at from unnest($1::uuid[]) as one(id)
       left join instruction_seals s on s.instruction_id = one.id left join instruction_approvals a on a.instruction_id = one.id and a.state = 'approved'`, [rows.map((row) => row.id)]);
    const prepared = new Map(rows.map((row) => [row.id, this.claimed(row, transaction, kept.find((one) => one.id === row.id))]));
    storeSeals(transaction, [...prepared.values()]);
    return prepared;
  }

  private claimed(row: InstructionRow, transaction: LedgerTransaction, kept: KeptRow | undefined): Prepared {
    if (kept?.document && kept.key_id !== null && kept.signature !== null) {
      // What the document names is what goes out, even if other officers are on duty by now.
      const { handler, secondOfficer } = JSON.parse(kept.document.toString('utf8')) as TwoOfficers;
      return { instruction: { ...toInstruction(row), officers: { handler, secondOfficer } }, seal: { document: kept.document, keyId: kept.key_id, signature: kept.signature }, fresh: false };
    }
    const approval = kept?.decided_at && kept.decided_name !== null ? { approverName: kept.decided_name, approvedAt: kept.decided_at.toISOString() } : null;
    return this.prepare(row, transaction.head(row.incident_id), approval, transaction.at);
  }
}

/** Stores the seals that were made in this transaction; nothing is asked of the database where there are none. */
export function storeSeals(transaction: LedgerTransaction, prepared: readonly Prepared[]): void {
  const rows = prepared.flatMap(({ instruction, seal, fresh }) => (seal && fresh
    ? [{ instruction_id: instruction.id, organ_code: instruction.organCode, key_id: seal.keyId, document: Buffer.from(seal.document), signature: seal.signature, sealed_at: transaction.at }] : []));
  if (rows.length > 0) transaction.write(insertBatch(transaction.sql, 'instruction_seals', { instruction_id: 'uuid', organ_code: 'text', key_id: 'text', document: 'bytea', signature: 'text', sealed_at: 'timestamptz' }, rows));
}

/** What is leased for its first sending. */
export function firstSending({ instruction, seal }: Prepared, version: number, traceparent: string | null): LeasedInstruction {
  return { instruction, version, purpose: 'send', attemptNo: 1, traceparent, seal };
}
