import { Injectable } from '@nestjs/common';
import { accountKey, IdSource, permitMeasure, type HoldKind, type HoldPolicy, type HoldState, type MeasureAsked, type MeasuredHold } from '#domain';
import { insertBatch, Ledger, lockAccounts, MEASURE_REQUEST_COLUMNS, type Sql } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { ApiConfiguration } from '../configuration/api-configuration';
import { claimKey, unlessReused } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { headForHold } from '../hand-overs/guest-head';
import { notFound } from '../problems/problem';
import type { MeasureDto } from './measure.dto';
import { refusalProblem } from './refusal-texts';

export interface HoldRow {
  transfer_id: string; institution_code: string; account_number: string; kind: HoldKind; state: HoldState; until: Date | null; controlled_fen: string; allocated_fen: string; extensions: number; right_organ_code: string;
  others_fen: string; stops_used: number; measure_open: boolean; return_decided_fen: string; freeze_queued: boolean; queued_fen: string | null;
}

/** A person asks for a measure on a hold: permitted or refused by the law here, instructed by the worker, decided by the institution. */
@Injectable()
export class RequestMeasure {
  constructor(private readonly ledger: Ledger, private readonly ids: IdSource, private readonly configuration: ApiConfiguration) {}

  /** @returns true when the request was answered before. Throws 404 outside the scope, 409 with the reason when it is not permitted. */
  async run(incidentId: string, holdId: string, asked: MeasureDto, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const { result } = await this.ledger.commit([incidentId], async (transaction) => {
      const head = await headForHold(transaction, incidentId, user);
      if (unlessReused(await claimKey(transaction.sql, { actor: user.login, requestKey, status: 202, body: {} }))) return true;
      const policy = this.configuration.policies.hold;
      const hold = await lockHold(transaction.sql, incidentId, holdId, policy);
      const reason = asked.reason.trim();
      const approver = { approverName: asked.approverName?.trim() || null, approverLevel: asked.approverLevel ?? null };
      const measure: MeasureAsked = {
        kind: asked.kind, byOrganCode: user.organ.code, reason, ...approver, caseNumber: head.details.caseNumber,
        amountFen: asked.kind === 'freeze' && asked.amountFen !== undefined ? asked.amountFen : Math.max(1, Number(hold.state === 'queued' ? hold.queued_fen : hold.controlled_fen)),
      };
      const refusal = permitMeasure(measuredHold(hold), measure, policy, transaction.at.getTime());
      if (refusal) throw refusalProblem(refusal);
      const requestId = this.ids.next();
      await insertBatch(transaction.sql, 'measure_requests', MEASURE_REQUEST_COLUMNS, [{
        id: requestId, incident_id: incidentId, hold_id: holdId, kind: asked.kind, params: { reason, caseNumber: measure.caseNumber, ...approver }, amount_fen: measure.amountFen,
        requested_by: user.login, organ_code: hold.right_organ_code, needs_plan: true, traceparent,
      }]);
      transaction.append({
        incidentId, type: 'measure.requested', actor: user.login,
        data: { requestId, holdId, transferId: hold.transfer_id, kind: asked.kind, reason, amountFen: measure.amountFen, ...approver },
      }, traceparent);
      return false;
    });
    return result;
  }
}

/** The hold and all that a permit asks about it. Locked, so that two people cannot ask for two measures on it at once. */
export async function lockHold(sql: Sql, incidentId: string, holdId: string, policy: HoldPolicy): Promise<HoldRow> {
  const [named] = await sql.rows<{ institution_code: string; account_number: string }>('select institution_code, account_number from holds where id = $1 and incident_id = $2', [holdId, incidentId]);
  if (!named) throw notFound('本警情中没有这项控制', 'This incident has no such hold');
  await lockAccounts(sql, [accountKey({ institutionCode: named.institution_code, number: named.account_number })]);
  await sql.rows('select id from holds where id = $1 for update', [holdId]);
  return readHold(sql, incidentId, holdId, policy);
}

/** A hold of the incident as a permit sees it. */
export function measuredHold(hold: HoldRow): MeasuredHold {
  return {
    kind: hold.kind, state: hold.state, untilMs: hold.until?.getTime() ?? Infinity, rightOrganCode: hold.right_organ_code, allocatedFen: Number(hold.allocated_fen), allocatedToOthersFen: Number(hold.others_fen),
    extensions: hold.extensions, stopsUsed: hold.stops_used, measureOpen: hold.measure_open, returnDecidedFen: Number(hold.return_decided_fen), freezeQueued: hold.freeze_queued,
  };
}

/** All that a permit asks about a hold, without locking it. Throws 404 when the incident has none of this id. */
export async function readHold(sql: Sql, incidentId: string, holdId: string, policy: HoldPolicy): Promise<HoldRow> {
  const [hold] = await sql.rows<HoldRow>(
    `select h.transfer_id, h.institution_code, h.account_number, h.kind, h.state, h.until, h.controlled_fen, h.queued_fen, h.allocated_fen, h.extensions, coalesce(h.right_organ_code, n.organ_code) as right_organ_code,
       coalesce((select sum(a.fen) from hold_allocations a where a.hold_id = h.id and a.incident_id <> h.incident_id), 0) as others_fen,
       (select coalesce(sum(1 + case when $2 then s.extensions else 0 end), 0)::int from holds s
        where s.institution_code = h.institution_code and s.account_number = h.account_number and s.kind = 'stop' and s.state <> 'annulled') as stops_used,
       exists (select from holds q where q.institution_code = h.institution_code and q.account_number = h.account_number and q.transfer_id = h.transfer_id and q.state = 'queued') as freeze_queued,
       exists (select from measure_requests r where r.hold_id = h.id and r.needs_plan)
         or exists (select from instructions m where m.hold_id = h.id and m.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered')) as measure_open,
       coalesce((select sum(r.amount_fen) from returns r where r.hold_id = h.id and r.state = 'decided'), 0) as return_decided_fen
     from holds h join instructions n on n.id = h.instruction_id where h.id = $1 and h.incident_id = $3`, [holdId, policy.extensionSpendsStop, incidentId]);
  if (!hold) throw notFound('本警情中没有这项控制', 'This incident has no such hold');
  return hold;
}
