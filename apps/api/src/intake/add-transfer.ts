import { Injectable } from '@nestjs/common';
import { Clock, IdSource, type SoftWarning } from '#domain';
import { accountIncidents, insertBatch, Ledger, TRANSFER_COLUMNS, type LedgerTransaction } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { ApiConfiguration } from '../configuration/api-configuration';
import { claimKey, unlessReused, type Answered } from '../idempotency/answered-before';
import type { RequestKey } from '../idempotency/idempotency-key';
import { InstitutionDirectory } from '../organs/institution-directory';
import { fieldProblem } from '../problems/problem';
import { headInScope } from './lock-incident';
import { newTransfer, type Place } from './new-transfer';
import type { AddTransferDto } from './transfer.dto';

/** Transfers of one incident; beyond it something is wrong and a human must look. */
export const TRANSFERS_PER_INCIDENT_MAX = 2_000;

/** A transfer that became known after the report: one more payment of the victim, or a step of the money that a person found out. */
@Injectable()
export class AddTransfer {
  constructor(private readonly ledger: Ledger, private readonly ids: IdSource, private readonly clock: Clock, private readonly institutions: InstitutionDirectory, private readonly configuration: ApiConfiguration) {}

  /** What is stored under the key are the warnings; the incident itself is read anew for every answer. */
  async run(incidentId: string, dto: AddTransferDto, user: OrganUser, requestKey: RequestKey, traceparent: string): Promise<Answered<{ readonly warnings: readonly SoftWarning[] }>> {
    // Reads of reference data come first: nothing waits inside the transaction.
    const draft = await newTransfer(dto, { parentTransferId: null, layer: 1, source: 'operator' }, '', { ids: this.ids, institutions: this.institutions, now: this.clock.now() });
    const { result } = await this.ledger.commit([incidentId], async (transaction) => {
      const head = headInScope(transaction, incidentId, user);
      const body = { warnings: draft.warnings };
      const standing = unlessReused(await claimKey(transaction.sql, { actor: user.login, requestKey, status: 201, body }));
      if (standing) return standing as Answered<typeof body>;
      const place = await placeOf(transaction, incidentId, dto.parentTransferId, this.configuration.policies.chase.layersMax);
      const told = { ...draft.told, ...place };
      await insertBatch(transaction.sql, 'transfers', TRANSFER_COLUMNS, [{ ...draft.columns, parent_transfer_id: place.parentTransferId, layer: place.layer, incident_id: incidentId, traceparent }]);
      if (place.layer === 1 && told.transferredAt !== null) head.transferredAt = earlier(head.transferredAt, new Date(told.transferredAt));
      transaction.append({ incidentId, type: 'transfer.added', data: told, actor: user.login }, traceparent);
      await accountIncidents(transaction, [incidentId], user.login);
      head.watchAt = transaction.at;
      return { status: 201, body, replayed: false };
    });
    return result;
  }
}

async function placeOf(transaction: LedgerTransaction, incidentId: string, parentTransferId: string | undefined, layersMax: number): Promise<Place> {
  const [row] = await transaction.sql.rows<{ count: number; parent_layer: number | null }>(
    'select count(*)::int as count, max(layer) filter (where id = $2) as parent_layer from transfers where incident_id = $1', [incidentId, parentTransferId ?? null]);
  if ((row?.count ?? 0) >= TRANSFERS_PER_INCIDENT_MAX) throw fieldProblem('transfers', `一起警情最多 ${TRANSFERS_PER_INCIDENT_MAX} 笔转账`, `an incident has at most ${TRANSFERS_PER_INCIDENT_MAX} transfers`);
  if (parentTransferId === undefined) return { parentTransferId: null, layer: 1, source: 'operator' };
  const parentLayer = row?.parent_layer ?? null;
  if (parentLayer === null) throw fieldProblem('parentTransferId', '本警情中没有这笔转账', 'this incident has no such transfer');
  if (parentLayer >= layersMax) throw fieldProblem('parentTransferId', `最多追踪 ${layersMax} 层`, `at most ${layersMax} layers are followed`);
  return { parentTransferId, layer: parentLayer + 1, source: 'operator' };
}

function earlier(a: Date | null, b: Date): Date {
  return a !== null && a < b ? a : b;
}
