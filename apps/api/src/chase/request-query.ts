import { Injectable } from '@nestjs/common';
import { canAnswer, IdSource, type QueryKind } from '#domain';
import { insertBatch, Ledger, QUERY_REQUEST_COLUMNS } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { claimKey, unlessReused } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { headInScope } from '../intake/lock-incident';
import { InstitutionDirectory } from '../organs/institution-directory';
import { notFound, Problem, type BothLanguages } from '../problems/problem';
import type { QueryDto } from './query.dto';

interface Standing { institution_code: string | null; requested: number; open: boolean; watched: boolean }

/** Questions about one transfer; whoever asks more often than this is not helped by one more. */
export const QUERIES_PER_TRANSFER_MAX = 50;

/** A person asks the institution about an account; the worker instructs, the institution answers. Asking holds nothing and spends no stop. */
@Injectable()
export class RequestQuery {
  constructor(private readonly ledger: Ledger, private readonly ids: IdSource, private readonly institutions: InstitutionDirectory) {}

  /** @returns true when the request was answered before. Throws 404 outside the scope, 409 with the reason when it cannot be asked. */
  async run(incidentId: string, transferId: string, asked: QueryDto, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const capable = new Map((await this.institutions.all()).map((institution) => [institution.code, institution]));
    const { result } = await this.ledger.commit([incidentId], async (transaction) => {
      headInScope(transaction, incidentId, user);
      if (unlessReused(await claimKey(transaction.sql, { actor: user.login, requestKey, status: 202, body: {} }))) return true;
      const [standing] = await transaction.sql.rows<Standing>(
        `select t.institution_code, (select count(*)::int from query_requests r where r.transfer_id = t.id) as requested,
           exists (select from query_requests r where r.transfer_id = t.id and r.kind = $3 and r.needs_plan)
             or exists (select from instructions n where n.incident_id = t.incident_id and n.institution_code = t.institution_code and n.account_number = t.account_number and n.kind = $3
                        and n.state in ('planned', 'sending', 'waiting', 'uncertain', 'undelivered')) as open,
           exists (select from instructions n where n.incident_id = t.incident_id and n.institution_code = t.institution_code and n.account_number = t.account_number and n.kind = 'watch' and n.state = 'done'
                   and not exists (select from instructions u where u.incident_id = n.incident_id and u.institution_code = n.institution_code and u.account_number = n.account_number
                                   and u.kind = 'unwatch' and u.state = 'done' and u.planned_at >= n.planned_at)) as watched
         from transfers t where t.id = $1 and t.incident_id = $2 for update of t`, [transferId, incidentId, asked.kind]);
      if (!standing) throw notFound('本警情中没有这笔转账', 'This incident has no such transfer');
      const institution = standing.institution_code === null ? undefined : capable.get(standing.institution_code);
      const against = reasonAgainst(asked.kind, standing, institution?.capabilities ?? []);
      if (against) throw new Problem('conflict', against, { errors: [{ field: 'kind', ...against }] });
      const requestId = this.ids.next();
      const reason = asked.reason?.trim() || null;
      await insertBatch(transaction.sql, 'query_requests', QUERY_REQUEST_COLUMNS, [{ id: requestId, incident_id: incidentId, transfer_id: transferId, kind: asked.kind, reason, requested_by: user.login, needs_plan: true, traceparent }]);
      transaction.append({ incidentId, type: 'query.requested', actor: user.login, data: { requestId, transferId, kind: asked.kind, reason } }, traceparent);
      return false;
    });
    return result;
  }
}

function reasonAgainst(kind: QueryKind, standing: Standing, capabilities: readonly string[]): BothLanguages | null {
  if (standing.institution_code === null) return { zh: '开户机构不明，请先选择机构', en: 'the institution is not known; choose it first' };
  if (!canAnswer(capabilities, kind)) return { zh: '该机构不支持此项业务，请电话联系，或粘贴流水', en: 'this institution cannot do that; call it, or paste the rows of a statement' };
  if (standing.open) return { zh: '已在查询，请等待银行反馈', en: 'this is being asked already; wait for the answer' };
  if (kind === 'watch' && standing.watched) return { zh: '该账户已在监控中', en: 'the account is watched already' };
  if (kind === 'unwatch' && !standing.watched) return { zh: '该账户不在监控中', en: 'the account is not watched' };
  return standing.requested >= QUERIES_PER_TRANSFER_MAX ? { zh: `同一笔转账最多查询 ${QUERIES_PER_TRANSFER_MAX} 次`, en: `at most ${QUERIES_PER_TRANSFER_MAX} questions about one transfer` } : null;
}
