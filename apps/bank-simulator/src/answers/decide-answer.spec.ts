import fc from 'fast-check';
import type { SimulatedAccount } from '../accounts/simulated-account';
import { booksInMemory } from '../books/books-file';
import { decideAnswer } from './decide-answer';
import { tellTurn } from './decide-queue';
import { STOP_LASTS_MS } from './decision';
import type { InstructionReceived } from './wire-messages';

const now = new Date('2016-03-08T09:20:59Z');
const ref = { institutionCode: '999010000001', number: '9990010000005555' };

function instruct(change: Partial<InstructionReceived> = {}): InstructionReceived {
  return { instructionId: 'i-1', kind: 'stop', accountNumber: ref.number, accountKind: 'card', holderName: null, amountFen: 1_000, organCode: 'organ-a', callbackUrl: 'http://127.0.0.1:9/', ...change };
}

function account(change: Partial<SimulatedAccount> = {}): SimulatedAccount {
  return { ...ref, kind: 'card', holderName: '王五', balanceFen: 1_000, onDemand: false, answerCode: null, temperament: null, stops: [], protections: [], outflows: [], watches: [], earlierFreezes: [], queuedFreezes: [], ...change };
}

const stop = { instructionId: 'i-0', organCode: 'organ-a', controlledFen: 400, since: now.toISOString(), until: new Date(now.getTime() + STOP_LASTS_MS).toISOString() };
const protection = { instructionId: 'p-0', organCode: 'organ-a', since: now.toISOString(), until: stop.until };
const lapsed = { ...stop, until: now.toISOString() };
const moved = { serial: 'CS1', to: { institutionCode: '999010000002', number: '9990020000000188' }, amountFen: 700, at: now.toISOString(), reported: false };
const court = { authority: '某区人民法院', until: null, amountFen: 500 };
const police = { authority: '邻市公安局', until: '2016-09-08T09:20:59.000Z', amountFen: null };
const cash = { ...moved, serial: 'CS2', to: null, amountFen: 300 };

const decide = (state: SimulatedAccount | undefined, change: Partial<InstructionReceived> = {}) => decideAnswer(instruct(change), state, now, () => undefined);

describe('what a house that can do little answers', () => {
  it.each([['query_flow', '0000'], ['query_holder', '1000'], ['watch', '1000'], ['unwatch', '1000'], ['protect', '1000'], ['unprotect', '1000'], ['stop', '0000']])('%s: %s', (kind, code) => {
    expect(decideAnswer(instruct({ kind }), account(), now, () => undefined, ['query_flow']).answer.code).toBe(code);
  });
});

