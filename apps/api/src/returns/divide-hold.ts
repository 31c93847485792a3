import { Injectable } from '@nestjs/common';
import { permitShares } from '#domain';
import { divideHold, Ledger, lockHolds, victimsOf } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { ApiConfiguration } from '../configuration/api-configuration';
import { headForHold } from '../hand-overs/guest-head';
import { claimKey } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { Problem } from '../problems/problem';
import { lockFreeze } from './lock-freeze';
import { refusalProblem } from './refusal-texts';
import type { ApprovedDto } from './return.dto';

/** The organ that has the right to a freeze divides what it secures among the victims, by their losses, instead of first come, first secured. */
@Injectable()
export class DivideHold {
  constructor(private readonly ledger: Ledger, private readonly configuration: ApiConfiguration) {}

  /** @returns true when the request was answered before. Throws 404 outside the scope, 409 with the reason when it is not permitted. */
  async run(incidentId: string, holdId: string, asked: ApprovedDto, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const before = await victimsOf(this.ledger.sql, holdId);
    const { result } = await this.ledger.commit([...new Set([incidentId, ...before])], async (transaction) => {
      await headForHold(transaction, incidentId, user);
      const { sql, at } = transaction;
      if (await claimKey(sql, { actor: user.login, requestKey, status: 200, body: {} })) return true;
      await lockHolds(sql, [...transaction.heads.keys()]);
      const hold = await lockFreeze(sql, incidentId, holdId, incidentId);
      const victims = await victimsOf(sql, holdId);
      if (victims.some((id) => !transaction.heads.has(id))) throw new Problem('conflict', { zh: '刚有其他警情涉及该冻结，请重试', en: 'Another incident came to rely on this freeze just now; try again' });
      const [decided] = await sql.rows<{ fen: string }>("select coalesce(sum(amount_fen), 0) as fen from returns where hold_id = $1 and state = 'decided'", [holdId]);
      const [reason, approverName] = [asked.reason.trim(), asked.approverName.trim()];
      const refusal = permitShares(
        { kind: hold.kind, state: hold.state, untilMs: hold.until.getTime(), organCode: hold.organ_code, unfreezing: hold.unfreezing, returnsDecidedFen: Number(decided?.fen), victims: victims.length },
        { byOrganCode: user.organ.code, reason, approverName, approverLevel: asked.approverLevel }, this.configuration.policies.returns, at.getTime());
      if (refusal) throw refusalProblem(refusal);
      const told = { holdId, institutionCode: hold.institution_code, accountNumber: hold.account_number, reason, approverName, approverLevel: asked.approverLevel };
      for (const { incidentId: id, fromFen, toFen } of await divideHold(transaction, holdId, victims, user.login)) {
        transaction.append({ incidentId: id, type: 'hold.divided', actor: user.login, data: { ...told, fromFen, toFen } }, traceparent);
      }
      return false;
    });
    return result;
  }
}
