import { Injectable } from '@nestjs/common';
import { permitHandOver, rightAfter, ruleOnHandOver, seesOrgan, type HandOverEvent } from '#domain';
import { Ledger } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { noSuchIncident } from '../board/incident-reader';
import { ApiConfiguration } from '../configuration/api-configuration';
import { claimKey } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { lockHold } from '../measures/request-measure';
import { handedHold, lockHandOver, toldOf } from './hand-over-rows';
import { handOverProblem } from './refusal-texts';

/** Which hand-over, and what is done to it. */
export interface HandOverEnding { readonly incidentId: string; readonly holdId: string; readonly handOverId: string; readonly event: HandOverEvent; readonly reason: string }

/** How an offer ends: the receiver accepts or declines it, or the offerer withdraws it. */
@Injectable()
export class EndHandOver {
  constructor(private readonly ledger: Ledger, private readonly configuration: ApiConfiguration) {}

  /** An acceptance moves the right in the same commit. @returns true when the request was answered before. Throws 404 outside the scope, 409 with the reason when it is not permitted. */
  async run(asked: HandOverEnding, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const { incidentId, holdId, event } = asked;
    const { result } = await this.ledger.commit([incidentId], async (transaction) => {
      const { sql, at } = transaction;
      const head = transaction.heads.get(incidentId);
      if (!head) throw noSuchIncident();
      const hold = await lockHold(sql, incidentId, holdId, this.configuration.policies.hold);
      const row = await lockHandOver(sql, asked);
      // Who declined does not see the incident any more, but must be able to repeat the request.
      if (!seesOrgan(user.organ.path, head.organPath) && !seesOrgan(user.organ.path, row.to_organ_path) && user.organ.code !== row.from_organ_code) throw noSuchIncident();
      if (await claimKey(sql, { actor: user.login, requestKey, status: 200, body: {} })) return true;
      const offer = { state: row.state, fromOrganCode: row.from_organ_code, toOrganCode: row.to_organ_code };
      const reason = asked.reason.trim();
      const refusal = permitHandOver(offer, handedHold(hold, row.state === 'offered'), { event, byOrganCode: user.organ.code, reason }, at.getTime());
      if (refusal) throw handOverProblem(refusal);
      const state = ruleOnHandOver(row.state, event);
      if (state === 'over') throw new Error('an offer that has ended was permitted to end');
      const right = rightAfter({ ...offer, state });
      await sql.rows('update hand_overs set state = $2, ended_by = $3, ended_at = $4, end_reason = $5 where id = $1', [row.id, state, user.login, at, event === 'accept' ? null : reason]);
      // A freeze that waits in the queue to take the stop's place goes with it.
      if (right !== hold.right_organ_code) await sql.rows("update holds set right_organ_code = $2 where id = $1 or (state = 'queued' and instruction_id = (select instruction_id from holds where id = $1))", [holdId, right]);
      const told = toldOf(row, hold, holdId);
      if (event === 'accept') transaction.append({ incidentId, type: 'hand_over.accepted', actor: user.login, data: told }, traceparent);
      else transaction.append({ incidentId, type: event === 'decline' ? 'hand_over.declined' : 'hand_over.withdrawn', actor: user.login, data: { ...told, reason } }, traceparent);
      return false;
    });
    return result;
  }
}
