import { Injectable } from '@nestjs/common';
import { permitJoin, proposeJoin, seesOrgan, type IncidentPayment, type JoinableIncident, type JoinProposal } from '#domain';
import { joinIncidents, Ledger, returnRestsOnJoin, unjoinIncidents, type Sql } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import type { IncidentName } from '../board/incident-summary';
import { noSuchIncident } from '../board/incident-reader';
import { claimKey, unlessReused } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { headInScope } from '../intake/lock-incident';
import { Problem, type FieldFault } from '../problems/problem';
import { joinProblem, returnDecided, textOf } from './join-refusals';
import type { JoinDto } from './joins.dto';

export interface JoinProposalView extends JoinProposal {
  readonly into: IncidentName & { readonly victimName: string | null };
  /** The other incident's payments, to choose among. */
  readonly payments: readonly { readonly transferId: string; readonly accountNumber: string; readonly institutionCode: string | null; readonly amountFen: number | null; readonly transferredAt: string | null }[];
  /** Why it cannot be joined as proposed; `reason` as field: a person may, with a reason. */
  readonly refusal: FieldFault | null;
}

interface JoinableRow {
  id: string; number: string; organ_path: string; organ_name: string; victim_name: string | null; call_number: string | null; victim_phone: string | null; joined_into: string | null; joined_count: number;
  payments: { id: string; institution_code: string | null; account_number: string; amount_fen: number; transferred_at: string | null; serials: (string | null)[] }[];
}
type Known = JoinableIncident & { readonly row: JoinableRow };

/** A later report about the same deed is joined to an earlier one, and taken apart again. Nothing of either is lost. */
@Injectable()
export class JoinIncident {
  constructor(private readonly ledger: Ledger) {}

  /** What speaks for joining, before anybody decides. Throws 404 when one of the two is outside the scope. */
  async propose(incidentId: string, intoId: string, user: OrganUser): Promise<JoinProposalView> {
    const known = await readJoinable(this.ledger.sql, [incidentId, intoId]);
    const [later, into] = [seen(known, incidentId, user), seen(known, intoId, user)];
    const proposal = proposeJoin(later, into);
    const refusal = permitJoin(later, into, proposal.pairs, null);
    return {
      ...proposal, refusal: refusal && textOf(refusal),
      into: { id: into.id, number: into.row.number, organName: into.row.organ_name, victimName: into.row.victim_name },
      payments: into.payments.map(({ transferId, accountNumber, institutionCode, amountFen, transferredAtMs }) => ({ transferId, accountNumber, institutionCode, amountFen, transferredAt: transferredAtMs === null ? null : new Date(transferredAtMs).toISOString() })),
    };
  }

  /** @returns true when the request was answered before. Throws 404 outside the scope, 409 with the reason when it is not permitted. */
  async join(incidentId: string, dto: JoinDto, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const { result } = await this.ledger.commit([incidentId, dto.intoIncidentId], async (transaction) => {
      headInScope(transaction, incidentId, user);
      headInScope(transaction, dto.intoIncidentId, user);
      if (unlessReused(await claimKey(transaction.sql, { actor: user.login, requestKey, status: 201, body: {} }))) return true;
      const known = await readJoinable(transaction.sql, [incidentId, dto.intoIncidentId]);
      const [later, into] = [seen(known, incidentId, user), seen(known, dto.intoIncidentId, user)];
      const same = dto.transfers?.map(({ transferId, sameAsTransferId }) => ({ transferId, sameAsTransferId })) ?? proposeJoin(later, into).pairs;
      const reason = dto.reason?.trim() || null;
      const refusal = permitJoin(later, into, same, reason);
      if (refusal) throw joinProblem(refusal);
      await joinIncidents(transaction, { joinedIncidentId: incidentId, intoIncidentId: dto.intoIncidentId, same, reason, actor: user.login, traceparent });
      return false;
    });
    return result;
  }

  /** @returns true when the request was answered before. Throws 404 outside the scope of either, 409 when it is not joined or a decided return rests on the join. */
  async unjoin(incidentId: string, reason: string, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const [named] = await this.ledger.sql.rows<{ joined_into: string | null }>('select joined_into from incidents where id = $1', [incidentId]);
    const { result } = await this.ledger.commit([incidentId, ...(named?.joined_into ? [named.joined_into] : [])], async (transaction) => {
      const head = headInScope(transaction, incidentId, user);
      if (unlessReused(await claimKey(transaction.sql, { actor: user.login, requestKey, status: 201, body: {} }))) return true;
      // Also when somebody else took it apart, or joined it elsewhere, since we looked.
      if (!head.joinedInto || !transaction.heads.has(head.joinedInto)) throw new Problem('conflict', { zh: '本警情没有并入其他警情', en: 'This incident is not joined into another one' });
      headInScope(transaction, head.joinedInto, user);
      if (await returnRestsOnJoin(transaction.sql, incidentId, head.joinedInto)) throw returnDecided();
      await unjoinIncidents(transaction, { joinedIncidentId: incidentId, intoIncidentId: head.joinedInto, reason, actor: user.login, traceparent });
      return false;
    });
    return result;
  }
}

function seen(known: ReadonlyMap<string, Known>, id: string, user: OrganUser): Known {
  const incident = known.get(id);
  if (!incident || !seesOrgan(user.organ.path, incident.row.organ_path)) throw noSuchIncident();
  return incident;
}

async function readJoinable(sql: Sql, ids: readonly string[]): Promise<Map<string, Known>> {
  const rows = await sql.rows<JoinableRow>(
    `select i.id, i.number, i.organ_path, o.name as organ_name, i.details->>'victimName' as victim_name, i.details->>'callNumber' as call_number, i.details->>'victimPhone' as victim_phone, i.joined_into, i.joined_count,
       coalesce((select json_agg(json_build_object('id', t.id, 'institution_code', t.institution_code, 'account_number', t.account_number, 'amount_fen', t.amount_fen, 'transferred_at', t.transferred_at,
         'serials', json_build_array(t.bank_serial, t.clearing_serial)) order by t.id) from transfers t where t.incident_id = i.id and t.layer = 1), '[]') as payments
     from incidents i join organs o on o.code = i.organ_code where i.id = any($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, { id: row.id, callNumber: row.call_number, victimPhone: row.victim_phone, joinedInto: row.joined_into, joinedCount: row.joined_count, payments: row.payments.map(toPayment), row }]));
}

function toPayment(row: JoinableRow['payments'][number]): IncidentPayment {
  return {
    transferId: row.id, institutionCode: row.institution_code, accountNumber: row.account_number, amountFen: row.amount_fen, transferredAtMs: row.transferred_at === null ? null : Date.parse(row.transferred_at),
    serials: row.serials.filter((serial) => serial !== null),
  };
}
