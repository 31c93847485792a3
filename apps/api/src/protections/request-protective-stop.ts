import { Injectable } from '@nestjs/common';
import { IdSource, normaliseAccountNumber, permitProtection, type CardStanding } from '#domain';
import { insertBatch, Ledger, PROTECTIVE_STOP_COLUMNS, type Sql } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { claimKey, unlessReused } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { headInScope } from '../intake/lock-incident';
import { resolveInstitution } from '../intake/new-transfer';
import { InstitutionDirectory } from '../organs/institution-directory';
import { fieldProblem } from '../problems/problem';
import type { ProtectiveStopDto } from './protective-stop.dto';
import { refusalProblem } from './refusal-texts';

/** With the victim's consent, the victim's own bank shall let nothing out of the card: asked for here, instructed by the worker. */
@Injectable()
export class RequestProtectiveStop {
  constructor(private readonly ledger: Ledger, private readonly ids: IdSource, private readonly institutions: InstitutionDirectory) {}

  /** @returns true when the request was answered before. Throws 400 where the bank is not known, 404 outside the scope, 409 with the reason when it is not permitted. */
  async run(incidentId: string, asked: ProtectiveStopDto, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const number = normaliseAccountNumber(asked.accountNumber);
    const kind = asked.accountKind ?? 'card';
    const institutionCode = await resolveInstitution(asked.institutionCode, number, kind, 'institutionCode', this.institutions);
    if (institutionCode === null) throw fieldProblem('institutionCode', '无法判断开户机构，请从机构列表中选择', 'the card\'s bank is not known; choose it from the list');
    const { result } = await this.ledger.commit([incidentId], async (transaction) => {
      headInScope(transaction, incidentId, user);
      if (unlessReused(await claimKey(transaction.sql, { actor: user.login, requestKey, status: 202, body: {} }))) return true;
      const [by, reason] = [asked.consentBy.trim(), asked.reason.trim()];
      const consentedAt = asked.consentedAt === undefined ? transaction.at : new Date(asked.consentedAt);
      const card = await standingOf(transaction.sql, incidentId, institutionCode, number);
      const refusal = permitProtection(card, { consent: { by, atMs: consentedAt.getTime() }, reason }, transaction.at.getTime());
      if (refusal) throw refusalProblem(refusal);
      const protectiveStopId = this.ids.next();
      await insertBatch(transaction.sql, 'protective_stops', PROTECTIVE_STOP_COLUMNS, [{
        id: protectiveStopId, incident_id: incidentId, institution_code: institutionCode, account_number: number, account_kind: kind, holder_name: asked.holderName.trim(), consent_by: by, consent_means: asked.consentMeans,
        consented_at: consentedAt, reason, requested_by: user.login, requested_at: transaction.at, organ_code: user.organ.code, needs_plan: true, traceparent,
      }]);
      transaction.append({
        incidentId, type: 'protection.requested', actor: user.login,
        data: { protectiveStopId, institutionCode, accountNumber: number, consent: { by, means: asked.consentMeans, at: consentedAt.toISOString() }, reason },
      }, traceparent);
      return false;
    });
    return result;
  }
}

/** The incident is locked, so nobody else asks for the same card meanwhile. Other incidents are not looked at: what they suspect does not concern its owner's wish. */
async function standingOf(sql: Sql, incidentId: string, institutionCode: string, number: string): Promise<CardStanding> {
  const [row] = await sql.rows<{ suspect_here: boolean; protected_already: boolean }>(
    `select exists (select from transfers where incident_id = $1 and account_number = $3 and (institution_code = $2 or institution_code is null)) as suspect_here,
       exists (select from protective_stops s left join instructions n on n.id = s.instruction_id left join holds h on h.protective_stop_id = s.id
               where s.incident_id = $1 and s.institution_code = $2 and s.account_number = $3
                 and (s.needs_plan or n.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered') or h.state = 'in_force')) as protected_already`, [incidentId, institutionCode, number]);
  return { suspectHere: row?.suspect_here ?? false, protectedAlready: row?.protected_already ?? false };
}
