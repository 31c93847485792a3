import { percentile } from '../read-database.mjs';

const DEAD = '999010000006';
const OTHERS = ['999010000001', '999010000002', '999020000001'];

/** One bank in ten never answers; the others' latency, from the report to the bank's answer, is held against the same run's baseline. */
export default {
  name: 'dead-bank',
  inShort: ['embedded'],
  breaks: '十家银行中一家不作任何答复 · one bank in ten is dead',
  expects: 'the others\' p99 stays within 1.2 times',
  heals: 'the bank lives again, its clerks answer what was left',
  worseBy: ({ deadBankRatio }) => deadBankRatio,
  async run(world) {
    const ms = world.short ? 4_000 : 30_000;
    const baseline = await latencies(world, ms, OTHERS);
    try {
      await world.banks.temper(DEAD, { kind: 'silent' });
      const withDead = await latencies(world, ms, [...OTHERS, ...OTHERS, ...OTHERS, DEAD]);
      const [before, after] = [percentile(baseline, 0.99), percentile(withDead, 0.99)];
      return { deadBankBaselineP99Ms: before, deadBankP99Ms: after, deadBankRatio: before ? Number((after / before).toFixed(2)) : null };
    } finally {
      await world.banks.temper(DEAD);
    }
  },
};

/** Milliseconds from `entered` to the first answer of incidents reported to the living banks now. */
async function latencies(world, ms, institutions) {
  const [{ now }] = await world.database.insist('select clock_timestamp() as now');
  const since = performance.now();
  for (let i = 0; performance.now() - since < ms; i += 1) {
    void world.load.send(institutions[i % institutions.length]);
    await world.pause(40);
  }
  await world.pause(500);
  const rows = await world.database.insist(
    `select extract(epoch from n.answered_at - i.entered_at) * 1000 as ms from instructions n join incidents i on i.id = n.incident_id
     where i.entered_at >= $1 and n.institution_code = any($2::text[]) and n.answered_at is not null`, [now, OTHERS]);
  return rows.map((row) => Number(row.ms));
}
