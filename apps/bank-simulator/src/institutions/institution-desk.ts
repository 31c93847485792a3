import { magicTemperament } from '../accounts/magic-accounts';
import type { AccountRef, SimulatedAccount } from '../accounts/simulated-account';
import type { CallbackCourier } from '../answers/callback-courier';
import { tellTurn } from '../answers/decide-queue';
import { decideAnswer, tellMovement } from '../answers/decide-answer';
import type { Decision } from '../answers/decision';
import { lieAbout } from '../answers/lies';
import { sayAccepted, sayAnswer, sayJson, sayNotAccepted, sayProblem, type Reply } from '../answers/reply';
import { isSameIntent, type AnswerSaid, type InstructionReceived } from '../answers/wire-messages';
import type { Books, InstructionRecord } from '../books/books';
import type { MuleNetwork } from '../mules/mule-network';
import { chooseFault } from './choose-fault';
import type { SimulatedInstitution } from './institution-register';
import type { SimulatedClock } from './simulated-clock';
import type { Temperament } from './temperament';

/** The desk of the simulated institutions: receives instructions and answers each by the temperament of the house. */
export class InstitutionDesk {
  /** How often each instruction was sent here, counting what never reached the books. */
  private readonly knocks = new Map<string, number>();

  constructor(private readonly books: Books, private readonly mules: MuleNetwork, private readonly courier: CallbackCourier, private readonly clock: SimulatedClock, private readonly findInstitution: (code: string) => SimulatedInstitution | undefined) {}

  /** A new or repeated instruction. */
  async receive(institution: SimulatedInstitution, instruction: InstructionReceived): Promise<Reply> {
    const temperament = this.temperamentFor(institution, instruction.accountNumber);
    const knock = (this.knocks.get(instruction.instructionId) ?? 0) + 1;
    this.knocks.set(instruction.instructionId, knock);
    const fault = temperament.kind === 'flaky' ? chooseFault(temperament, instruction.instructionId, knock) : null;
    if (temperament.kind === 'down' || fault === 'not_accepted') return sayNotAccepted();
    if (fault === 'reset_before_effect') return { kind: 'drop' };

    const known = this.books.instruction(institution.code, instruction.instructionId);
    if (known && !isSameIntent(known.instruction, instruction)) return sayProblem(422, 'ID_REUSED', 'this instruction id was used for something else');
    const record = known ? this.repeat(known) : this.enter(institution, instruction);
    if (known?.answer) return sayAnswer(known.answer);
    const reply = await this.answerBy(temperament, record, known !== undefined);
    if (fault === 'reset_after_effect') return { kind: 'drop' };
    return fault === 'server_error_after_effect' ? sayJson(500, { text: '系统异常 internal error' }, false) : reply;
  }

  /** A status query: has no effect. */
  inquire(institution: SimulatedInstitution, instructionId: string): Reply {
    const record = this.books.instruction(institution.code, instructionId);
    const temperament = this.temperamentFor(institution, record?.instruction.accountNumber);
    if (temperament.kind === 'down') return sayNotAccepted();
    if (temperament.kind === 'silent') return { kind: 'hang' };
    if (!record) return sayJson(404, { instructionId, code: 'NEVER_RECEIVED', text: '未收到该指令 never received' });
    if (temperament.kind === 'lying' && !record.answer) return lieAbout(record, temperament, this.clock.now());
    return record.answer ? sayAnswer(record.answer) : sayAccepted(record);
  }

  /** Decides now, unless it was decided before. A clerk may bring an own decision. */
  settle(record: InstructionRecord, callbacksOwed: number, decision?: Decision): AnswerSaid {
    if (record.answer) return record.answer;
    const { answer, effects } = decision ?? decideAnswer(record.instruction, this.accountOf(record), this.clock.now(), (to) => this.books.account(to), this.findInstitution(record.institutionCode)?.capabilities ?? null);
    this.books.record(...effects, { type: 'answered', institutionCode: record.institutionCode, answer, callbacksOwed });
    if (callbacksOwed > 0) this.courier.take(record);
    return answer;
  }

  /** Money has left an account: whoever watches it is told, as soon as the door takes it. */
  onMoved(from: AccountRef, serial: string): void {
    const account = this.books.account(from);
    const outflow = account?.outflows.find((one) => one.serial === serial);
    if (!account || !outflow) return;
    for (const watchId of account.watches) {
      const record = this.books.instruction(account.institutionCode, watchId);
      if (!record) continue;
      this.books.record({ type: 'later_answer_owed', institutionCode: account.institutionCode, answer: tellMovement(watchId, account, outflow, (to) => this.books.account(to)) });
      this.courier.push(record);
    }
  }

