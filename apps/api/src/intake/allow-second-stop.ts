import { Injectable } from '@nestjs/common';
import { Ledger } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { claimKey, unlessReused } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { notFound, Problem } from '../problems/problem';
import { headInScope } from './lock-incident';

/**
 * A person decides, with a reason, that an account's second and last stop shall be spent on this transfer (银发〔2016〕86号: at most two).
 * The worker then plans it; without this decision it never does.
 */
@Injectable()
export class AllowSecondStop {
  constructor(private readonly ledger: Ledger) {}

  /** @returns true when the request was answered before */
  async run(incidentId: string, transferId: string, reason: string, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const { result } = await this.ledger.commit([incidentId], async (transaction) => {
      headInScope(transaction, incidentId, user);
      if (unlessReused(await claimKey(transaction.sql, { actor: user.login, requestKey, status: 201, body: {} }))) return true;
      const [transfer] = await transaction.sql.rows<{ waits: boolean; institution_known: boolean }>(
        'select covered_by is null and not needs_plan and duplicate_of is null as waits, institution_code is not null as institution_known from transfers where id = $1 and incident_id = $2 for update', [transferId, incidentId]);
      if (!transfer) throw notFound('本警情中没有这笔转账', 'This incident has no such transfer');
      if (!transfer.waits || !transfer.institution_known) {
        throw new Problem('conflict', { zh: '这笔转账没有在等待是否使用最后一次止付的决定', en: 'This transfer does not wait for a decision about the last stop' });
      }
      await transaction.sql.rows('update transfers set second_stop_allowed = true, needs_plan = true where id = $1', [transferId]);
      transaction.append({ incidentId, type: 'transfer.second_stop_allowed', data: { transferId, reason }, actor: user.login }, traceparent);
      return false;
    });
    return result;
  }
}
