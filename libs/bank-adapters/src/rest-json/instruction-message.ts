import type { Instruction } from '#domain';
import { SEAL_ALGORITHM } from '#electronic-seal';
import type { AttemptContext } from '../bank-adapter.port';

/** The body of POST /v1/instructions. Amounts in fen, times ISO 8601 with zone. */
export function instructionMessage(instruction: Instruction, attempt: AttemptContext): string {
  return JSON.stringify({
    instructionId: instruction.id,
    kind: instruction.kind,
    account: { number: instruction.accountNumber, kind: instruction.accountKind, holderName: instruction.holderName },
    amountFen: instruction.amountFen,
    transferredAt: instruction.transferredAt,
    incidentNumber: instruction.incidentNumber,
    organCode: instruction.organCode,
    issuedAt: attempt.now().toISOString(),
    callbackUrl: attempt.callbackUrl,
    handler: instruction.officers?.handler ?? null,
    secondOfficer: instruction.officers?.secondOfficer ?? null,
    ...sealed(attempt),
    ...measureTerms(instruction),
    ...protectionTerms(instruction),
  });
}

/** The exact bytes that the organ sealed, and the seal. */
function sealed({ seal }: AttemptContext): Record<string, unknown> {
  return seal ? { document: Buffer.from(seal.document).toString('base64'), seal: { algorithm: SEAL_ALGORITHM, keyId: seal.keyId, signature: seal.signature } } : {};
}

/** Only measures on a hold have them: which instruction placed it, why, until when, and by whose approval. A stop's body stays as it was. */
function measureTerms({ measure }: Instruction): Record<string, unknown> {
  if (!measure) return {};
  const { originalInstructionId, reason, until, caseNumber, approverName, approverLevel } = measure;
  return { originalInstructionId, reason, until, caseNumber, approverName, approverLevel };
}

/** Only a protective stop of a victim's own card and its release have them: who consented, why, until when. */
function protectionTerms({ protection }: Instruction): Record<string, unknown> {
  if (!protection) return {};
  const { consent, reason, until, originalInstructionId } = protection;
  return { consent, reason, until, ...(originalInstructionId === null ? {} : { originalInstructionId }) };
}
