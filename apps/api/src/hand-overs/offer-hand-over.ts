import { Injectable } from '@nestjs/common';
import { IdSource, permitOffer } from '#domain';
import { HAND_OVER_COLUMNS, insertBatch, Ledger, type Sql } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { ApiConfiguration } from '../configuration/api-configuration';
import { claimKey } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { lockHold } from '../measures/request-measure';
import { headForHold } from './guest-head';
import type { HandOverDto } from './hand-over.dto';
import { handedHold, toldOf } from './hand-over-rows';
import { handOverProblem } from './refusal-texts';

/** 移交: the organ that has the right to change a hold offers it to another one. Nothing moves before that one accepts. */
@Injectable()
export class OfferHandOver {
  constructor(private readonly ledger: Ledger, private readonly ids: IdSource, private readonly configuration: ApiConfiguration) {}

  /** From the offer on, the receiving organ sees the incident. @returns true when the request was answered before. Throws 404 outside the scope, 409 with the reason when it is not permitted. */
  async run(incidentId: string, holdId: string, asked: HandOverDto, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const { result } = await this.ledger.commit([incidentId], async (transaction) => {
      await headForHold(transaction, incidentId, user);
      if (await claimKey(transaction.sql, { actor: user.login, requestKey, status: 201, body: {} })) return true;
      const hold = await lockHold(transaction.sql, incidentId, holdId, this.configuration.policies.hold);
      const receiver = await findReceiver(transaction.sql, holdId, asked.toOrganCode);
      const reason = asked.reason.trim();
      const refusal = permitOffer(handedHold(hold, receiver.offerOpen), { byOrganCode: user.organ.code, toOrganCode: asked.toOrganCode, toOrganKnown: receiver.organ !== null, reason }, transaction.at.getTime());
      if (refusal) throw handOverProblem(refusal);
      if (!receiver.organ) throw new Error('an offer to an unknown organ was permitted');
      const id = this.ids.next();
      await insertBatch(transaction.sql, 'hand_overs', HAND_OVER_COLUMNS, [{
        id, hold_id: holdId, incident_id: incidentId, from_organ_code: user.organ.code, to_organ_code: receiver.organ.code, to_organ_path: receiver.organ.path, reason, offered_by: user.login, offered_at: transaction.at, state: 'offered',
      }]);
      const row = { id, from_organ_code: user.organ.code, from_name: user.organ.name, to_organ_code: receiver.organ.code, to_name: receiver.organ.name, to_organ_path: receiver.organ.path, state: 'offered' as const };
      transaction.append({ incidentId, type: 'hand_over.offered', actor: user.login, data: { ...toldOf(row, hold, holdId), reason } }, traceparent);
      return false;
    });
    return result;
  }
}

interface Receiver { readonly organ: { readonly code: string; readonly name: string; readonly path: string } | null; readonly offerOpen: boolean }

async function findReceiver(sql: Sql, holdId: string, organCode: string): Promise<Receiver> {
  const [[organ], open] = await Promise.all([
    sql.rows<{ code: string; name: string; path: string }>('select code, name, path from organs where code = $1', [organCode]),
    sql.rows("select id from hand_overs where hold_id = $1 and state = 'offered'", [holdId]),
  ]);
  return { organ: organ ?? null, offerOpen: open.length > 0 };
}
