import { Injectable } from '@nestjs/common';
import { decideApproval, IdSource, permitOverride, permitOverrider, type Override } from '#domain';
import { INBOUND_CHANNEL, INBOUND_COLUMNS, insertBatch, Ledger, readOverridable, type OverridableRow, type Sql } from '#ledger';
import { enteredBy } from '../approvals/entered-by';
import type { OrganUser } from '../auth/desk-user';
import { ApiConfiguration } from '../configuration/api-configuration';
import { claimKey, unlessReused } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { fieldProblem } from '../problems/problem';
import { noSuchInstruction, overrideProblem, overriderProblem } from './override-problems';
import type { OverrideDto } from './override.dto';

/** 更正反馈: a commander states what is really true of a stop. It is stored as it was said; the worker judges it again and carries it out. */
@Injectable()
export class OverrideAnswer {
  constructor(private readonly ledger: Ledger, private readonly ids: IdSource, private readonly configuration: ApiConfiguration) {}

  /** @returns true when the request was answered before. Throws 404 outside the scope, 403 for the wrong person, 409 where the law forbids it. */
  async run(incidentId: string, instructionId: string, dto: OverrideDto, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    const asked = askedOf(dto);
    const { result } = await this.ledger.commit([incidentId], async (transaction) => {
      const head = transaction.heads.get(incidentId);
      const instruction = head && (await readOverridable(transaction.sql, instructionId));
      if (!head || instruction?.incidentId !== incidentId) throw noSuchInstruction();
      const refused = permitOverrider(head.organPath, await this.restsOn(transaction.sql, instructionId, instruction, head.organPath), { login: user.login, role: user.role, organPath: user.organ.path });
      if (refused === 'not_in_scope') throw overriderProblem(refused);
      if (unlessReused(await claimKey(transaction.sql, { actor: user.login, requestKey, status: 202, body: {} }))) return true;
      if (refused) throw overriderProblem(refused);
      const refusal = permitOverride(instruction, asked, transaction.at.getTime());
      if (refusal) throw overrideProblem(refusal);
      const inboundAnswerId = this.ids.next();
      await insertBatch(transaction.sql, 'inbound_answers', INBOUND_COLUMNS, [{
        id: inboundAnswerId, institution_code: instruction.institutionCode, instruction_id: instructionId, source: 'override', actor: user.login, received_at: transaction.at,
        content_type: 'application/json', raw: Buffer.from(JSON.stringify({ ...asked, byName: user.name })), due_at: transaction.at, traceparent,
      }]);
      transaction.append({ incidentId, type: 'answer.override_asked', actor: user.login, data: { instructionId, inboundAnswerId, controlledFen: null, bankAt: null, refusal: null, ...asked } }, traceparent);
      await transaction.sql.rows(`select pg_notify('${INBOUND_CHANNEL}', '')`);
      return false;
    });
    return result;
  }

  /** Whose own word the answer or, where the policy wants four eyes, the instruction rests on. */
  private async restsOn(sql: Sql, instructionId: string, { incidentId, kind, transferId, amountFen }: OverridableRow, organPath: string): Promise<string[]> {
    const typed = await sql.rows<{ actor: string }>("select distinct actor from journal where incident_id = $1 and type = 'answer.recorded_by_hand' and data->>'instructionId' = $2", [incidentId, instructionId]);
    const fourEyes = decideApproval({ organPath, kind, amountFen }, this.configuration.policies.approval) !== 'none';
    return [...typed.map(({ actor }) => actor), ...(fourEyes ? await enteredBy(sql, incidentId, transferId) : [])];
  }
}

function askedOf({ to, controlledFen, bankAt, refusal, reason, source }: OverrideDto): Override & { readonly reason: string; readonly source: string } {
  const words = { reason: reason.trim(), source: source.trim() };
  if (to === 'refused') {
    if (refusal === undefined) throw fieldProblem('refusal', '请选择未止付原因', 'choose a reason');
    return { to, refusal, ...words };
  }
  if (controlledFen === undefined || bankAt === undefined) throw fieldProblem('controlledFen', '须填已控制金额和银行执行时间', "give the controlled amount and the institution's moment");
  return { to, controlledFen, bankAt, ...words };
}
