import { Injectable } from '@nestjs/common';
import type { HoldKind } from '#domain';
import { Ledger } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { iso } from '../board/incident-summary';

/** An offer that waits for this organ's word. */
export interface HandOverItem {
  readonly handOverId: string; readonly holdId: string; readonly incidentId: string; readonly incidentNumber: string; readonly fromOrganName: string; readonly reason: string; readonly offeredAt: string;
  readonly kind: HoldKind; readonly institutionCode: string; readonly accountNumber: string; readonly controlledFen: number; readonly until: string;
}
interface Row {
  id: string; hold_id: string; incident_id: string; number: string; from_name: string; reason: string; offered_at: Date; kind: HoldKind; institution_code: string; account_number: string; controlled_fen: string; until: Date;
}

const ITEMS_MAX = 200;

/** What waits for an organ to accept or decline, the hold that ends first on top. Those above it see the incidents, but it is not theirs to accept. */
@Injectable()
export class ListHandOvers {
  constructor(private readonly ledger: Ledger) {}

  async run(user: OrganUser): Promise<readonly HandOverItem[]> {
    const rows = await this.ledger.sql.rows<Row>(
      `select g.id, g.hold_id, g.incident_id, i.number, o.name as from_name, g.reason, g.offered_at, h.kind, h.institution_code, h.account_number, h.controlled_fen, h.until
       from hand_overs g join incidents i on i.id = g.incident_id join holds h on h.id = g.hold_id join organs o on o.code = g.from_organ_code
       where g.state = 'offered' and g.to_organ_path = $1 order by h.until, g.id limit $2`, [user.organ.path, ITEMS_MAX]);
    return rows.map((row) => ({
      handOverId: row.id, holdId: row.hold_id, incidentId: row.incident_id, incidentNumber: row.number, fromOrganName: row.from_name, reason: row.reason, offeredAt: iso(row.offered_at),
      kind: row.kind, institutionCode: row.institution_code, accountNumber: row.account_number, controlledFen: Number(row.controlled_fen), until: iso(row.until),
    }));
  }
}
