import { Injectable } from '@nestjs/common';
import { divideProRata } from '#domain';
import { Ledger, victimsOf } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { IN_SIGHT } from '../board/in-sight';
import { noSuchIncident } from '../board/incident-reader';
import { ApiConfiguration } from '../configuration/api-configuration';
import { notFound } from '../problems/problem';

/** One victim whose money reached a hold, also where others came first and all of it secures their losses. Amounts in fen. */
export interface ReturnShare {
  readonly incidentId: string;
  readonly number: string;
  readonly organName: string;
  /** What was lost, all payments of the report. */
  readonly lostFen: number;
  /** What of the hold secures it now, what of that is decided already, and what can still be decided. */
  readonly securedFen: number;
  readonly decidedFen: number;
  readonly returnableFen: number;
  /** The part of `totalFen` by losses, to the fen. It may differ from `returnableFen`, and a return is never more than the latter: the hold can be divided anew. */
  readonly shareFen: number;
}

/** How the money of a hold would be divided by losses (按比例). */
export interface ReturnProposal {
  readonly holdId: string;
  /** What is secured for anybody and not decided yet; the shares add up to it exactly. */
  readonly totalFen: number;
  readonly noticeDays: number;
  readonly shares: readonly ReturnShare[];
}

interface VictimRow { id: string; number: string; organ_name: string; lost_fen: string; secured_fen: string; decided_fen: string }

/** Works out the shares of all victims whose money reached a hold. Reads only. */
@Injectable()
export class ProposeReturn {
  constructor(private readonly ledger: Ledger, private readonly configuration: ApiConfiguration) {}

  async run(incidentId: string, holdId: string, user: OrganUser): Promise<ReturnProposal> {
    const { sql } = this.ledger;
    const victimIds = await victimsOf(sql, holdId);
    const [[incident], [hold], victims] = await Promise.all([
      sql.rows(`select from incidents i where id = $1 and ${IN_SIGHT}`, [incidentId, user.organ.path]),
      sql.rows('select from holds where id = $1 and incident_id = $2', [holdId, incidentId]),
      sql.rows<VictimRow>(
        `select i.id, i.number, o.name as organ_name, i.lost_fen, coalesce(a.fen, 0) as secured_fen,
           coalesce((select sum(amount_fen) from returns where hold_id = $1 and incident_id = i.id and state = 'decided'), 0) as decided_fen
         from incidents i join organs o on o.code = i.organ_code left join hold_allocations a on a.hold_id = $1 and a.incident_id = i.id where i.id = any($2::uuid[]) order by i.entered_at, i.id`, [holdId, victimIds]),
    ]);
    if (!incident) throw noSuchIncident();
    if (!hold) throw notFound('本警情中没有这项控制', 'This incident has no such hold');
    const rows = victims.map((row) => ({
      incidentId: row.id, number: row.number, organName: row.organ_name, lostFen: Number(row.lost_fen), securedFen: Number(row.secured_fen), decidedFen: Number(row.decided_fen),
      returnableFen: Math.max(0, Number(row.secured_fen) - Number(row.decided_fen)),
    }));
    const totalFen = rows.reduce((sum, row) => sum + row.returnableFen, 0);
    const shares = divideProRata(totalFen, rows.map((row) => row.lostFen));
    return { holdId, totalFen, noticeDays: this.configuration.policies.returns.proRataNoticeDays, shares: rows.map((row, i) => ({ ...row, shareFen: shares[i] ?? 0 })) };
  }
}
