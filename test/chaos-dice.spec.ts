import { Dice } from '../tools/chaos/seeded-dice.mjs';

const drawn = (dice: Dice) => Array.from({ length: 200 }, () => dice.whole(0, 9));

describe('the dice of a chaos run', () => {
  it('fall the same way for the same seed, and another way for another one', () => {
    expect(drawn(new Dice(7))).toEqual(drawn(new Dice(7)));
    expect(drawn(new Dice(7))).not.toEqual(drawn(new Dice(8)));
    expect(new Set(drawn(new Dice(7)))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  });

  it('give each part its own chance, however often another part has drawn', () => {
    const [a, b] = [new Dice(7), new Dice(7)];
    a.branch('load').next();
    a.branch('choice');
    drawn(b.branch('load'));
    expect(drawn(a.branch('kill'))).toEqual(drawn(b.branch('kill')));
    expect(drawn(a.branch('kill'))).not.toEqual(drawn(a.branch('load')));
  });

  it('shuffle without losing or doubling anything', () => {
    const list = ['a', 'b', 'c', 'd', 'e'];
    expect([...new Dice(3).shuffled(list)].sort()).toEqual(list);
  });
});
