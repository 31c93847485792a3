import { balancedResultOf, faultsAgainstBooks } from '../tools/demo/judge-books.mjs';

const ACCOUNT = { institutionCode: 'B', accountNumber: '9990010000000007' };
const money = { lostFen: 100, controlledFen: 60, inFlightFen: 10, cashedOutFen: 20, untracedFen: 10, returnedFen: 0 };
const view = {
  number: 'J-1', money, uncertainInstructions: 0, humanTasks: 0, transfers: [{ ...ACCOUNT, layer: 1 }],
  instructions: [{ id: 'i', state: 'partly_done', accountNumber: ACCOUNT.accountNumber }],
  holds: [{ ...ACCOUNT, instructionId: 'i', state: 'in_force', controlledFen: 60 }],
};
const booksWith = (controlledFen: number, effects = 1, cashFen = 20) => ({
  institutions: [{
    code: 'B', instructions: [{ instructionId: 'i', effects }],
    accounts: [{ number: ACCOUNT.accountNumber, stops: effects > 0 ? [{ instructionId: 'i', controlledFen }] : [], outflows: [{ to: null, amountFen: cashFen }] }],
  }],
});
const judge = (seen: typeof view, books: ReturnType<typeof booksWith>): string[] => faultsAgainstBooks([seen], balancedResultOf('x', [seen]), books);

/** The judge of the twelve ways must itself be able to say no. */
describe('the judge that reads the banks\' own books', () => {
  it('has nothing to say where both agree', () => expect(judge(view, booksWith(60))).toEqual([]));
  it('sees a stop that no bank has placed', () => expect(judge(view, booksWith(60, 0)).join()).toMatch(/not so in the bank's own books.*done here, not done there/));
  it('sees more under control than the bank holds', () => expect(judge(view, booksWith(59)).join()).toMatch(/more under control/));
  it('sees an instruction that took effect twice', () => expect(judge(view, booksWith(60, 2)).join()).toMatch(/more than once/));
  it('sees cash that was never paid out', () => expect(judge(view, booksWith(60, 1, 19)).join()).toMatch(/more cashed out/));
  it('sees a fen too few, a fen too many and a fen below nothing', () => {
    for (const wrong of [{ untracedFen: 9 }, { untracedFen: 11 }, { untracedFen: -1, inFlightFen: 21 }]) expect(judge({ ...view, money: { ...money, ...wrong } }, booksWith(60)).join()).toMatch(/do not add up/);
  });
});
