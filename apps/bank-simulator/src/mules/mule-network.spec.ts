import { placeStop } from '../answers/decision';
import { booksInMemory } from '../books/books-file';
import { InstitutionRegister } from '../institutions/institution-register';
import { SimulatedClock } from '../institutions/simulated-clock';
import { MuleNetwork } from './mule-network';

const account = (no: number) => ({ institutionCode: '999010000001', number: `999001000000000${no}` });
const [first, second, third] = [account(11), account(12), account(13)];

describe('the mule network', () => {
  const register = new InstitutionRegister([]);
  let clock: SimulatedClock;
  let books: ReturnType<typeof booksInMemory>['books'];
  let mules: MuleNetwork;

  beforeEach(() => {
    jest.useFakeTimers();
    clock = new SimulatedClock(10);
    ({ books } = booksInMemory());
    mules = new MuleNetwork(books, register, clock);
    mules.open(first, 'card', null, false);
  });
  afterEach(() => {
    clock.close();
    jest.useRealTimers();
  });

  const balances = () => [first, second, third].map((ref) => books.account(ref)?.balanceFen ?? 0);

  it('moves arriving money on after the delay, faster by the speed of the clock, and loses no fen', () => {
    books.record({ type: 'route_set', route: { from: first, afterMs: 60_000, legs: [{ to: second, permille: 333 }, { to: third }] } });
    mules.credit(first, 10_000);
    jest.advanceTimersByTime(5_999);
    expect(balances()).toEqual([10_000, 0, 0]);
    jest.advanceTimersByTime(1);
    expect(balances()).toEqual([0, 3_330, 6_670]);
  });

  it('a stopped account receives and pays nothing out', () => {
    books.record({ type: 'route_set', route: { from: first, afterMs: 60_000, legs: [{ to: second }] } });
    mules.credit(first, 10_000);
    const instruction = { instructionId: 'i', kind: 'stop', accountNumber: first.number, accountKind: 'card', holderName: null, amountFen: 1, organCode: 'o', callbackUrl: 'http://127.0.0.1:9/' };
    books.record(placeStop(instruction, books.account(first)!, 1, clock.now()));
    mules.credit(first, 5);
    jest.advanceTimersByTime(6_000);
    expect(balances()).toEqual([10_005, 0, 0]);
    expect(books.movementsDue.size).toBe(0);
  });

  it('cash leaves the network', () => {
    books.record({ type: 'route_set', route: { from: first, afterMs: 0, legs: [{ to: null, amountFen: 4_000 }] } });
    mules.credit(first, 10_000);
    expect(balances()).toEqual([6_000, 0, 0]);
    expect(books.account(first)!.outflows).toMatchObject([{ to: null, amountFen: 4_000 }]);
  });

  it('a circle without delay goes on by the clock instead of for ever', () => {
    books.record({ type: 'route_set', route: { from: first, afterMs: 0, legs: [{ to: second }] } }, { type: 'route_set', route: { from: second, afterMs: 0, legs: [{ to: first }] } });
    mules.credit(first, 100);
    expect(balances().reduce((sum, fen) => sum + fen)).toBe(100);
    expect(books.movementsDue.size).toBe(1);
  });
});
