import { Injectable } from '@nestjs/common';
import type { InstructionKind, InstructionState } from '#domain';
import { Ledger } from '#ledger';
import { iso, isoOrNull } from '../board/incident-summary';

export interface BankDeskItem {
  readonly instructionId: string; readonly incidentId: string; readonly incidentNumber: string; readonly kind: InstructionKind; readonly accountNumber: string; readonly holderName: string | null;
  readonly amountFen: number; readonly transferredAt: string | null; readonly state: InstructionState; readonly plannedAt: string; readonly organName: string;
}
interface Row {
  id: string; incident_id: string; incident_number: string; kind: InstructionKind; account_number: string; holder_name: string | null; amount_fen: string; transferred_at: Date | null;
  state: InstructionState; planned_at: Date; organ_name: string;
}

const ITEMS_MAX = 200;
/** What the institution has received and not answered, or only put into its queue, and what it has. What never reached it is not its business yet. */
const STATES: Readonly<Record<'open' | 'ended', readonly InstructionState[]>> = { open: ['waiting', 'uncertain', 'undelivered', 'sending', 'queued'], ended: ['done', 'partly_done', 'refused'] };

/** The work of one institution's clerks. */
@Injectable()
export class ListBankDesk {
  constructor(private readonly ledger: Ledger) {}

  async run(institutionCode: string, which: 'open' | 'ended'): Promise<readonly BankDeskItem[]> {
    const rows = await this.ledger.sql.rows<Row>(
      `select i.id, i.incident_id, i.incident_number, i.kind, i.account_number, i.holder_name, i.amount_fen, i.transferred_at, i.state, i.planned_at, o.name as organ_name
       from instructions i join organs o on o.code = i.organ_code where i.institution_code = $1 and i.state = any($2::text[]) order by i.planned_at desc limit $3`,
      [institutionCode, STATES[which], ITEMS_MAX]);
    return rows.map((row) => ({
      instructionId: row.id, incidentId: row.incident_id, incidentNumber: row.incident_number, kind: row.kind, accountNumber: row.account_number, holderName: row.holder_name,
      amountFen: Number(row.amount_fen), transferredAt: isoOrNull(row.transferred_at), state: row.state, plannedAt: iso(row.planned_at), organName: row.organ_name,
    }));
  }
}
