import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROCESS = fileURLToPath(new URL('../consoles.process.mjs', import.meta.url));
const PATIENCE_MS = 60_000;
/** About 40 facts a second, each to every console: what a province's desks are made for. A thousand consoles live in one process here, which must keep up as well. */
const REPORTS_PER_SECOND_MAX = 5;

/** The api is killed under a crowd of consoles; all come back at once and must miss nothing. */
export default {
  name: 'console-storm',
  inShort: ['embedded'],
  breaks: '接口重启，千台终端同时重连 · the api restarts and a thousand consoles come back at once',
  expects: 'all are current again within 5 s, no fact is missing',
  heals: 'the launcher brings the api back',
  async run(world) {
    const count = world.short ? 200 : 1_000;
    const child = fork(PROCESS, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    world.guardian.watch(child.pid, 'SIGKILL');
    const usual = world.load.perSecond;
    world.load.pace(Math.min(usual, REPORTS_PER_SECOND_MAX));
    try {
      const first = next(child, 'current');
      child.send({ kind: 'open', url: world.system.url, tokens: world.tokens, count });
      await first;
      await world.pause(1_000);
      const { api } = world.system.children;
      await api.kill('SIGKILL', { restart: false });
      const away = next(child, 'away');
      child.send({ kind: 'away' });
      await away;
      // Listened for only now: what was said before is of a console that had been away by itself.
      const current = next(child, 'current');
      await api.restart();
      const since = performance.now();
      const { faults } = await current;
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

function next(child, kind) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the consoles did not say "${kind}" within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
    const listen = (message) => {
      if (message.kind !== kind) return;
      clearTimeout(timer);
      child.off('message', listen);
      resolve(message);
    };
    child.on('message', listen);
  });
}
