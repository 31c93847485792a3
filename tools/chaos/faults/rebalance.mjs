/** Workers join and leave under load, so that partitions change hands in the middle of a batch. */
export default {
  name: 'rebalance',
  inShort: ['kafka'],
  breaks: '负载下调度进程加入与退出（再均衡）· workers join and leave under load',
  expects: 'order per incident stays; what comes twice is planned once',
  heals: 'the group is as before',
  async run(world, dice) {
    for (let i = 0; i < (world.short ? 1 : 3); i += 1) {
      const worker = await world.extraWorker({}, 'joiner');
      await world.pause(dice.whole(500, 3_000));
      const signal = dice.oneOf(['SIGKILL', 'SIGTERM']);
      if (signal === 'SIGKILL') world.kills.push(Date.now());
      await worker.kill(signal);
      await world.pause(dice.whole(200, 1_500));
    }
  },
};
