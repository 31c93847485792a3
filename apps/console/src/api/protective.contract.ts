import type { Consent, ConsentMeans, InstructionState, ProtectionState, RefusalReason } from '#domain';

export interface ProtectiveReleaseView {
  readonly reason: string; readonly requestedBy: string; readonly requestedAt: string; readonly instructionId: string | null;
  readonly instructionState: InstructionState | null; readonly refusal: RefusalReason | null; readonly awaitsPlan: boolean;
}
/** 保护性止付 of the victim's own card: no hold on a suspect account. */
export interface ProtectiveStopView {
  readonly id: string; readonly institutionCode: string; readonly accountNumber: string; readonly holderName: string; readonly organCode: string;
  readonly consent: Consent; readonly reason: string; readonly requestedBy: string; readonly requestedAt: string;
  readonly instructionId: string | null; readonly instructionState: InstructionState | null; readonly refusal: RefusalReason | null; readonly needsHuman: boolean; readonly answerText: string | null;
  /** Null: no bank has said that it is in force. */
  readonly state: ProtectionState | null; readonly since: string | null; readonly until: string | null;
  readonly release: ProtectiveReleaseView | null;
}
export interface ProtectiveStopInput { accountNumber: string; holderName: string; consentBy: string; consentMeans: ConsentMeans; reason: string; institutionCode?: string }
