import type {
  ClockName, ConsentMeans, CutOffReason, EscalationReason, InstructionKind, InstructionState, NonDeliveryCause, OrganLevel, RefusalReason, SilenceCause, TransferSource,
} from '#domain';
import type { Role } from '../api/contract';

/** A word for every name the domain uses; a missing one does not compile. */
export interface Words {
  readonly state: Record<InstructionState, string>;
  readonly kind: Record<InstructionKind, string>;
  readonly refusal: Record<RefusalReason, string>;
  readonly silence: Record<SilenceCause, string>;
  readonly nonDelivery: Record<NonDeliveryCause | 'never_received', string>;
  readonly escalation: Record<EscalationReason, string>;
  readonly level: Record<OrganLevel, string>;
  readonly clock: Record<ClockName, string>;
  readonly cutOff: Record<CutOffReason, string>;
  readonly source: Record<TransferSource, string>;
  readonly role: Record<Role, string>;
  readonly consentMeans: Record<ConsentMeans, string>;
}
