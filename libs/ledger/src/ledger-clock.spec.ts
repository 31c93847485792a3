import { LedgerClock, STEP_MS } from './ledger-clock';

const FOLLOWED_AFTER_MS = 120_000;

/** A world with three clocks that a test can set: the database's, this host's wall clock, and elapsed time. */
class World {
  elapsedMs = 1_000;
  wallMs = 1_700_000_000_000;
  databaseMs = 1_700_000_060_000;
  wayMs = 2;
  readonly told: string[] = [];
  readonly clock = new LedgerClock({
    policy: { databaseStepFollowedAfterMs: FOLLOWED_AFTER_MS },
    askDatabase: async () => {
      this.pass(this.wayMs / 2);
      const ms = this.databaseMs;
      this.pass(this.wayMs / 2);
      return ms;
    },
    onStep: (what, stepMs) => void this.told.push(`${what} ${stepMs}`), onFault: (fault) => { throw fault; },
    monotonicMs: () => this.elapsedMs, wallMs: () => this.wallMs,
  });

  pass(ms: number): void {
    this.elapsedMs += ms;
    this.wallMs += ms;
    this.databaseMs += ms;
  }

  get errorMs(): number {
    return this.clock.now().getTime() - this.databaseMs;
  }
}

describe('the ledger\'s clock', () => {
  it('follows the database, whatever this host believes', async () => {
    const world = new World();
    expect(Math.abs(world.errorMs)).toBe(60_000);
    await world.clock.follow();
    expect(Math.abs(world.errorMs)).toBeLessThanOrEqual(1);
    expect(world.clock.deviation).toEqual({ hostMs: -60_000, databaseStepMs: 0 });
  });

  it.each([600_000, -600_000])('does not notice that the host\'s clock is set by %d ms', async (stepMs) => {
    const world = new World();
    await world.clock.follow();
    world.wallMs += stepMs;
    world.pass(90_000);
    expect(Math.abs(world.errorMs)).toBeLessThanOrEqual(1);
    await world.clock.follow();
    expect(Math.abs(world.errorMs)).toBeLessThanOrEqual(1);
    expect(world.told).toEqual([]);
  });

  it('never goes back, and catches up with a drift', async () => {
    const world = new World();
    await world.clock.follow();
    const before = world.clock.now().getTime();
    world.databaseMs -= STEP_MS / 2;
    await world.clock.follow();
    expect(world.clock.now().getTime()).toBeGreaterThanOrEqual(before);
    world.pass(STEP_MS);
    expect(Math.abs(world.errorMs)).toBeLessThanOrEqual(1);
  });

  it.each([600_000, -600_000])('tells a step of the database by %d ms at once, keeps elapsed time, and follows only when it has lasted', async (stepMs) => {
    const world = new World();
    await world.clock.follow();
    const start = world.clock.now().getTime();
    world.databaseMs += stepMs;
    for (let ms = 0; ms < FOLLOWED_AFTER_MS - 10_000; ms += 5_000) {
      await world.clock.follow();
      world.pass(5_000);
      expect(Math.abs(world.clock.now().getTime() - start - world.elapsedMs + 1_006)).toBeLessThanOrEqual(5);
    }
    expect(world.told).toEqual([`seen ${stepMs}`]);
    world.pass(15_000);
    await world.clock.follow();
    expect(world.told).toEqual([`seen ${stepMs}`, `followed ${stepMs}`]);
    expect(Math.abs(world.errorMs)).toBeLessThanOrEqual(1);
  });

  it('forgets a step that was taken back', async () => {
    const world = new World();
    await world.clock.follow();
    world.databaseMs += 600_000;
    await world.clock.follow();
    world.databaseMs -= 600_000;
    await world.clock.follow();
    world.pass(FOLLOWED_AFTER_MS);
    await world.clock.follow();
    expect(world.told).toEqual(['seen 600000']);
    expect(Math.abs(world.errorMs)).toBeLessThanOrEqual(1);
  });
});
