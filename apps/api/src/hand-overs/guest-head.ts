import { seesOrgan } from '#domain';
import type { IncidentHead, LedgerTransaction } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import { sharedWith } from '../board/in-sight';
import { noSuchIncident } from '../board/incident-reader';

/**
 * The locked head, for work on a hold: also for an organ that has, or is offered, the right to one of the incident's holds. Throws 404 otherwise.
 * @param accepted only for one that has accepted a right
 */
export async function headForHold(transaction: LedgerTransaction, incidentId: string, user: OrganUser, accepted = false): Promise<IncidentHead> {
  const head = transaction.heads.get(incidentId);
  if (head && seesOrgan(user.organ.path, head.organPath)) return head;
  const [guest] = head ? await transaction.sql.rows(`select from (${sharedWith('$2')}) shared where incident_id = $1 and (state = 'accepted' or not $3) limit 1`, [incidentId, user.organ.path, accepted]) : [];
  if (!head || !guest) throw noSuchIncident();
  return head;
}
