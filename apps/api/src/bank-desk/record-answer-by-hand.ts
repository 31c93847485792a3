import { Injectable } from '@nestjs/common';
import { Clock, IdSource, normaliseAccountNumber, seesOrgan, type InstructionKind, type InstructionState } from '#domain';
import { INBOUND_CHANNEL, INBOUND_COLUMNS, insertBatch, Ledger } from '#ledger';
import type { DeskUser } from '../auth/desk-user';
import { accountOf, readPasted } from '../chase/preview-statement';
import { claimKey, unlessReused, type Answered } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { resolveInstitution } from '../intake/new-transfer';
import { InstitutionDirectory } from '../organs/institution-directory';
import { fieldProblem, notFound, Problem, type FieldFault } from '../problems/problem';
import type { HandAnswerDto } from './hand-answer.dto';

export interface RecordedBody { readonly inboundAnswerId: string }
interface InstructionRow { kind: InstructionKind; institution_code: string; state: InstructionState; amount_fen: string; organ_path: string }

/** A person passes on what an institution said. It is stored as it was told, with the person's name; the worker applies it like any answer. */
@Injectable()
export class RecordAnswerByHand {
  constructor(private readonly ledger: Ledger, private readonly ids: IdSource, private readonly clock: Clock, private readonly institutions: InstitutionDirectory) {}

  async run(incidentId: string, instructionId: string, dto: HandAnswerDto, user: DeskUser, requestKey: RequestKey, traceparent: string): Promise<Answered<RecordedBody>> {
    if (dto.bankAt !== undefined && Date.parse(dto.bankAt) > this.clock.now().getTime() + 120_000) throw fieldProblem('bankAt', '执行时间晚于现在', 'the moment lies in the future');
    const raw = Buffer.from(JSON.stringify(await this.plain(dto)));
    const body: RecordedBody = { inboundAnswerId: this.ids.next() };
    const { result } = await this.ledger.commit([incidentId], async (transaction) => {
      const [row] = await transaction.sql.rows<InstructionRow>('select i.kind, i.institution_code, i.state, i.amount_fen, o.path as organ_path from instructions i join organs o on o.code = i.organ_code where i.id = $1 and i.incident_id = $2', [instructionId, incidentId]);
      const head = transaction.heads.get(incidentId);
      if (!head || !row || !maySee(user, [head.organPath, row.organ_path], row.institution_code)) throw notFound('没有这条指令，或不在您的范围内', 'No such instruction, or not within your scope');
      const standing = unlessReused(await claimKey(transaction.sql, { actor: user.login, requestKey, status: 202, body }));
      if (standing) return standing as Answered<RecordedBody>;
      if (row.state === 'withdrawn') throw new Problem('conflict', { zh: '该指令已撤回，不能再登记反馈', en: 'The instruction was withdrawn; no answer can be recorded' });
      if (dto.outcome === 'queued' && row.kind !== 'freeze') throw fieldProblem('outcome', '只有冻结可以轮候；止付等请登记实际结果', 'only a freeze can queue; record what really came of this instruction');
      if ((dto.controlledFen ?? 0) > Number(row.amount_fen)) throw fieldProblem('controlledFen', '已控制金额不能超过指令金额', 'cannot exceed the amount of the instruction');
      await insertBatch(transaction.sql, 'inbound_answers', INBOUND_COLUMNS, [{
        id: body.inboundAnswerId, institution_code: row.institution_code, instruction_id: instructionId, source: 'hand', actor: user.login,
        received_at: transaction.at, content_type: 'application/json', raw, due_at: transaction.at, traceparent,
      }]);
      transaction.append({ incidentId, type: 'answer.recorded_by_hand', data: { instructionId, inboundAnswerId: body.inboundAnswerId, note: dto.note }, actor: user.login }, traceparent);
      await transaction.sql.rows(`select pg_notify('${INBOUND_CHANNEL}', '')`);
      return { status: 202, body, replayed: false };
    });
    return result;
  }

  /** Onward accounts get their normal form and, where it can be told from the number, their institution. */
  private async plain(dto: HandAnswerDto): Promise<object> {
    const onward = await this.pasted(dto.statement);
    for (const [i, next] of (dto.onward ?? []).entries()) {
      const number = normaliseAccountNumber(next.accountNumber);
      onward.push({ ...next, accountNumber: number, institutionCode: await resolveInstitution(next.institutionCode, number, next.accountKind ?? 'card', `onward[${i}].institutionCode`, this.institutions) });
    }
    const { statement: _, ...rest } = dto;
    return { ...rest, ...(onward.length > 0 || dto.onward ? { onward } : {}) };
  }

  /** The rows of a pasted statement as onward transfers. Throws 400 naming every line that cannot be taken: an answer is recorded whole. */
  private async pasted(text: string | undefined): Promise<object[]> {
    if (text === undefined) return [];
    const { rows, faults } = readPasted(text);
    if (faults.length > 0) {
      const errors = faults.slice(0, 50).map((fault): FieldFault => ({ field: `statement[${fault.line}]`, zh: `第 ${fault.line} 行：${fault.zh.cause}；${fault.zh.remedy}`, en: `line ${fault.line}: ${fault.en.cause}; ${fault.en.remedy}` }));
      throw new Problem('validation', { zh: `流水有 ${faults.length} 行不能识别`, en: `${faults.length} lines of the statement cannot be taken` }, { errors });
    }
    const institutions = await this.institutions.all();
    return rows.map((row) => {
      const account = accountOf(row, institutions);
      return {
        accountNumber: account.number, amountFen: row.amountFen, accountKind: account.kind, ...(account.institutionCode ? { institutionCode: account.institutionCode } : {}), ...(account.holderName ? { holderName: account.holderName } : {}),
        ...(row.transferredAt ? { transferredAt: row.transferredAt } : {}), ...(row.clearingSerial ? { clearingSerial: row.clearingSerial } : {}),
      };
    });
  }
}

/** Police by the organ of the incident or the one that instructed; a clerk by the own institution. */
function maySee(user: DeskUser, organPaths: readonly string[], institutionCode: string): boolean {
  return user.organ ? organPaths.some((path) => seesOrgan(user.organ?.path ?? '', path)) : user.institution?.code === institutionCode;
}
