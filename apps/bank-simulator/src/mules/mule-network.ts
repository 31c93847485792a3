import { magicAnswerCode, magicRoute } from '../accounts/magic-accounts';
import { keyOf, protectionsInForce, stopsInForce, type AccountRef, type MuleRoute, type RouteLeg, type SimulatedAccount } from '../accounts/simulated-account';
import type { BookEvent, PlannedMovement } from '../books/book-event';
import type { Books } from '../books/books';
import type { InstitutionRegister } from '../institutions/institution-register';
import { seededDigits } from '../institutions/seeded-chance';
import type { SimulatedClock } from '../institutions/simulated-clock';

/** Hops that happen at once at most; a circle of routes without delay goes on by the clock after that. */
const IMMEDIATE_HOPS_MAX = 20;
const LATER_HOP_MS = 1_000;

/** Money arriving at an account, and the mules who move it on until a stop holds it. */
export class MuleNetwork {
  private hops = 0;
  /** Called after money has left an account. */
  onMoved: (from: AccountRef, serial: string) => void = () => undefined;

  constructor(private readonly books: Books, private readonly register: InstitutionRegister, private readonly clock: SimulatedClock) {}

  /** The account, opened for whoever names it if it was unknown. */
  open(ref: AccountRef, kind: string, holderName: string | null, onDemand: boolean): SimulatedAccount {
    if (!this.books.account(ref)) {
      this.books.record({ type: 'account_set', account: ref, kind, holderName, onDemand, answerCode: onDemand ? magicAnswerCode(ref.number) : null, temperament: null });
    }
    return this.books.account(ref)!;
  }

  /** A payment into a known account. */
  credit(ref: AccountRef, amountFen: number): void {
    this.books.record({ type: 'credited', account: ref, amountFen });
    this.onArrival(ref, amountFen);
  }

  /** Takes up the movements that were due when the simulator ended. */
  resume(): void {
    for (const movement of this.books.movementsDue.values()) this.clock.at(movement.dueAt, () => this.execute(movement));
  }

  private onArrival(ref: AccountRef, amountFen: number): void {
    const account = this.books.account(ref);
    const route = this.books.routes.get(keyOf(ref)) ?? (account?.onDemand ? magicRoute(ref, this.register) : undefined);
    if (!route || amountFen === 0) return;
    const movements = this.plan(route, amountFen);
    this.books.record(...movements.map((movement): BookEvent => ({ type: 'movement_planned', movement })));
    for (const movement of movements) this.start(movement, route.afterMs);
  }

  private start(movement: PlannedMovement, afterMs: number): void {
    if (afterMs > 0 || this.hops >= IMMEDIATE_HOPS_MAX) {
      this.clock.after(afterMs || LATER_HOP_MS, () => this.execute(movement));
      return;
    }
    this.hops += 1;
    try {
      this.execute(movement);
    } finally {
      this.hops -= 1;
    }
  }

  private plan(route: MuleRoute, amountFen: number): readonly PlannedMovement[] {
    let rest = amountFen;
    const dueAt = this.clock.dueAfter(route.afterMs);
    return route.legs.flatMap((leg, index) => {
      const share = Math.min(rest, shareOf(leg, amountFen, rest));
      rest -= share;
      const id = `CS${seededDigits(16, keyOf(route.from), this.books.movementsPlanned, index)}`;
      return share > 0 ? [{ id, from: route.from, to: leg.to, amountFen: share, dueAt }] : [];
    });
  }

  private execute(movement: PlannedMovement): void {
    const source = this.books.account(movement.from);
    if (!source || !this.books.movementsDue.has(movement.id)) return;
    const at = this.clock.now();
    const amountFen = Math.min(movement.amountFen, source.balanceFen);
    // A stopped account receives and pays nothing out: the rest stays where it is. Nor does a protected card.
    if (amountFen <= 0 || stopsInForce(source, at).length > 0 || protectionsInForce(source, at).length > 0) {
      this.books.record({ type: 'movement_blocked', movementId: movement.id, at: at.toISOString() });
      return;
    }
    if (movement.to) this.open(movement.to, 'card', null, false);
    this.books.record({ type: 'moved', movement, amountFen, at: at.toISOString() });
    this.onMoved(movement.from, movement.id);
    if (movement.to) this.onArrival(movement.to, amountFen);
  }
}

function shareOf(leg: RouteLeg, amountFen: number, rest: number): number {
  if (leg.amountFen !== undefined) return leg.amountFen;
  return leg.permille === undefined ? rest : Math.floor((amountFen * leg.permille) / 1000);
}
