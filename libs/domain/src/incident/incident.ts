import type { Account } from '../account/account';
import type { Fen } from '../money/money';

/** live: money or an institution's word is still outstanding. settled: every lost fen is placed and no word is owed. */
export const INCIDENT_STATES = ['live', 'settled'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** What a desk may know of the victim and the deed; all of it may come later. */
export interface IncidentDetails {
  readonly victimName: string | null;
  readonly victimPhone: string | null;
  readonly victimIdNumber: string | null;
  /** Kind of fraud, free text or a code of the organ's own table. */
  readonly scheme: string | null;
  readonly narrative: string | null;
  /** The call's own number (警情编号), if the call system gave one. */
  readonly callNumber: string | null;
  /** 案件编号: exists only after filing. */
  readonly caseNumber: string | null;
  /** 协查人 chosen for this incident, by the code of the officer; null: the organ's usual one. */
  readonly secondOfficerCode: string | null;
}

export const EMPTY_DETAILS: IncidentDetails = {
  victimName: null, victimPhone: null, victimIdNumber: null, scheme: null, narrative: null, callNumber: null, caseNumber: null, secondOfficerCode: null,
};

export const TRANSFER_SOURCES = ['report', 'operator', 'answer', 'bank_clerk'] as const;
/** Who told us of a transfer. */
export type TransferSource = (typeof TRANSFER_SOURCES)[number];

/** 转账: one movement of stolen money into an account. Layer 1 is the account that the victim paid. */
export interface Transfer {
  readonly id: string;
  readonly incidentId: string;
  readonly parentTransferId: string | null;
  readonly layer: number;
  readonly amountFen: Fen;
  /** ISO 8601 with zone; null while unknown. */
  readonly transferredAt: string | null;
  readonly account: Account;
  readonly payerAccountNumber: string | null;
  readonly payerInstitutionName: string | null;
  readonly bankSerial: string | null;
  readonly clearingSerial: string | null;
  readonly orderNumber: string | null;
  readonly source: TransferSource;
}
