const PATIENCE_MS = 30_000;

/** Waits until the database can be written, then for the first instruction that goes out; returns the ms between the two. */
export async function firstDispatchAfter(world) {
  const [{ at: writableAt }] = await world.database.insist('with written as (insert into login_failures (login, address, at) values ($1, $1, now()) returning at) select at from written', ['chaos']);
  await world.database.rows("delete from login_failures where login = 'chaos'");
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
    const [first] = await world.database.insist("select at from journal where type in ('instruction.planned', 'instruction.sending') and at > $1 order by at limit 1", [writableAt]);
    if (first) return Math.round(first.at.getTime() - writableAt.getTime());
    await world.pause(50);
  }
  throw new Error('no instruction went out within 30 s after the database could be written again');
}
