import { holdingPlaces, InstitutionGates } from './institution-gate';

describe('the gates before the institutions', () => {
  let now = 0;
  const gates = (): InstitutionGates => new InstitutionGates({ failuresToOpen: 2, openForMs: 1_000 }, () => now);
  beforeEach(() => { now = 0; });

  it('lets as many in at one time as an institution takes, and one institution\'s crowd is nobody else\'s', () => {
    const two = gates();
    expect([two.enter('a', 2), two.enter('a', 2), two.enter('a', 2), two.enter('b', 1)]).toEqual([true, true, false, true]);
    expect([two.someoneWaits('a'), two.someoneWaits('a'), two.someoneWaits('b')]).toEqual([true, false, false]);
    two.leave('a');
    expect([two.enter('a', 2), two.running]).toEqual([true, 3]);
  });

  it('lets nobody in anywhere while the worker is behind, and remembers who was turned away', () => {
    let isBehind = true;
    const shut = gates();
    shut.closeWhile(() => isBehind);
    expect([shut.enter('a', 2), shut.enter('b', 2), shut.running, shut.isBehind]).toEqual([false, false, 0, true]);
    isBehind = false;
    expect([shut.someoneWaits('a'), shut.enter('a', 2), shut.isBehind]).toEqual([true, true, false]);
    now = 999;
    expect(shut.wasBehindLately).toBe(true);
    now = 1_000;
    expect(shut.wasBehindLately).toBe(false);
  });

  it('leaves an institution alone after failures in a row, then sends one probe, and opens with it', () => {
    const breaker = gates();
    breaker.tell('a', false);
    expect([breaker.passes('a'), breaker.isOpen('a')]).toEqual([true, false]);
    breaker.tell('a', false);
    expect([breaker.passes('a'), breaker.isOpen('a'), breaker.passes('b'), breaker.isResting('a'), breaker.isResting('b')]).toEqual([false, true, true, true, false]);
    now = 1_000;
    expect(breaker.isResting('a')).toBe(false);
    expect([breaker.passes('a'), breaker.passes('a'), breaker.isResting('a')]).toEqual([true, false, true]);
    breaker.tell('a', false);
    expect(breaker.passes('a')).toBe(false);
    now = 2_000;
    expect(breaker.passes('a')).toBe(true);
    breaker.tell('a', true);
    expect([breaker.passes('a'), breaker.isOpen('a')]).toEqual([true, false]);
  });

  it('gives back every place of a piece of work that failed, and keeps those of one that did not', async () => {
    const held = gates();
    await expect(holdingPlaces(held, (enter) => {
      enter({ code: 'a', concurrencyMax: 5 });
      enter({ code: 'b', concurrencyMax: 5 });
      return Promise.reject(new Error('no commit'));
    })).rejects.toThrow('no commit');
    expect(held.running).toBe(0);
    await holdingPlaces(held, (enter) => Promise.resolve(enter({ code: 'a', concurrencyMax: 5 })));
    expect(held.running).toBe(1);
  });
});
