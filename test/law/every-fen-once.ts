import * as fc from 'fast-check';
import { balances, type accountForMoney, type FlowTransfer } from '#domain';

export const transfer = (id: string, parentId: string | null, amountFen: number, account: string, more: Partial<FlowTransfer> = {}): FlowTransfer => ({ id, parentId, amountFen, account, open: false, cashedOutFen: 0, ...more });

export interface Flow { readonly transfers: readonly FlowTransfer[]; readonly controlled: ReadonlyMap<string, number>; readonly returned: ReadonlyMap<string, number> }
export const ACCOUNTS = ['A', 'B', 'C', 'D', 'E', 'F'];
const amount = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 1_000_000_000_000 }));
/** Random trees: merges into few accounts, overlapping and exaggerated onward sums, cash, open ones, holds of any size. */
export const flowArbitrary: fc.Arbitrary<Flow> = fc.record({
  rows: fc.array(fc.record({ parent: fc.nat(), root: fc.integer({ min: 0, max: 3 }), amountFen: amount, account: fc.constantFrom(...ACCOUNTS), open: fc.boolean(), cashedOutFen: fc.oneof(fc.constant(0), amount) }), { maxLength: 25 }),
  holds: fc.array(fc.tuple(fc.constantFrom(...ACCOUNTS), fc.oneof(fc.constant(0), amount)), { maxLength: 6 }),
  returns: fc.array(fc.tuple(fc.constantFrom(...ACCOUNTS), fc.oneof(fc.constant(0), amount)), { maxLength: 3 }),
}).map(({ rows, holds, returns }) => ({
  transfers: rows.map((row, i) => transfer(String(i), row.root === 0 || i === 0 ? null : String(row.parent % i), row.amountFen, row.account, { open: row.open, cashedOutFen: row.cashedOutFen })),
  controlled: new Map(holds),
  returned: new Map(returns),
}));
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);

/** The bank pays back what it holds: as many fen leave control as are returned, and nothing else moves. */
function checkPaidBack(accountFor: typeof accountForMoney, { transfers, controlled, returned }: Flow): void {
  const before = accountFor(transfers, controlled, new Map());
  const paid = new Map([...controlled].map(([account, fen]) => [account, Math.min(fen, returned.get(account) ?? 0)]));
  const after = accountFor(transfers, new Map([...controlled].map(([account, fen]) => [account, fen - (paid.get(account) ?? 0)])), paid);
  expect(after.controlledFen + after.returnedFen).toBe(before.controlledFen);
  expect([after.inFlightFen, after.cashedOutFen, after.untracedFen]).toEqual([before.inFlightFen, before.cashedOutFen, before.untracedFen]);
}

/** Any flow: every lost fen is placed exactly once, and never more is claimed than was lost or is held. Throws where `accountFor` breaks this. */
export function checkEveryFenOnce(accountFor: typeof accountForMoney, seed?: number): void {
  fc.assert(fc.property(flowArbitrary, ({ transfers, controlled, returned }) => {
    const account = accountFor(transfers, controlled, returned);
    expect(balances(account)).toBe(true);
    expect(account.lostFen).toBe(sum(transfers.filter((one) => one.parentId === null).map((one) => one.amountFen)));
    expect(account.controlledFen).toBeLessThanOrEqual(Math.min(account.lostFen, sum(controlled.values())));
    expect(account.cashedOutFen).toBeLessThanOrEqual(sum(transfers.map((one) => one.cashedOutFen)));
    if (!transfers.some((one) => one.open)) expect(account.inFlightFen).toBe(0);
    expect(account.returnedFen).toBeLessThanOrEqual(sum(returned.values()));
    expect(account.controlledFen + account.returnedFen).toBeLessThanOrEqual(account.lostFen);
    checkPaidBack(accountFor, { transfers, controlled, returned });
  }), { numRuns: 600, seed });
}
