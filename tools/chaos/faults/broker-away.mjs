/** The broker is killed (the launcher brings it back), then paused: silent without closing a connection. */
export default {
  name: 'broker-away',
  breaks: 'Kafka 停止、重启、暂停（SIGSTOP）· the broker is stopped, started and paused',
  expects: 'reports go on being accepted; the relay goes on from its cursor',
  heals: 'the broker is back',
  streams: ['kafka'],
  async run(world, dice) {
    const { kafka } = world.system.children;
    const back = new Promise((resolve) => {
      const forget = world.onReport(({ kind, name }) => {
        if (kind !== 'back' || name !== 'kafka') return;
        forget();
        resolve();
      });
    });
    await kafka.kill();
    await back;
    await world.pause(2_000);
    kafka.pause();
    await world.pause(world.short ? 3_000 : dice.whole(3_000, 15_000)).finally(() => kafka.resume());
  },
};
