/** Chance that comes again with its seed (mulberry32): every choice of a run is drawn from one of these. */
export class Dice {
  /** @param {number} seed whole number, 0 to 2^32 - 1 */
  constructor(seed) {
    this.state = seed >>> 0;
  }

  /** In [0, 1). */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both possible. */
  whole(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  oneOf(list) {
    return list[this.whole(0, list.length - 1)];
  }

  shuffled(list) {
    const left = [...list];
    return list.map(() => left.splice(this.whole(0, left.length - 1), 1)[0]);
  }

  /** Dice of its own for one part, so that what one part draws does not depend on how often another one drew. */
  branch(name) {
    let hash = this.seedOfBranches ??= this.state;
    for (const char of name) hash = (Math.imul(hash, 31) + char.codePointAt(0)) >>> 0;
    return new Dice(hash);
  }
}
