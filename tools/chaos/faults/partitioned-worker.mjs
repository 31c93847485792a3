import { addressOf } from '../open-world.mjs';
import { TcpProxy } from '../tcp-proxy.mjs';

/** A worker whose line to the database goes half open while it works: it lives, asks banks, and cannot write. */
export default {
  name: 'partitioned-worker',
  inShort: ['embedded'],
  breaks: '一个调度进程与数据库之间网络中断 · one worker is cut off from the database',
  expects: 'its instructions are taken over; the fence stops what it writes late',
  heals: 'the line is good again; the worker comes back under a new number',
  async run(world, dice) {
    const url = new URL(world.system.databaseUrl);
    const line = new TcpProxy(addressOf(world.system.databaseUrl.replace(/^postgres/, 'http')));
    url.port = String(await line.open());
    const worker = await world.extraWorker({ DATABASE_URL: url.toString() }, 'partitioned');
    try {
      await world.pause(dice.whole(1_000, 2_500));
      world.disturbances.push(Date.now());
      await line.set('half_open');
      await world.pause(world.short ? 6_000 : dice.whole(8_000, 25_000));
      await line.set('pass');
      await world.pause(world.short ? 2_000 : 8_000);
    } finally {
      world.disturbances.push(Date.now());
      await worker.kill();
      await line.close();
    }
  },
};
