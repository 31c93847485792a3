import type { SimulatedAccount } from '../accounts/simulated-account';
import type { BookEvent } from '../books/book-event';
import { wordsFor } from './answer-words';
import type { AnswerSaid, InstructionReceived } from './wire-messages';

/** A stop lasts 48 hours from the bank's own moment. */
export const STOP_LASTS_MS = 48 * 3_600_000;
const FREEZE_LASTS_MONTHS = 6;

/** An answer and what it changes in the bank's books; both are recorded together. */
export interface Decision {
  readonly answer: AnswerSaid;
  readonly effects: readonly BookEvent[];
}

/** Body of an answer; amounts that are not given are 0. */
export function say(instruction: InstructionReceived, code: string, now: Date, said: Partial<AnswerSaid> = {}, effects: readonly BookEvent[] = []): Decision {
  const answer = { instructionId: instruction.instructionId, code, text: wordsFor(code), bankAt: now.toISOString(), controlledFen: 0, cashedOutFen: 0, onward: [], ...said };
  return { answer, effects };
}

/** The effect of a stop that controls an amount. */
export function placeStop(instruction: InstructionReceived, account: SimulatedAccount, controlledFen: number, now: Date): BookEvent {
  return withRefOnly({
    type: 'stop_placed', account,
    stop: {
      instructionId: instruction.instructionId, organCode: instruction.organCode, controlledFen,
      since: now.toISOString(), until: new Date(now.getTime() + STOP_LASTS_MS).toISOString(),
    },
  });
}

/** Six months after a moment, ISO 8601. */
export function freezeEnd(from: Date): string {
  const end = new Date(from);
  end.setUTCMonth(end.getUTCMonth() + FREEZE_LASTS_MONTHS);
  return end.toISOString();
}

/** Events name an account; they do not carry its state into the file. */
export function withRefOnly<E extends Extract<BookEvent, { account: unknown }>>(event: E): E {
  return { ...event, account: { institutionCode: event.account.institutionCode, number: event.account.number } };
}
