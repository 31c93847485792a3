/** Ends database sessions of ours in the middle of whatever they do. */
export default {
  name: 'kill-backend',
  inShort: ['embedded'],
  breaks: '终止数据库会话（pg_terminate_backend）· database sessions are ended',
  expects: 'the transaction is rolled back and done again; sessions come back by themselves',
  heals: 'nothing to heal',
  async run(world, dice) {
    for (let i = 0; i < (world.short ? 6 : 20); i += 1) {
      await world.pause(dice.whole(50, 400));
      world.disturbances.push(Date.now());
      const sessions = await world.database.rows("select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name <> '' order by pid");
      if (sessions.length > 0) await world.database.rows('select pg_terminate_backend($1)', [dice.oneOf(sessions).pid]).catch(() => undefined);
    }
  },
};
