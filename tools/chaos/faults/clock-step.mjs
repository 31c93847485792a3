import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PRELOAD = fileURLToPath(new URL('../step-clock.cjs', import.meta.url));
const TEN_MINUTES_MS = 600_000;
const OFF_MS_MAX = 1_000;

/** The wall clock of one worker steps by ten minutes, forth and back, while it works. The database's clock is the truth it is held against. */
export default {
  name: 'clock-step',
  inShort: [],
  breaks: '一个调度进程的时钟跳变十分钟 · the wall clock of one worker steps by ten minutes',
  expects: 'no deadline, lease or displayed clock is wrong by more than a second',
  heals: 'the clock is right again',
  async run(world, dice) {
    const file = join(world.system.dataDir, 'clock-step');
    writeFileSync(file, '0');
    const [{ from }] = await world.database.insist('select max(position) as from from journal');
    const worker = await world.extraWorker({ CLOCK_STEP_FILE: file, NODE_OPTIONS: `--require=${PRELOAD}` }, 'stepped-clock');
    const wrong = [];
    try {
      for (const step of dice.shuffled([TEN_MINUTES_MS, -TEN_MINUTES_MS])) {
        writeFileSync(file, String(step));
        await isStepped(world, worker, step);
        for (let i = 0; i < (world.short ? 4 : 20); i += 1) {
          await world.pause(500);
          wrong.push(...await offClocks(world, from));
        }
      }
    } finally {
      writeFileSync(file, '0');
      world.disturbances.push(Date.now());
      await worker.kill('SIGTERM');
    }
    const unique = [...new Set(wrong)];
    if (unique.length > 0) throw new Error(`${unique.length} moments were off by more than a second: ${unique.slice(0, 5).join('; ')}`);
    return {};
  },
};

/** The worker itself must say that its host is off, or the drill would prove nothing. */
async function isStepped(world, worker, stepMs) {
  for (let look = 0; look < 20; look += 1) {
    const { clock } = await (await fetch(`${worker.url}/health/ready`)).json();
    if (Math.abs((clock?.hostMs ?? 0) - stepMs) <= OFF_MS_MAX) return;
    await world.pause(100);
  }
  throw new Error(`the worker's wall clock was not stepped by ${stepMs} ms`);
}

/** Facts from the future, leases and due times that lie minutes away where the policies know of seconds. */
async function offClocks(world, from) {
  const facts = await world.database.insist(
    `select type, extract(epoch from clock_timestamp() - at)::float8 as late from journal where position > $1 and at > clock_timestamp() + $2 * interval '1 millisecond'`, [from ?? 0, OFF_MS_MAX]);
  const past = await world.database.insist(
    `select j.type from journal j join incidents i on i.id = j.incident_id where j.position > $1 and j.at < i.entered_at - $2 * interval '1 millisecond'`, [from ?? 0, OFF_MS_MAX]);
  const leases = await world.database.insist(
    `select id from instructions where lease_until > clock_timestamp() + interval '2 minutes' or due_at > clock_timestamp() + interval '2 minutes'`);
  return [...facts.map(({ type }) => `${type} from the future`), ...past.map(({ type }) => `${type} before its incident`), ...leases.map(({ id }) => `lease or due time of ${id}`)];
}
