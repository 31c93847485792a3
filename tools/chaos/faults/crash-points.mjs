const POINTS = ['after_claim', 'after_answer', 'before_commit', 'after_commit', 'before_offset'];
const DIES_WITHIN_MS = 20_000;

/** A further worker that ends itself at one named point, as `kill -9` would, at the n-th time it passes it. */
export default {
  name: 'crash-points',
  breaks: '在每个命名崩溃点结束一个调度进程 · a worker dies at each named crash point',
  expects: 'what it had begun ends once, whichever side of the commit it died on',
  heals: 'the others go on',
  async run(world, dice) {
    const points = world.short && world.stream === 'kafka' ? ['before_offset'] : dice.shuffled(POINTS);
    for (const point of points) await dieAt(world, point, dice.whole(1, world.short ? 3 : 8));
  },
};

/** @throws when the worker never came by the point: then the drill has proved nothing */
export async function dieAt(world, point, pass) {
  const worker = await world.extraWorker({ CRASH_POINT: `${point}:${pass}` }, `crash-${point}`);
  const died = await Promise.race([worker.exited.then(() => true), world.pause(DIES_WITHIN_MS).then(() => false)]);
  if (!died) {
    world.kills.push(Date.now());
    await worker.kill();
    throw new Error(`the worker never came by ${point}`);
  }
  world.kills.push(worker.diedAt);
}
