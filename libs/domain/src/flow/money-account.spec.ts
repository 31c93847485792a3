import * as fc from 'fast-check';
import { checkEveryFenOnce, flowArbitrary, transfer } from '../../../../test/law/every-fen-once';
import { accountForMoney, balances } from './money-account';

describe('the money account', () => {
  it('boxing: the whole sum moved on and is stopped at the second layer, counted once', () => {
    const flow = [transfer('1', null, 147_500_000, 'A'), transfer('2', '1', 147_500_000, 'B')];
    expect(accountForMoney(flow, new Map([['A', 0], ['B', 147_500_000]]))).toEqual({ lostFen: 147_500_000, controlledFen: 147_500_000, inFlightFen: 0, cashedOutFen: 0, untracedFen: 0, returnedFen: 0 });
  });

  it('partial hold, onward, cash, and a rest that nobody can trace', () => {
    const flow = [transfer('1', null, 1_000, 'A', { cashedOutFen: 100 }), transfer('2', '1', 300, 'B', { open: true }), transfer('3', '1', 200, 'C')];
    expect(accountForMoney(flow, new Map([['A', 250], ['C', 999]]))).toEqual({ lostFen: 1_000, controlledFen: 450, inFlightFen: 300, cashedOutFen: 100, untracedFen: 150, returnedFen: 0 });
  });

  it('other people\'s money on the account is never counted as saved', () => {
    expect(accountForMoney([transfer('1', null, 500, 'A')], new Map([['A', 9_999_999]]))).toMatchObject({ lostFen: 500, controlledFen: 500 });
    expect(accountForMoney([transfer('1', null, 500, 'A'), transfer('2', '1', 9_999_999, 'B')], new Map([['B', 9_999_999]]))).toMatchObject({ controlledFen: 500 });
  });

  it('two transfers into one account share what is controlled there', () => {
    expect(accountForMoney([transfer('1', null, 500, 'A'), transfer('2', null, 500, 'A')], new Map([['A', 700]]))).toMatchObject({ lostFen: 1_000, controlledFen: 700, untracedFen: 300 });
  });

  it('two transfers into one account share where it says that the money went, although only one of them was instructed', () => {
    const flow = [transfer('1', null, 500, 'A', { cashedOutFen: 100 }), transfer('2', null, 500, 'A'), transfer('3', '1', 900, 'B')];
    expect(accountForMoney(flow, new Map([['B', 900]]))).toMatchObject({ lostFen: 1_000, controlledFen: 900, cashedOutFen: 100, untracedFen: 0 });
    expect(accountForMoney([transfer('1', null, 500, 'A', { cashedOutFen: 1_000 }), transfer('2', null, 500, 'A')], new Map())).toMatchObject({ cashedOutFen: 1_000, untracedFen: 0 });
  });

  it('money that meets again on a deeper layer is followed from there too', () => {
    const flow = [
      transfer('1', null, 600, 'A'), transfer('2', '1', 300, 'B'), transfer('3', '1', 300, 'C'),
      transfer('4', '2', 300, 'D'), transfer('5', '3', 300, 'D'), transfer('6', '4', 600, 'E'),
    ];
    expect(accountForMoney(flow, new Map([['E', 600]]))).toMatchObject({ lostFen: 600, controlledFen: 600, untracedFen: 0 });
  });

  it('what went back is returned first, then what is held, whatever the account says besides', () => {
    const flow = [transfer('1', null, 1_000, 'A', { cashedOutFen: 900 }), transfer('2', '1', 900, 'B')];
    expect(accountForMoney(flow, new Map([['A', 300]]), new Map([['A', 250]]))).toEqual({ lostFen: 1_000, controlledFen: 300, inFlightFen: 0, cashedOutFen: 0, untracedFen: 450, returnedFen: 250 });
    expect(accountForMoney(flow, new Map(), new Map([['A', 1_000]]))).toMatchObject({ controlledFen: 0, untracedFen: 0, returnedFen: 1_000 });
  });

  it('two accounts that send to each other end the walk', () => {
    const flow = [transfer('1', null, 10, 'A'), transfer('2', null, 10, 'B'), transfer('3', '1', 1_000_000, 'B'), transfer('4', '2', 1_000_000, 'A')];
    const account = accountForMoney(flow, new Map());
    expect(balances(account)).toBe(true);
    expect(account).toMatchObject({ lostFen: 20, untracedFen: 20 });
  });
});

describe('the money account of any flow', () => {
  it('places every lost fen exactly once, and never claims more than was lost or is held', () => checkEveryFenOnce(accountForMoney));

  // Where money meets again, the order in which shared trails are used up decides which hold it reaches: there a larger hold on one
  // account can leave another one unused, and only the balance is promised (seed 2037955917 found such a flow).
  it('a larger hold never means less under control, where no two trails meet', () => {
    fc.assert(fc.property(flowArbitrary, fc.nat(), fc.integer({ min: 1, max: 1_000_000 }), ({ transfers: meeting, controlled: byName }, at, moreFen) => {
      const transfers = meeting.map((one) => ({ ...one, account: one.id }));
      const controlled = new Map(meeting.map((one) => [one.id, byName.get(one.account) ?? 0]));
      const account = transfers[at % transfers.length]?.id ?? '';
      const more = new Map(controlled).set(account, (controlled.get(account) ?? 0) + moreFen);
      const [before, after] = [accountForMoney(transfers, controlled), accountForMoney(transfers, more)];
      expect(after.controlledFen).toBeGreaterThanOrEqual(before.controlledFen);
      expect(after.controlledFen - before.controlledFen).toBeLessThanOrEqual(moreFen);
    }), { numRuns: 600 });
  });

  it('an answer (open to closed) moves money out of flight only, never out of control', () => {
    fc.assert(fc.property(flowArbitrary, ({ transfers, controlled }) => {
      const closed = accountForMoney(transfers.map((one) => ({ ...one, open: false })), controlled);
      const account = accountForMoney(transfers, controlled);
      expect([closed.controlledFen, closed.cashedOutFen, closed.untracedFen]).toEqual([account.controlledFen, account.cashedOutFen, account.untracedFen + account.inFlightFen]);
    }));
  });
});

describe('balances', () => {
  it('sees a fen too much, a fen too few and a negative part', () => {
    const good = { lostFen: 10, controlledFen: 4, inFlightFen: 3, cashedOutFen: 2, untracedFen: 1, returnedFen: 0 };
    expect(balances(good)).toBe(true);
    expect(balances({ ...good, untracedFen: 2 })).toBe(false);
    expect(balances({ ...good, untracedFen: 0 })).toBe(false);
    expect(balances({ ...good, controlledFen: 6, untracedFen: -1 })).toBe(false);
  });
});