  /** The first of the earlier freezes ends: every freeze in the queue behind it is told its new place, or that it is in force now. */
  endEarlierFreeze(ref: AccountRef): readonly AnswerSaid[] {
    const account = this.books.account(ref);
    if (!account) return [];
    this.books.record({ type: 'earlier_freezes_set', account: ref, earlierFreezes: account.earlierFreezes.slice(1) });
    return [...account.queuedFreezes].flatMap((freeze) => {
      const record = this.books.instruction(ref.institutionCode, freeze.instructionId);
      if (!record) return [];
      const ahead = account.queuedFreezes.findIndex(({ instructionId }) => instructionId === freeze.instructionId);
      const { answer, effects } = tellTurn(freeze, account, ahead, this.clock.now());
      this.books.record(...effects, { type: 'answered', institutionCode: ref.institutionCode, answer, callbacksOwed: record.callbacksOwed }, { type: 'later_answer_owed', institutionCode: ref.institutionCode, answer });
      this.courier.push(record);
      return [answer];
    });
  }

  accountOf(record: InstructionRecord): SimulatedAccount | undefined {
    return this.books.account({ institutionCode: record.institutionCode, number: record.instruction.accountNumber });
  }

  /** After a restart: what was being handled is finished, late answers are still called back. */
  resume(institutionOf: (code: string) => SimulatedInstitution | undefined): void {
    for (const record of this.books.instructions.values()) {
      const institution = institutionOf(record.institutionCode);
      if (record.answer || !institution) continue;
      const temperament = this.temperamentFor(institution, record.instruction.accountNumber);
      if (temperament.kind === 'fast' || temperament.kind === 'slow' || temperament.kind === 'flaky') this.settle(record, 0);
      else this.scheduleLateAnswer(temperament, record);
    }
  }

  private enter(institution: SimulatedInstitution, instruction: InstructionReceived): InstructionRecord {
    this.books.record({ type: 'received', institutionCode: institution.code, instruction, at: this.clock.now().toISOString() });
    const ref = { institutionCode: institution.code, number: instruction.accountNumber };
    const known = this.books.account(ref);
    // Whoever reports a payment into an account of ours that nobody has scripted is believed: the money is there.
    if (known ? known.onDemand : institution.binPrefixes.some((prefix) => instruction.accountNumber.startsWith(prefix))) {
      this.mules.open(ref, instruction.accountKind, instruction.holderName, true);
      if (instruction.kind === 'stop') this.mules.credit(ref, instruction.amountFen);
    }
    return this.books.instruction(institution.code, instruction.instructionId)!;
  }

  private repeat(record: InstructionRecord): InstructionRecord {
    this.books.record({ type: 'repeated', institutionCode: record.institutionCode, instructionId: record.instruction.instructionId, at: this.clock.now().toISOString() });
    return record;
  }

  private async answerBy(temperament: Temperament, record: InstructionRecord, isRepeat: boolean): Promise<Reply> {
    switch (temperament.kind) {
      case 'down': case 'silent': return { kind: 'hang' };
      case 'fast': case 'slow': case 'flaky':
        await this.clock.pause(temperament.delayMs);
        return sayAnswer(this.settle(record, 0));
      case 'lying':
        await this.clock.pause(temperament.delayMs);
        return lieAbout(record, temperament, this.clock.now());
      case 'callback': case 'duplicate_callbacks': case 'by_hand':
        if (!isRepeat) this.scheduleLateAnswer(temperament, record);
        return sayAccepted(record);
    }
  }

  private scheduleLateAnswer(temperament: Temperament, record: InstructionRecord): void {
    if (temperament.kind === 'callback') this.clock.after(temperament.delayMs, () => this.settle(record, 1));
    if (temperament.kind === 'duplicate_callbacks') this.clock.after(temperament.delayMs, () => this.settle(record, temperament.copies));
    if (temperament.kind === 'by_hand' && temperament.answerAfterMs !== null) this.clock.after(temperament.answerAfterMs, () => this.settle(record, 1));
  }

  /** A scenario for the account comes first, then a magic number, then the house. */
  private temperamentFor(institution: SimulatedInstitution, accountNumber?: string): Temperament {
    const house = this.books.temperaments.get(institution.code) ?? institution.temperament;
    if (accountNumber === undefined) return house;
    const account = this.books.account({ institutionCode: institution.code, number: accountNumber });
    if (account?.temperament) return account.temperament;
    const isOrdinary = !account || account.onDemand;
    return (isOrdinary ? magicTemperament(accountNumber) : undefined) ?? house;
  }
}
