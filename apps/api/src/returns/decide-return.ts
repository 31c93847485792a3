import { Injectable } from '@nestjs/common';
import { IdSource, permitReturn } from '#domain';
import { insertBatch, Ledger, paidBackTo, RETURN_COLUMNS } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { ApiConfiguration } from '../configuration/api-configuration';
import { claimKey } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { headForHold } from '../hand-overs/guest-head';
import { notFound } from '../problems/problem';
import { lockFreeze } from './lock-freeze';
import { refusalProblem } from './refusal-texts';
import type { ReturnDto } from './return.dto';

/** Decides a return from a freeze of the organ's own. No money moves before the bank paid it. */
@Injectable()
export class DecideReturn {
  constructor(private readonly ledger: Ledger, private readonly ids: IdSource, private readonly configuration: ApiConfiguration) {}

  /**
   * The victim may be another organ's: who froze an account gives back to everybody whose money is on it.
   * @returns true when the request was answered before. Throws 404 outside the scope, 409 with the reason when it is not permitted.
   */
  async run(incidentId: string, holdId: string, asked: ReturnDto, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const victimIncidentId = asked.victimIncidentId?.toLowerCase() ?? incidentId;
    const { result } = await this.ledger.commit([incidentId, victimIncidentId], async (transaction) => {
      await headForHold(transaction, incidentId, user);
      if (await claimKey(transaction.sql, { actor: user.login, requestKey, status: 201, body: {} })) return true;
      const hold = await lockFreeze(transaction.sql, incidentId, holdId, victimIncidentId);
      const victim = transaction.heads.get(victimIncidentId);
      // Whoever is not secured by this hold does not exist for the asker: nothing can be tried out here.
      if (!victim || (victimIncidentId !== incidentId && Number(hold.allocated_fen) === 0)) throw notFound('该控制没有保全这条警情的资金', 'This hold secures nothing of that incident');
      const { amountFen, method, approverLevel } = asked;
      const [reason, approverName] = [asked.reason.trim(), asked.approverName.trim()];
      const noticeSince = asked.noticeSince === undefined ? null : new Date(asked.noticeSince);
      const refusal = permitReturn(
        { kind: hold.kind, state: hold.state, untilMs: hold.until.getTime(), organCode: hold.organ_code, allocatedFen: Number(hold.allocated_fen), decidedFen: Number(hold.decided_fen), unfreezing: hold.unfreezing },
        { byOrganCode: user.organ.code, amountFen, method, reason, approverName, approverLevel, noticeSinceMs: noticeSince?.getTime() ?? null },
        this.configuration.policies.returns, transaction.at.getTime());
      if (refusal) throw refusalProblem(refusal);
      const returnId = this.ids.next();
      await insertBatch(transaction.sql, 'returns', RETURN_COLUMNS, [{
        id: returnId, hold_id: holdId, incident_id: victimIncidentId, transfer_id: await paidBackTo(transaction.sql, hold, victimIncidentId), amount_fen: amountFen, method, reason,
        approver_name: approverName, approver_level: approverLevel, notice_since: noticeSince, decided_by: user.login, decided_at: transaction.at, state: 'decided',
      }]);
      const data = {
        returnId, holdId, victimIncidentId, victimNumber: victim.number, institutionCode: hold.institution_code, accountNumber: hold.account_number, amountFen,
        method, reason, approverName, approverLevel, noticeSince: noticeSince?.toISOString() ?? null,
      };
      for (const id of new Set([incidentId, victimIncidentId])) transaction.append({ incidentId: id, type: 'return.decided', actor: user.login, data }, traceparent);
      return false;
    });
    return result;
  }
}
