import { Injectable } from '@nestjs/common';
import { permitCancellation, permitPayment, type OpenReturn, type ReturnState } from '#domain';
import { accountIncidents, Ledger, writePaidBack, type LedgerTransaction } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { claimKey } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { headForHold } from '../hand-overs/guest-head';
import { notFound } from '../problems/problem';
import { lockFreeze, type FreezeRow } from './lock-freeze';
import { refusalProblem } from './refusal-texts';
import type { CancellationDto, PaymentDto } from './return.dto';

interface ReturnRow { hold_id: string; transfer_id: string; amount_fen: string; state: ReturnState; decided_at: Date }
interface Ending { readonly transaction: LedgerTransaction; readonly row: ReturnRow; readonly hold: FreezeRow; readonly open: OpenReturn; readonly told: ToldReturn; readonly incidentIds: readonly string[] }
interface ToldReturn { readonly returnId: string; readonly holdId: string; readonly victimIncidentId: string; readonly victimNumber: string; readonly institutionCode: string; readonly accountNumber: string; readonly amountFen: number }

/** How a decided return ends: the bank paid it, or it is called off. Both are written down by the police; no wire message tells them. */
@Injectable()
export class EndReturn {
  constructor(private readonly ledger: Ledger) {}

  /** Moves the money from the hold to the victim in the books. @returns true when the request was answered before */
  pay(incidentId: string, returnId: string, paid: PaymentDto, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    return this.end(incidentId, returnId, user, requestKey, async ({ transaction, row, hold, open, told, incidentIds }) => {
      const serial = paid.serial.trim();
      const paidAt = new Date(paid.paidAt);
      const refusal = permitPayment(open, { byOrganCode: user.organ.code, serial, atMs: paidAt.getTime() }, transaction.at.getTime());
      if (refusal) throw refusalProblem(refusal);
      await writePaidBack(transaction.sql, { returnId, holdId: hold.id, transferId: row.transfer_id, victimIncidentId: told.victimIncidentId, amountFen: told.amountFen, paidAt, serial, by: user.login, at: transaction.at });
      for (const id of incidentIds) transaction.append({ incidentId: id, type: 'return.paid', actor: user.login, data: { ...told, paidAt: paidAt.toISOString(), serial } }, traceparent);
      await accountIncidents(transaction, incidentIds, user.login);
    });
  }

  /** @returns true when the request was answered before */
  cancel(incidentId: string, returnId: string, asked: CancellationDto, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<boolean> {
    return this.end(incidentId, returnId, user, requestKey, async ({ transaction, open, told, incidentIds }) => {
      const refusal = permitCancellation(open, { byOrganCode: user.organ.code });
      if (refusal) throw refusalProblem(refusal);
      const reason = asked.reason.trim();
      await transaction.sql.rows("update returns set state = 'cancelled', cancel_reason = $2, ended_by = $3, ended_at = $4 where id = $1", [returnId, reason, user.login, transaction.at]);
      for (const id of incidentIds) transaction.append({ incidentId: id, type: 'return.cancelled', actor: user.login, data: { ...told, reason } }, traceparent);
    });
  }

  private async end(incidentId: string, returnId: string, user: OrganUser, requestKey: RequestKey, work: (ending: Ending) => Promise<void>): Promise<boolean> {
    // Whose it is and from which hold never changes, so it may be read before the locks.
    const [named] = await this.ledger.sql.rows<{ hold_id: string; victim_id: string }>(
      'select r.hold_id, r.incident_id as victim_id from returns r join holds h on h.id = r.hold_id where r.id = $1 and h.incident_id = $2', [returnId, incidentId]);
    const incidentIds = [...new Set([incidentId, named?.victim_id ?? incidentId])];
    const { result } = await this.ledger.commit(incidentIds, async (transaction) => {
      await headForHold(transaction, incidentId, user);
      if (!named) throw notFound('本警情中没有这项返还决定', 'This incident has no such return');
      if (await claimKey(transaction.sql, { actor: user.login, requestKey, status: 200, body: {} })) return true;
      const hold = await lockFreeze(transaction.sql, incidentId, named.hold_id, named.victim_id);
      const [row] = await transaction.sql.rows<ReturnRow>('select hold_id, transfer_id, amount_fen, state, decided_at from returns where id = $1 for update', [returnId]);
      if (!row) throw new Error(`return ${returnId} was there before its lock`);
      const amountFen = Number(row.amount_fen);
      await work({
        transaction, row, hold, incidentIds,
        open: { state: row.state, amountFen, decidedAtMs: row.decided_at.getTime(), holdState: hold.state, holdUntilMs: hold.until.getTime(), organCode: hold.organ_code, allocatedFen: Number(hold.allocated_fen) },
        told: { returnId, holdId: hold.id, victimIncidentId: named.victim_id, victimNumber: transaction.head(named.victim_id).number, institutionCode: hold.institution_code, accountNumber: hold.account_number, amountFen },
      });
      return false;
    });
    return result;
  }
}
