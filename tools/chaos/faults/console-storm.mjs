import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROCESS = fileURLToPath(new URL('../consoles.process.mjs', import.meta.url));
const PATIENCE_MS = 60_000;
/** About 40 facts a second, each to every console: what a province's desks are made for. A thousand consoles live in one process here, which must keep up as well. */
const REPORTS_PER_SECOND_MAX = 5;
/** Twice what such a load tells. What an overload left behind comes at ten times that, and told to a thousand consoles it would be another fault than this one. */
const FACTS_PER_SECOND_CALM = 90;

/** The api is killed, or ended in good order, under a crowd of consoles; all come back at once and must miss nothing. */
export default {
  name: 'console-storm',
  inShort: ['embedded'],
  breaks: '接口重启，千台终端同时重连 · the api restarts and a thousand consoles come back at once',
  expects: 'all are current again within 5 s, no fact is missing',
  heals: 'the launcher brings the api back',
  worseBy: ({ consolesBackMs }) => consolesBackMs,
  async run(world, dice) {
    const count = world.short ? 200 : 1_000;
    const child = fork(PROCESS, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    world.guardian.watch(child.pid, 'SIGKILL');
    const usual = world.load.perSecond;
    world.load.pace(Math.min(usual, REPORTS_PER_SECOND_MAX));
    try {
      await calm(world);
      const first = next(child, 'current');
      child.send({ kind: 'open', url: world.system.url, tokens: world.tokens, count });
      await first;
      await world.pause(1_000);
      const { api } = world.system.children;
      await api.kill(dice.oneOf(['SIGKILL', 'SIGTERM']), { restart: false });
      const away = next(child, 'away');
      child.send({ kind: 'away' });
      await away;
      // Listened for only now: what was said before is of a console that had been away by itself.
      const [{ faults }, since] = await Promise.all([next(child, 'current'), api.restart().then(() => performance.now())]);
      const ms = Math.round(performance.now() - since);
      await world.pause(1_000);
      const seen = next(child, 'seen');
      child.send({ kind: 'look' });
      const { gaps } = await seen;
      if (gaps > 0 || faults > 0) throw new Error(`${gaps} gaps, ${faults} consoles could not resume`);
      return { consoles: count, consolesBackMs: ms, consoleGaps: gaps };
    } finally {
      world.load.pace(usual);
      world.guardian.forget(child.pid);
      child.kill('SIGKILL');
    }
  },
};

/** Resolves when what came before is told, or after a minute. */
async function calm(world) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await world.pause(1_000)) {
    const [{ n }] = await world.database.insist("select count(*) as n from journal where at > clock_timestamp() - interval '2 seconds'");
    if (Number(n) / 2 <= FACTS_PER_SECOND_CALM) return;
  }
}

/** What the consoles say next of this kind; a fault that says what they lack when it does not come in time, or when their process ended. */
async function next(child, kind) {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await heard(child, kind, patience);
  } catch (fault) {
    if (!patience.aborted || !child.connected) throw fault;
    child.send({ kind: 'missing' });
    const { reasons } = await heard(child, 'missing', AbortSignal.timeout(PATIENCE_MS));
    throw new Error(`the consoles did not say "${kind}" within ${PATIENCE_MS / 1000} s; not current: ${JSON.stringify(reasons)}`);
  }
}

function heard(child, kind, signal) {
  return new Promise((resolve, reject) => {
    const listen = (message) => message.kind === kind && end(resolve, message);
    const gone = (code, killedBy) => end(reject, new Error(`the consoles' process ended: ${killedBy ?? code}`));
    const late = () => end(reject, new Error(`the consoles did not say "${kind}"`));
    function end(settle, value) {
      child.off('message', listen);
      child.off('exit', gone);
      signal.removeEventListener('abort', late);
      settle(value);
    }
    child.on('message', listen);
    child.on('exit', gone);
    signal.addEventListener('abort', late);
  });
}
