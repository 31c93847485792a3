import * as fc from 'fast-check';
import { balances, decideChase, DEFAULT_CHASE_POLICY, placeMoney, type FlowTransfer, type Movement, type newMovements, type OnwardTransfer } from '#domain';

/**
 * What the houses that tell of movements are like: which serials they name. All tell the time. Payments that look alike, of which one house tells
 * neither a time nor a serial that another told, nobody can tell apart: there one question too many may be asked, and never one too few.
 */
export const TELLERS = {
  query_flow: { clearing: true, bank: false, time: true }, watch: { clearing: true, bank: true, time: true }, statement: { clearing: false, bank: true, time: true },
  stop: { clearing: false, bank: false, time: true },
} as const;
export type Teller = keyof typeof TELLERS;
interface Moved { readonly from: string; readonly to: string; readonly amountFen: number }
export interface TrueMovement extends Moved { readonly second: number; readonly serial: string }
/** `parts` picks among what left the account; a number twice is a repeated row of one list and one movement all the same. */
export type TellStep =
  | { readonly kind: 'tell'; readonly teller: Teller; readonly account: string; readonly by: number; readonly parts: readonly number[] }
  | { readonly kind: 'hold'; readonly account: string; readonly fen: number }
  | { readonly kind: 'lapse'; readonly account: string }
  | { readonly kind: 'return'; readonly account: string; readonly fen: number }
  | { readonly kind: 'divide'; readonly account: string }
  | { readonly kind: 'cash'; readonly account: string; readonly fen: number }
  | { readonly kind: 'join'; readonly root: number };
export interface ToldWorld { readonly roots: readonly { readonly account: string; readonly amountFen: number }[]; readonly movements: readonly TrueMovement[]; readonly steps: readonly TellStep[] }

const NAMES = ['A', 'B', 'C', 'D'];
const account = fc.constantFrom(...NAMES);
/** Few amounts and seconds, so that different movements look alike; accounts that pay each other and themselves in rings. */
const movements = fc.array(fc.record({ from: account, to: account, amountFen: fc.constantFrom(10, 20, 20, 35), second: fc.integer({ min: 0, max: 2 }) }), { minLength: 2, maxLength: 10 })
  .map((rows) => rows.filter((row) => row.from !== row.to).map((row, i): TrueMovement => ({ ...row, serial: `S${i}` })));
const fen = fc.integer({ min: 1, max: 120 });
const tell = fc.record({ kind: fc.constant('tell' as const), teller: fc.constantFrom(...(Object.keys(TELLERS) as Teller[])), account, by: fc.nat(9), parts: fc.array(fc.nat(9), { minLength: 1, maxLength: 8 }) });
export const toldWorlds: fc.Arbitrary<ToldWorld> = fc.record({
  roots: fc.array(fc.record({ account, amountFen: fc.constantFrom(20, 50, 100) }), { minLength: 1, maxLength: 3 }), movements,
  steps: fc.array(fc.oneof(
    { weight: 6, arbitrary: tell }, { weight: 2, arbitrary: fc.record({ kind: fc.constant('hold' as const), account, fen }) }, fc.record({ kind: fc.constant('lapse' as const), account }), fc.record({ kind: fc.constant('divide' as const), account }),
    fc.record({ kind: fc.constant('return' as const), account, fen }), fc.record({ kind: fc.constant('cash' as const), account, fen }), fc.record({ kind: fc.constant('join' as const), root: fc.nat(2) }),
  ), { minLength: 5, maxLength: 25 }),
});

/** A movement as a house tells it. */
export function toldBy(teller: Teller, one: TrueMovement): OnwardTransfer & { readonly bankSerial: string | null } {
  const says = TELLERS[teller];
  return {
    account: { institutionCode: 'b', number: one.to, kind: 'card', holderName: null }, amountFen: one.amountFen, transferredAt: says.time ? `2026-11-24T02:15:0${one.second}.000Z` : null,
    clearingSerial: says.clearing ? `C${one.serial}` : null, bankSerial: says.bank ? `B${one.serial}` : null,
  };
}
/** What a step tells of: the movements that left its account, each once. */
export function told({ movements: all }: ToldWorld, step: Extract<TellStep, { kind: 'tell' }>): TrueMovement[] {
  const left = all.filter((one) => one.from === step.account);
  return [...new Set(step.parts.map((part) => left[part % Math.max(1, left.length)]))].filter((one) => one !== undefined);
}
/** No more between two accounts than truly moved, however often and by whomever it was told. */
export function expectNothingTwice({ movements: all }: ToldWorld, books: readonly Moved[]): void {
  for (const one of all) expect(alike(books, one)).toBeLessThanOrEqual(alike(all, one));
}
/** As many look-alikes are known as one list told of. */
export function expectNothingMissing(list: readonly TrueMovement[], books: readonly Moved[]): void {
  for (const one of list) expect(alike(books, one)).toBeGreaterThanOrEqual(alike(list, one));
}
function alike(of: readonly Moved[], like: Moved): number {
  return of.filter((one) => one.from === like.from && one.to === like.to && one.amountFen === like.amountFen).length;
}

