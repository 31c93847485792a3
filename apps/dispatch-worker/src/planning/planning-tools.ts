import type { ApprovalPolicy, HoldPolicy, IdSource } from '#domain';
import type { DispatchInstitution } from '../institutions/institution-directory';
import type { SealOffice } from '../sealing/seal-office';

/** What planning needs besides the transaction. */
export interface PlanningTools {
  readonly ids: IdSource;
  readonly hold: HoldPolicy;
  readonly approval: ApprovalPolicy;
  readonly seals: SealOffice;
  readonly findInstitution: (code: string) => DispatchInstitution | undefined;
  /** This worker's number, or null while it may take no lease. */
  readonly workerNumber: () => number | null;
}

/** Takes a place at an institution for an instruction that goes out at once; false: it stays planned and is claimed later. */
export type EnterGate = (institution: DispatchInstitution) => boolean;

/** How long after its deadline a lease still belongs to a worker that lives, milliseconds. */
export const LEASE_GRACE_MS = 5_000;
