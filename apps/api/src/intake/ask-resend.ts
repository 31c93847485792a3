import { Injectable } from '@nestjs/common';
import type { InstructionState } from '#domain';
import { Ledger } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { claimKey, unlessReused } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { notFound, Problem } from '../problems/problem';
import { headInScope } from './lock-incident';

/** A transfer whose stop was withdrawn or refused (papers missing, approval refused) gets a new instruction: the cause is removed, says a person. */
@Injectable()
export class AskResend {
  constructor(private readonly ledger: Ledger) {}

  /** @returns true when the request was answered before */
  async run(incidentId: string, transferId: string, reason: string, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const { result } = await this.ledger.commit([incidentId], async (transaction) => {
      headInScope(transaction, incidentId, user);
      if (unlessReused(await claimKey(transaction.sql, { actor: user.login, requestKey, status: 202, body: {} }))) return true;
      const [transfer] = await transaction.sql.rows<{ needs_plan: boolean; institution_known: boolean; state: InstructionState | null }>(
        `select t.needs_plan, t.institution_code is not null as institution_known,
                (select i.state from instructions i where i.transfer_id = t.id and i.kind = 'stop' order by i.intent_no desc limit 1) as state
         from transfers t where t.id = $1 and t.incident_id = $2 for update of t`, [transferId, incidentId]);
      if (!transfer) throw notFound('本警情中没有这笔转账', 'This incident has no such transfer');
      const cameToNothing = transfer.state === 'withdrawn' || transfer.state === 'refused';
      if (!cameToNothing || transfer.needs_plan || !transfer.institution_known) throw new Problem('conflict', { zh: '只有已撤回或被拒绝的止付可以重新拟令', en: 'Only a stop that was withdrawn or refused can be instructed again' });
      await transaction.sql.rows('update transfers set needs_plan = true where id = $1', [transferId]);
      transaction.append({ incidentId, type: 'transfer.resend_asked', data: { transferId, reason: reason.trim() }, actor: user.login }, traceparent);
      return false;
    });
    return result;
  }
}
