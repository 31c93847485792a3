import * as fc from 'fast-check';
import { checkToldFlow } from '../../../../test/law/told-flow';
import { isSameMovement, newMovements, type Movement } from './movement';

const move = (more: Partial<Movement> = {}): Movement => ({ from: 'bank:A', to: 'bank:B', amountFen: 100, at: '2026-11-24T02:15:03.000Z', clearingSerial: null, ...more });

describe('the natural key of a movement', () => {
  it.each<[string, Partial<Movement>, Partial<Movement>, boolean]>([
    ['one serial', { clearingSerial: 'S', to: '?:B', at: null }, { clearingSerial: 'S' }, true],
    ['two serials', { clearingSerial: 'S' }, { clearingSerial: 'T' }, false],
    ['one serial handed on to the next payment', { clearingSerial: 'S' }, { clearingSerial: 'S', from: 'bank:B' }, false],
    ['one serial for two amounts', { clearingSerial: 'S' }, { clearingSerial: 'S', amountFen: 1 }, false],
    ['only one side has a serial', { clearingSerial: 'S' }, {}, true],
    ['no serial, one second', {}, { at: '2026-11-24T10:15:03.900+08:00' }, true],
    ['no serial, another second', {}, { at: '2026-11-24T02:15:04.000Z' }, false],
    ['no serial, no time on one side', {}, { at: null }, true],
    ['another next account', {}, { to: 'bank:C' }, false],
    ['another account that it left', {}, { from: 'bank:C' }, false],
    ['the bank\'s own serials', { bankSerial: '1' }, { bankSerial: '2' }, false],
    ['the bank\'s own serial beside a clearing serial', { bankSerial: '1' }, { clearingSerial: 'S' }, true],
  ])('%s', (_, a, b, same) => {
    expect([isSameMovement(move(a), move(b)), isSameMovement(move(b), move(a))]).toEqual([same, same]);
  });

  it('two equal payments in one list are two; told again they are none', () => {
    expect(newMovements([], [move(), move()])).toEqual([0, 1]);
    expect(newMovements([move(), move()], [move(), move()])).toEqual([]);
    expect(newMovements([move()], [move(), move()])).toHaveLength(1);
  });

  it('a telling without serial does not take the place of the one that has it', () => {
    expect(newMovements([move({ clearingSerial: 'S' }), move()], [move(), move({ clearingSerial: 'S' })])).toEqual([]);
  });
});

describe('movements told by several', () => {
  it('count once among holds, lapses, returns, cash and joins, in whatever order', () => checkToldFlow(newMovements));

  const world = fc.array(fc.record({ to: fc.constantFrom('bank:B', 'bank:C'), amountFen: fc.constantFrom(1, 2), second: fc.integer({ min: 0, max: 2 }) }), { maxLength: 12 })
    .map((rows) => rows.map((row, i): Movement => ({ from: 'bank:A', to: row.to, amountFen: row.amountFen, at: `2026-11-24T02:15:0${row.second}.000Z`, clearingSerial: `S${i}` })));
  const add = (known: readonly Movement[], told: readonly Movement[]): Movement[] => [...known, ...newMovements(known, told).map((i) => told[i] as Movement)];

  it('in any parts, order and repetition end with each movement once', () => {
    fc.assert(fc.property(world, fc.array(fc.array(fc.nat(), { maxLength: 12 }), { maxLength: 6 }), (all, parts) => {
      const tellings = parts.map((part) => [...new Set(part.map((n) => n % Math.max(1, all.length)))].flatMap((n) => all[n] ?? []));
      const known = [...tellings, all].reduce(add, [] as Movement[]);
      expect(known.map((one) => one.clearingSerial).sort()).toEqual(all.map((one) => one.clearingSerial).sort());
    }), { numRuns: 500 });
  });

  it('without serials: the list told again adds nothing, and nothing is known without an equal', () => {
    fc.assert(fc.property(world, world, (first, second) => {
      const bare = (list: readonly Movement[]): Movement[] => list.map((one) => ({ ...one, clearingSerial: null }));
      const known = add(bare(first), bare(second));
      expect([add(known, bare(second)).length, add(known, bare(first)).length]).toEqual([known.length, known.length]);
      expect(known.length).toBeGreaterThanOrEqual(Math.max(first.length, second.length));
      for (const one of bare(second)) expect(known.some((other) => isSameMovement(one, other))).toBe(true);
    }), { numRuns: 500 });
  });
});
