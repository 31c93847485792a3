import { firstDispatchAfter } from '../first-dispatch.mjs';

/** The whole database server, by SIGKILL or SIGQUIT; the launcher brings it back. */
export default {
  name: 'kill-postgres',
  inShort: ['embedded'],
  breaks: '杀死并重启 PostgreSQL · the database server is killed and comes back',
  expects: 'reports are refused with 503 meanwhile; the first dispatch comes within 3 s after it can be written again',
  heals: 'the launcher starts it again on the same data',
  worseBy: ({ databaseBackFirstDispatchMs }) => databaseBackFirstDispatchMs,
  async run(world, dice) {
    const { postgres } = world.system.children;
    const back = new Promise((resolve) => {
      const forget = world.onReport(({ kind, name }) => {
        if (kind !== 'back' || name !== 'postgres') return;
        forget();
        resolve();
      });
    });
    world.disturbances.push(Date.now());
    if (dice.next() < 0.5) await postgres.kill();
    else process.kill(postgres.pid, 'SIGQUIT');
    await back;
    return { databaseBackFirstDispatchMs: await firstDispatchAfter(world) };
  },
};
