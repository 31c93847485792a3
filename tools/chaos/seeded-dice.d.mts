/** Chance that comes again with its seed; see seeded-dice.mjs. */
export class Dice {
  constructor(seed: number);
  next(): number;
  whole(least: number, most: number): number;
  oneOf<Item>(list: readonly Item[]): Item;
  shuffled<Item>(list: readonly Item[]): Item[];
  branch(name: string): Dice;
}
