import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Forks one of the bench's own processes and waits until it says `ready`. Messages are objects with a `type`; `ask` sends one and
 * resolves with the next message of the type it names. The child ends when we end (its IPC channel closes).
 */
export async function startChild(script, { env = {}, args = [] } = {}) {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), args, { env: { ...process.env, ...env }, serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map();
  const died = new Promise((_, reject) => child.once('exit', (code, signal) => reject(new Error(`${script} ended (${signal ?? code})`))));
  died.catch(() => undefined);
  child.on('message', (message) => {
    waiting.get(message.type)?.(message);
    waiting.delete(message.type);
  });
  const next = (type) => Promise.race([died, new Promise((resolve) => waiting.set(type, resolve))]);
  const { url } = await next('ready');
  return {
    pid: child.pid,
    url,
    next,
    ask: (message, answerType) => {
      const answer = next(answerType);
      child.send(message);
      return answer;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      const hurry = setTimeout(() => child.kill('SIGKILL'), 2_000);
      await gone;
      clearTimeout(hurry);
    },
  };
}

/** For the child's side: says ready, answers messages by type, ends with its parent. */
export function serveParent(handlers, { url } = {}) {
  process.on('message', (message) => void Promise.resolve(handlers[message.type]?.(message)).then((answer) => answer && process.send(answer)));
  process.on('disconnect', () => process.exit(0));
  process.send({ type: 'ready', url });
}
