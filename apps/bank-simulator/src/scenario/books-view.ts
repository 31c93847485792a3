import type { Books, InstructionRecord } from '../books/books';
import type { InstitutionRegister } from '../institutions/institution-register';

/** Narrows GET /simulator/books. */
export interface BooksFilter {
  readonly institutionCode: string | null;
  readonly instructionId: string | null;
}

/** The institutions' own ledgers as tests and auditors read them: what really happened, whatever was answered. */
export function viewBooks(books: Books, register: InstitutionRegister, filter: BooksFilter): object {
  const wanted = register.all.filter((institution) => filter.institutionCode === null || institution.code === filter.institutionCode);
  const instructions = [...books.instructions.values()].filter((record) => filter.instructionId === null || record.instruction.instructionId === filter.instructionId);
  return {
    institutions: wanted.map(({ code, name }) => ({
      code, name,
      temperament: books.temperaments.get(code)?.kind ?? register.find(code)?.temperament.kind,
      instructions: instructions.filter((record) => record.institutionCode === code).map((record) => viewInstruction(books, record)),
      accounts: filter.instructionId !== null ? [] : [...books.accounts.values()].filter((account) => account.institutionCode === code),
    })),
    movementsDue: [...books.movementsDue.values()],
  };
}

function viewInstruction(books: Books, record: InstructionRecord): object {
  const { instruction, receivedAt, timesReceived, answer, callbacksOwed, callbacksDelivered } = record;
  const account = books.account({ institutionCode: record.institutionCode, number: instruction.accountNumber });
  const effects = [...(account?.stops ?? []), ...(account?.protections ?? [])].filter((stop) => stop.instructionId === instruction.instructionId).length;
  return { ...instruction, receivedAt, timesReceived, effects, answer, callbacksOwed, callbacksDelivered };
}