describe('what a correct bank answers', () => {
  it.each([
    ['a number that is not ours', undefined, {}, { code: '0304' }],
    ['another holder', account(), { holderName: '赵六' }, { code: '0301' }],
    ['a code that the scenario sets', account({ answerCode: '0302' }), {}, { code: '0302', controlledFen: 0 }],
    ['all of the money', account(), {}, { code: '0000', controlledFen: 1_000, onward: [] }],
    ['more than the money', account({ balanceFen: 5_000 }), {}, { code: '0000', controlledFen: 1_000 }],
    ['a part, the rest moved on', account({ balanceFen: 300, outflows: [moved] }), {}, { code: '1200', controlledFen: 300, onward: [{ amountFen: 700, clearingSerial: 'CS1' }] }],
    ['moved on and cashed out', account({ balanceFen: 0, outflows: [moved, cash] }), {}, { code: 'M100', controlledFen: 0, cashedOutFen: 300, onward: [{ amountFen: 700 }] }],
    ['cashed out', account({ balanceFen: 0, outflows: [cash] }), { amountFen: 300 }, { code: 'C100', cashedOutFen: 300, onward: [] }],
    ['an account that never had it', account({ balanceFen: 0 }), {}, { code: '0400' }],
    ['all of it stopped before', account({ balanceFen: 400, stops: [stop] }), {}, { code: '1301' }],
    ['new money under a first stop: the second stop', account({ balanceFen: 900, stops: [stop] }), {}, { code: '1200', controlledFen: 500 }],
    ['a third stop, even when both have lapsed', account({ stops: [lapsed, lapsed] }), {}, { code: '1304' }],
    ['a lapsed stop controls nothing', account({ stops: [lapsed] }), {}, { code: '0000', controlledFen: 1_000 }],
    ['extension of a lapsed stop', account({ stops: [lapsed] }), { kind: 'extend' }, { code: '1800' }],
    ['extension by another organ', account({ stops: [stop] }), { kind: 'extend', organCode: 'organ-b' }, { code: '1420' }],
    ['release by another organ', account({ stops: [stop] }), { kind: 'release', organCode: 'organ-b' }, { code: '1420' }],
    ['release of nothing', account(), { kind: 'release' }, { code: '1900' }],
    ['release', account({ stops: [stop] }), { kind: 'release' }, { code: '0000' }],
    ['who holds it', account(), { kind: 'query_holder' }, { code: '0000', controlledFen: 0, holder: { name: '王五', idKind: '居民身份证' } }],
    ['a watch', account(), { kind: 'watch' }, { code: '0000', controlledFen: 0, onward: [] }],
    ['the flow of money', account({ outflows: [moved] }), { kind: 'query_flow' }, { code: '0000', onward: [{ amountFen: 700 }] }],
    ['the end of a watch', account(), { kind: 'unwatch' }, { code: '0000' }],
    ['a freeze in the stop\'s place', account({ stops: [stop] }), { kind: 'freeze' }, { code: '0000', controlledFen: 400, until: '2016-09-08T09:20:59.000Z' }],
    ['a freeze behind two earlier ones', account({ stops: [stop], earlierFreezes: [court, police] }), { kind: 'freeze' }, { code: '1305', controlledFen: 0, position: 2, prior: [court, police] }],
    ['a freeze behind one that has run out', account({ stops: [stop], earlierFreezes: [{ ...court, until: now.toISOString() }] }), { kind: 'freeze' }, { code: '0000', controlledFen: 400 }],
    ['a stop of an account that a court has frozen', account({ earlierFreezes: [court] }), {}, { code: '0000', controlledFen: 1_000 }],
    ['a freeze renewed', account({ stops: [stop] }), { kind: 'extend_freeze' }, { code: '0000', until: '2016-09-10T09:20:59.000Z' }],
    ['a freeze of nothing', account({ stops: [lapsed] }), { kind: 'freeze' }, { code: '1800' }],
    ['a freeze by another organ', account({ stops: [stop] }), { kind: 'freeze', organCode: 'organ-b' }, { code: '1420' }],
    ['a protective stop, whatever stands on the account', account({ balanceFen: 0, stops: [stop, lapsed] }), { kind: 'protect', consented: true, until: '2016-03-09T09:20:59.000Z' }, { code: '0000', controlledFen: 0, onward: [], until: '2016-03-09T09:20:59.000Z' }],
    ['a protective stop without consent', account(), { kind: 'protect', consented: false }, { code: '0600' }],
    ['a stop of a protected card: its first', account({ protections: [protection] }), {}, { code: '0000', controlledFen: 1_000 }],
    ['a release where only a protective stop stands', account({ protections: [protection] }), { kind: 'release' }, { code: '1900' }],
    ['an end to the protective stop', account({ protections: [protection] }), { kind: 'unprotect', originalInstructionId: 'p-0' }, { code: '0000', controlledFen: 0 }],
    ['an end to another protective stop', account({ protections: [protection] }), { kind: 'unprotect', originalInstructionId: 'p-1' }, { code: '1900' }],
    ['an end by another organ', account({ protections: [protection] }), { kind: 'unprotect', originalInstructionId: 'p-0', organCode: 'organ-b' }, { code: '1420' }],
    ['an end to the freeze', account({ stops: [stop] }), { kind: 'unfreeze' }, { code: '0000', controlledFen: 0 }],
  ] as const)('%s', (_name, state, change, expected) => {
    expect(decide(state as SimulatedAccount | undefined, change).answer).toMatchObject(expected as object);
  });

  it('counts 48 hours from its own moment', () => {
    const [, placed] = decide(account()).effects;
    expect(placed).toMatchObject({ type: 'stop_placed', stop: { controlledFen: 1_000, since: '2016-03-08T09:20:59.000Z', until: '2016-03-10T09:20:59.000Z' } });
  });

  it('extends by another 48 hours', () => {
    const { answer, effects } = decide(account({ stops: [stop] }), { kind: 'extend' });
    expect(effects).toMatchObject([{ type: 'stop_extended', until: '2016-03-12T09:20:59.000Z' }]);
    expect(answer).toMatchObject({ code: '0000', until: '2016-03-12T09:20:59.000Z' });
  });

  it('names each movement once, to whoever asks first', () => {
    const state = account({ balanceFen: 0, outflows: [{ ...moved, reported: true }, { ...moved, serial: 'CS9', amountFen: 250 }] });
    expect(decide(state).answer.onward.map((next) => next.clearingSerial)).toEqual(['CS9']);
  });

  it('never controls more than is there, never stops a third time, whatever is asked in whatever order', () => {
    fc.assert(fc.property(fc.nat(5_000), fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 6 }), (balanceFen, asked) => {
      const { books } = booksInMemory();
      books.record({ type: 'account_set', account: ref, kind: 'card', holderName: null, onDemand: false, answerCode: null, temperament: null }, { type: 'credited', account: ref, amountFen: balanceFen });
      for (const [index, amountFen] of asked.entries()) books.record(...decideAnswer(instruct({ instructionId: `i-${index}`, amountFen }), books.account(ref), now, () => undefined).effects);
      const { stops } = books.account(ref)!;
      expect(stops.length).toBeLessThanOrEqual(2);
      expect(stops.reduce((sum, placed) => sum + placed.controlledFen, 0)).toBeLessThanOrEqual(balanceFen);
    }));
  });
});

describe('what a correct bank says of its queue', () => {
  const freeze = instruct({ instructionId: 'i-9', kind: 'freeze' });

  it('takes back the place in the queue and leaves the stop', () => {
    const { effects } = decide(account({ stops: [stop], earlierFreezes: [court], queuedFreezes: [freeze] }), { kind: 'unfreeze' });
    expect(effects).toEqual([{ type: 'freeze_unqueued', account: ref, instructionIds: ['i-9'] }]);
    expect(decide(account({ stops: [stop], queuedFreezes: [freeze] }), { kind: 'release' }).effects).toMatchObject([{ type: 'stops_ended' }]);
  });

  it.each([
    ['another is before it', account({ earlierFreezes: [court, police] }), 0, { code: '1305', position: 2 }],
    ['it is the next', account({ earlierFreezes: [court] }), 0, { code: '1305', position: 1 }],
    ['one of ours is before it', account({ earlierFreezes: [court] }), 1, { code: '1305', position: 2 }],
    ['its turn came and the stop still holds', account({ stops: [stop] }), 0, { code: '0000', controlledFen: 400, until: '2016-09-08T09:20:59.000Z' }],
    ['its turn came and all the money is there', account(), 0, { code: '0000', controlledFen: 1_000 }],
    ['its turn came and some money has gone', account({ balanceFen: 300 }), 0, { code: '1200', controlledFen: 300 }],
  ])('%s', (_name, state, ahead, expected) => {
    expect(tellTurn(freeze, state, ahead, now).answer).toMatchObject({ instructionId: 'i-9', ...expected });
  });
});
