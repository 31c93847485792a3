import type { SimulatedAccount } from '../accounts/simulated-account';
import { placeStop, say, type Decision } from '../answers/decision';
import type { OnwardSaid } from '../answers/wire-messages';
import type { InstructionRecord } from '../books/books';
import { FieldReader, type FieldFault } from './field-reader';

/** What a clerk of a by-hand institution typed. Without a code the books decide. */
export interface ClerkAnswer {
  readonly instructionId: string;
  readonly code: string | null;
  readonly text: string | null;
  readonly controlledFen: number;
  readonly cashedOutFen: number;
  readonly onward: readonly OnwardSaid[];
}

export function parseClerkAnswer(body: unknown, now: Date): ClerkAnswer | { readonly faults: readonly FieldFault[] } {
  const faults: FieldFault[] = [];
  const reader = FieldReader.of(body, '', faults);
  const answer: ClerkAnswer = {
    instructionId: reader.text('instructionId'), code: reader.optionalText('code'), text: reader.optionalText('text'),
    controlledFen: reader.whole('controlledFen', 0), cashedOutFen: reader.whole('cashedOutFen', 0),
    onward: reader.list('onward', (entry) => ({
      institutionCode: entry.text('institutionCode'), accountNumber: entry.text('accountNumber'), accountKind: entry.optionalText('accountKind') ?? 'card',
      holderName: entry.optionalText('holderName'), amountFen: entry.whole('amountFen'),
      transferredAt: entry.optionalText('transferredAt') ?? now.toISOString(), clearingSerial: entry.optionalText('clearingSerial') ?? `CS-${reader.text('instructionId').slice(0, 8)}`,
    })),
  };
  return faults.length > 0 ? { faults } : answer;
}

/** The clerk's words as a decision; undefined when the books shall decide. A controlled amount is a stop in the books. */
export function decisionOf(answer: ClerkAnswer, record: InstructionRecord, account: SimulatedAccount | undefined, now: Date): Decision | undefined {
  if (answer.code === null) return undefined;
  const { controlledFen, cashedOutFen, onward } = answer;
  const stops = account && controlledFen > 0 ? [placeStop(record.instruction, account, controlledFen, now)] : [];
  return say(record.instruction, answer.code, now, { controlledFen, cashedOutFen, onward, ...(answer.text ? { text: answer.text } : {}) }, stops);
}
