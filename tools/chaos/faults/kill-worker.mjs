/** `kill -9` of one of the system's workers, again and again, at moments that the dice choose. */
export default {
  name: 'kill-worker',
  breaks: '随机时刻 kill -9 调度进程 · kill -9 of a worker at random moments',
  expects: 'another worker takes over what it held; nothing is sent blind',
  heals: 'the launcher brings it back',
  async run(world, dice) {
    const times = world.short ? 3 : dice.whole(6, 14);
    for (let i = 0; i < times; i += 1) {
      await world.pause(dice.whole(100, 1_500));
      const victim = dice.oneOf(world.workers());
      world.kills.push(Date.now());
      await victim.kill('SIGKILL', { restart: false });
      await victim.restart();
    }
  },
};
