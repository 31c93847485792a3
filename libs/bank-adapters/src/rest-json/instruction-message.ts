import type { Instruction } from '#domain';
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
  });
}