/**
 * Queries, watches, pasted statements and stops tell in any order what left which account, in parts and again and again, between holds,
 * lapses, returns, cash and joins: lost = controlled + in flight + cashed out + untraced + returned after every step, nothing is claimed
 * beyond what is held, paid back or taken out, and no movement counts twice. Throws where
 * `fresh` lets it, and where it takes a movement for known that is not.
 */
export function checkToldFlow(fresh: typeof newMovements, seed?: number): void {
  fc.assert(fc.property(toldWorlds, (world) => {
    const transfers: FlowTransfer[] = world.roots.map((root, i) => ({ id: `r${i}`, parentId: null, amountFen: root.amountFen, account: `b:${root.account}`, open: false, cashedOutFen: 0 }));
    const known = new Map<string, Movement & { readonly id: string }>();
    const [held, paid] = [new Map<string, number>(), new Map<string, number>()];
    const lostFen = world.roots.reduce((sum, root) => sum + root.amountFen, 0);
    let returnedFen = 0;
    let cutOff = 0;
    for (const step of world.steps) {
      const key = 'account' in step ? `b:${step.account}` : '';
      const into = transfers.filter((one) => one.account === key);
      if (step.kind === 'hold') held.set(key, step.fen);
      if (step.kind === 'lapse') held.delete(key);
      if (step.kind === 'return') {
        // No more than secures this loss may be paid back, and the hold is smaller by it.
        const fen = Math.min(step.fen, placeMoney(transfers, held, paid).securedByAccount.get(key) ?? 0);
        held.set(key, (held.get(key) ?? 0) - fen);
        paid.set(key, (paid.get(key) ?? 0) + fen);
        returnedFen += fen;
      }
      if (step.kind === 'cash' && into[0]) transfers[transfers.indexOf(into[0])] = { ...into[0], cashedOutFen: step.fen };
      if (step.kind === 'join') {
        // A report told again: a payment without money of its own beside the one it repeats; what is told about it counts there.
        const root = world.roots[step.root % world.roots.length];
        if (root) transfers.push({ id: `j${transfers.length}`, parentId: null, amountFen: 0, account: `b:${root.account}`, open: false, cashedOutFen: 0 });
      }
      const parent = step.kind === 'tell' ? into[step.by % Math.max(1, into.length)] : undefined;
      if (step.kind === 'tell' && parent) {
        const onward = told(world, step).map((one) => toldBy(step.teller, one));
        const before = [...known.values()].filter((one) => one.from === key);
        const moved = onward.map((one): Movement => ({ from: key, to: `b:${one.account.number}`, amountFen: one.amountFen, at: one.transferredAt, clearingSerial: one.clearingSerial, bankSerial: one.bankSerial }));
        const next = fresh(before, moved).map((i) => onward[i] as (typeof onward)[number]);
        const { follow } = decideChase(next, 1, ancestorsOf(parent, transfers), DEFAULT_CHASE_POLICY);
        cutOff += next.length - follow.length;
        for (const one of follow as typeof next) {
          const id = `t${transfers.length}`;
          transfers.push({ id, parentId: parent.id, amountFen: one.amountFen, account: `b:${one.account.number}`, open: step.teller === 'stop', cashedOutFen: 0 });
          known.set(id, { id, from: key, to: `b:${one.account.number}`, amountFen: one.amountFen, at: one.transferredAt, clearingSerial: one.clearingSerial, bankSerial: one.bankSerial });
        }
      }
      const { money } = placeMoney(transfers, held, paid);
      expect(balances(money)).toBe(true);
      expect(money.lostFen).toBe(lostFen);
      expect(money.controlledFen).toBeLessThanOrEqual([...held.values()].reduce((a, b) => a + b, 0));
      expect(money.cashedOutFen).toBeLessThanOrEqual(transfers.reduce((sum, one) => sum + one.cashedOutFen, 0));
      expect(money.returnedFen).toBeLessThanOrEqual(returnedFen);
      const books = [...known.values()].map((one) => ({ from: one.from.slice(2), to: one.to.slice(2), amountFen: one.amountFen }));
      expectNothingTwice(world, books);
      if (step.kind === 'tell' && parent && cutOff === 0) expectNothingMissing(told(world, step), books);
    }
  }), { numRuns: 600, seed });
}

function ancestorsOf(from: FlowTransfer, transfers: readonly FlowTransfer[]): Set<string> {
  const keys = new Set<string>();
  for (let at: FlowTransfer | undefined = from; at; at = transfers.find((one) => one.id === at?.parentId)) keys.add(at.account);
  return keys;
}
