import { Injectable } from '@nestjs/common';
import { ORGAN_LEVELS, type OrganLevel } from '#domain';
import { Ledger } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { claimKey, unlessReused } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { notFound, Problem } from '../problems/problem';
import { headInScope } from './lock-incident';

/** "I have seen it and take care": stops the climb to the next level. A second acknowledgement changes nothing. */
@Injectable()
export class AcknowledgeEscalation {
  constructor(private readonly ledger: Ledger) {}

  /** @returns true when the request was answered before */
  async run(incidentId: string, escalationId: string, note: string, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const { result } = await this.ledger.commit([incidentId], async (transaction) => {
      const head = headInScope(transaction, incidentId, user);
      if (unlessReused(await claimKey(transaction.sql, { actor: user.login, requestKey, status: 201, body: {} }))) return true;
      const [known] = await transaction.sql.rows<{ open: boolean; to_level: OrganLevel }>('select acknowledged_at is null as open, to_level from escalations where id = $1 and incident_id = $2 for update', [escalationId, incidentId]);
      if (!known) throw notFound('本警情中没有这次升级', 'This incident has no such escalation');
      if (ORGAN_LEVELS.indexOf(user.organ.level) < ORGAN_LEVELS.indexOf(known.to_level)) {
        throw new Problem('forbidden', { zh: '这次升级呼叫的是上级机关，须由其签收', en: 'This call went to a higher level, which must acknowledge it itself' });
      }
      if (!known.open) return false;
      await transaction.sql.rows('update escalations set acknowledged_at = $2, acknowledged_by = $3, note = $4 where id = $1', [escalationId, transaction.at, user.login, note]);
      transaction.append({ incidentId, type: 'escalation.acknowledged', data: { escalationId, note }, actor: user.login }, traceparent);
      head.watchAt = transaction.at;
      return false;
    });
    return result;
  }
}
