import { keyOf, type AccountRef, type MuleRoute, type SimulatedAccount } from '../accounts/simulated-account';
import type { AnswerSaid, InstructionReceived } from '../answers/wire-messages';
import type { Temperament } from '../institutions/temperament';
import type { BookEvent, PlannedMovement } from './book-event';

/** What a simulated institution knows of one instruction. */
export interface InstructionRecord {
  readonly institutionCode: string;
  readonly instruction: InstructionReceived;
  readonly receivedAt: string;
  timesReceived: number;
  answer: AnswerSaid | null;
  callbacksOwed: number;
  callbacksDelivered: number;
  /** Later answers (a watch's movements, a queue's places), not yet delivered; oldest first. */
  pushesOwed: AnswerSaid[];
}

/** Where events are kept beyond the process. */
export interface BooksKeeper {
  append(events: readonly BookEvent[]): void;
}

/** The simulated world's state. It changes only through `record`, which writes first. */
export class Books {
  readonly accounts = new Map<string, SimulatedAccount>();
  readonly instructions = new Map<string, InstructionRecord>();
  readonly routes = new Map<string, MuleRoute>();
  readonly movementsDue = new Map<string, PlannedMovement>();
  readonly temperaments = new Map<string, Temperament>();
  /** Movements ever planned; makes their serials unique. */
  movementsPlanned = 0;

  constructor(private readonly keeper: BooksKeeper) {}

  /** Writes the events as one unit, then applies them. */
  record(...events: readonly BookEvent[]): void {
    if (events.length === 0) return;
    this.keeper.append(events);
    for (const event of events) this.apply(event);
  }

  /** Applies an event that has been written before. */
  apply(event: BookEvent): void {
    switch (event.type) {
      case 'tempered': this.temperaments.set(event.institutionCode, event.temperament); return;
      case 'account_set': this.setAccount(event); return;
      case 'route_set': this.routes.set(keyOf(event.route.from), event.route); return;
      case 'credited': this.mustFind(event.account).balanceFen += event.amountFen; return;
      case 'movement_planned':
        this.movementsDue.set(event.movement.id, event.movement);
        this.movementsPlanned += 1;
        return;
      case 'moved': this.move(event); return;
      case 'movement_blocked': this.movementsDue.delete(event.movementId); return;
      case 'received': this.receive(event); return;
      case 'repeated': this.mustFindInstruction(event.institutionCode, event.instructionId).timesReceived += 1; return;
      case 'stop_placed': this.mustFind(event.account).stops.push(event.stop); return;
      case 'stops_ended': this.changeStops(event.account, event.instructionIds, event.until); return;
      case 'stop_extended': this.changeStops(event.account, [event.instructionId], event.until); return;
      case 'protection_placed': this.mustFind(event.account).protections.push(event.protection); return;
      case 'protection_ended': this.endProtection(event); return;
      case 'outflows_reported':
        for (const outflow of this.mustFind(event.account).outflows) if (event.serials.includes(outflow.serial)) outflow.reported = true;
        return;
      case 'watch_begun': this.mustFind(event.account).watches.push(event.instructionId); return;
      case 'earlier_freezes_set': this.mustFind(event.account).earlierFreezes = event.earlierFreezes; return;
      case 'freeze_queued': this.mustFind(event.account).queuedFreezes.push(event.instruction); return;
      case 'freeze_unqueued': this.unqueue(event.account, event.instructionIds); return;
      case 'watches_ended': this.mustFind(event.account).watches = []; return;
      case 'later_answer_owed': this.mustFindInstruction(event.institutionCode, event.answer.instructionId).pushesOwed.push(event.answer); return;
      case 'later_answer_told': this.mustFindInstruction(event.institutionCode, event.instructionId).pushesOwed.shift(); return;
      case 'answered': Object.assign(this.mustFindInstruction(event.institutionCode, event.answer.instructionId), { answer: event.answer, callbacksOwed: event.callbacksOwed }); return;
      case 'called_back': this.mustFindInstruction(event.institutionCode, event.instructionId).callbacksDelivered += 1; return;
    }
  }

  account(ref: AccountRef): SimulatedAccount | undefined {
    return this.accounts.get(keyOf(ref));
  }

  instruction(institutionCode: string, instructionId: string): InstructionRecord | undefined {
    return this.instructions.get(`${institutionCode}:${instructionId}`);
  }

  private setAccount(event: Extract<BookEvent, { type: 'account_set' }>): void {
    const known = this.account(event.account);
    const { holderName, onDemand, answerCode, temperament } = event;
    if (known) Object.assign(known, { holderName, onDemand, answerCode, temperament });
    else this.accounts.set(keyOf(event.account), { ...event.account, kind: event.kind, holderName, onDemand, answerCode, temperament, balanceFen: 0, stops: [], protections: [], outflows: [], watches: [], earlierFreezes: [], queuedFreezes: [] });
  }

  private move(event: Extract<BookEvent, { type: 'moved' }>): void {
    const { id, from, to } = event.movement;
    this.movementsDue.delete(id);
    const source = this.mustFind(from);
    source.balanceFen -= event.amountFen;
    source.outflows.push({ serial: id, to, amountFen: event.amountFen, at: event.at, reported: false });
    if (to) this.mustFind(to).balanceFen += event.amountFen;
  }

  private receive(event: Extract<BookEvent, { type: 'received' }>): void {
    this.instructions.set(`${event.institutionCode}:${event.instruction.instructionId}`, {
      institutionCode: event.institutionCode, instruction: event.instruction, receivedAt: event.at,
      timesReceived: 1, answer: null, callbacksOwed: 0, callbacksDelivered: 0, pushesOwed: [],
    });
  }

  private unqueue(ref: AccountRef, instructionIds: readonly string[]): void {
    const account = this.mustFind(ref);
    account.queuedFreezes = account.queuedFreezes.filter(({ instructionId }) => !instructionIds.includes(instructionId));
  }

  private changeStops(ref: AccountRef, instructionIds: readonly string[], until: string): void {
    const account = this.mustFind(ref);
    account.stops = account.stops.map((stop) => (instructionIds.includes(stop.instructionId) ? { ...stop, until } : stop));
  }

  private endProtection({ account: ref, instructionId, until }: Extract<BookEvent, { type: 'protection_ended' }>): void {
    const account = this.mustFind(ref);
    account.protections = account.protections.map((protection) => (protection.instructionId === instructionId ? { ...protection, until } : protection));
  }

  private mustFind(ref: AccountRef): SimulatedAccount {
    const account = this.account(ref);
    if (!account) throw new Error(`the simulated books know no account at ${ref.institutionCode}`);
    return account;
  }

  private mustFindInstruction(institutionCode: string, instructionId: string): InstructionRecord {
    const record = this.instruction(institutionCode, instructionId);
    if (!record) throw new Error(`the simulated books know no instruction ${instructionId} at ${institutionCode}`);
    return record;
  }
}
