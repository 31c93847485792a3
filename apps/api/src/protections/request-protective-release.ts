import { Injectable } from '@nestjs/common';
import { IdSource, permitUnprotect, type InstructionState, type ProtectionState } from '#domain';
import { insertBatch, Ledger, PROTECTIVE_RELEASE_COLUMNS, type Sql } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { claimKey, unlessReused } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { headInScope } from '../intake/lock-incident';
import { notFound } from '../problems/problem';
import type { ProtectiveReleaseDto } from './protective-stop.dto';
import { refusalProblem } from './refusal-texts';

interface StandingRow {
  institution_code: string; account_number: string; organ_code: string; instruction_state: InstructionState | null; state: ProtectionState | null; release_open: boolean;
}

/** The victim wants the card back: one step, no approval, by the organ that asked for the protective stop. */
@Injectable()
export class RequestProtectiveRelease {
  constructor(private readonly ledger: Ledger, private readonly ids: IdSource) {}

  /** @returns true when the request was answered before. Throws 404 outside the scope, 409 with the reason when it is not permitted. */
  async run(incidentId: string, protectiveStopId: string, asked: ProtectiveReleaseDto, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const { result } = await this.ledger.commit([incidentId], async (transaction) => {
      headInScope(transaction, incidentId, user);
      if (unlessReused(await claimKey(transaction.sql, { actor: user.login, requestKey, status: 202, body: {} }))) return true;
      const standing = await readStanding(transaction.sql, incidentId, protectiveStopId);
      const reason = asked.reason.trim();
      const permit = permitUnprotect(
        { organCode: standing.organ_code, instructionState: standing.instruction_state, state: standing.state, releaseOpen: standing.release_open }, { byOrganCode: user.organ.code, reason });
      if (permit.kind === 'refused') throw refusalProblem(permit.refusal);
      await insertBatch(transaction.sql, 'protective_releases', PROTECTIVE_RELEASE_COLUMNS, [{
        id: this.ids.next(), protective_stop_id: protectiveStopId, incident_id: incidentId, reason, requested_by: user.login, requested_at: transaction.at, needs_plan: true, traceparent,
      }]);
      transaction.append({
        incidentId, type: 'protection.release_requested', actor: user.login,
        data: { protectiveStopId, institutionCode: standing.institution_code, accountNumber: standing.account_number, reason },
      }, traceparent);
      return false;
    });
    return result;
  }
}

async function readStanding(sql: Sql, incidentId: string, protectiveStopId: string): Promise<StandingRow> {
  const [row] = await sql.rows<StandingRow>(
    `select s.institution_code, s.account_number, s.organ_code, n.state as instruction_state, h.state,
       exists (select from protective_releases r left join instructions u on u.id = r.instruction_id
               where r.protective_stop_id = s.id and (r.needs_plan or u.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered'))) as release_open
     from protective_stops s left join instructions n on n.id = s.instruction_id left join holds h on h.protective_stop_id = s.id
     where s.id = $1 and s.incident_id = $2`, [protectiveStopId, incidentId]);
  if (!row) throw notFound('本警情中没有这项保护性止付', 'This incident has no such protective stop');
  return row;
}
