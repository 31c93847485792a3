import { Injectable } from '@nestjs/common';
import type { InstructionKind } from '#domain';
import { Ledger } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { iso } from '../board/incident-summary';

/** An instruction that waits for this person's word. */
export interface ApprovalItem {
  readonly instructionId: string; readonly incidentId: string; readonly incidentNumber: string; readonly organName: string; readonly kind: InstructionKind; readonly need: 'before' | 'after';
  readonly institutionCode: string; readonly institutionName: string; readonly accountNumber: string; readonly holderName: string | null; readonly amountFen: number;
  readonly askedBy: string; readonly askedAt: string; readonly dueAt: string;
}
interface Row {
  id: string; incident_id: string; incident_number: string; organ_name: string; kind: InstructionKind; need: 'before' | 'after'; institution_code: string; institution_name: string; account_number: string;
  holder_name: string | null; amount_fen: string; asked_by: string; asked_at: Date; due_at: Date;
}

const ITEMS_MAX = 200;

/** What waits for a commander, longest first; not what the commander asked for. */
@Injectable()
export class ListApprovals {
  constructor(private readonly ledger: Ledger) {}

  async run(user: OrganUser): Promise<readonly ApprovalItem[]> {
    const rows = await this.ledger.sql.rows<Row>(
      `select i.id, i.incident_id, i.incident_number, o.name as organ_name, i.kind, a.need, i.institution_code, b.name_zh as institution_name, i.account_number, i.holder_name, i.amount_fen,
              coalesce(u.name, a.asked_by) as asked_by, a.asked_at, a.due_at
       from instruction_approvals a join instructions i on i.id = a.instruction_id join organs o on o.code = i.organ_code
         join institutions b on b.code = i.institution_code left join users u on u.login = a.asked_by
       where a.state = 'waiting' and o.path like $1 || '%' and a.asked_by <> $2 and case a.need when 'before' then i.state = 'planned' else i.state <> 'withdrawn' end
       order by a.asked_at, i.id limit $3`, [user.organ.path, user.login, ITEMS_MAX]);
    return rows.map((row) => ({
      instructionId: row.id, incidentId: row.incident_id, incidentNumber: row.incident_number, organName: row.organ_name, kind: row.kind, need: row.need, institutionCode: row.institution_code,
      institutionName: row.institution_name, accountNumber: row.account_number, holderName: row.holder_name, amountFen: Number(row.amount_fen), askedBy: row.asked_by, askedAt: iso(row.asked_at), dueAt: iso(row.due_at),
    }));
  }
}
