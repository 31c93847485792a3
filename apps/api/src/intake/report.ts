import type { IncidentDetails, SoftWarning } from '#domain';
import type { OrganUser } from '../auth/desk-user';
import type { IncidentView } from '../board/incident-view';
import type { RequestKey } from '../idempotency/idempotency-key';
import type { NewTransfer } from './new-transfer';

/** A report that has passed the door. */
export interface Report {
  readonly id: string;
  readonly user: OrganUser;
  readonly requestKey: RequestKey;
  readonly traceparent: string;
  readonly reportedAt: Date;
  readonly details: IncidentDetails;
  readonly transfers: readonly NewTransfer[];
  readonly warnings: readonly SoftWarning[];
}

export interface ReportedBody { readonly incident: IncidentView; readonly warnings: readonly SoftWarning[] }
