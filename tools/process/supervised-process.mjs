import { fork } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { StartFailure } from '../start-failure.mjs';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** A process that ran this long before it died starts its pauses anew. */
const STEADY_MS = 30_000;
const READY_WITHIN_MS = 60_000;

/**
 * One of our Node processes, kept alive: started, awaited until it says `{type:'ready', url}` over IPC,
 * restarted with growing pauses when it dies unasked, on the port it had.
 * @param {{ name: string, script: string, env: object, cwd: string, portVariable: string, logFile: string,
 *   addressMayMove?: boolean, echo?: (line: string) => void, guardian: object, report: (event: object) => void }} options
 */
export function superviseProcess(options) {
  const { name, guardian, report } = options;
  let env = options.env;
  let run;
  let url;
  let stopping = false;
  let pauseMs = FIRST_PAUSE_MS;
  let timer;

  async function start() {
    run = launch(options, env);
    guardian.watch(run.child.pid, 'SIGTERM');
    const current = run;
    const startedAt = Date.now();
    current.exited.then(({ code, signal }) => {
      guardian.forget(current.child.pid);
      if (stopping || current.letDie || !current.wasReady) return;
      if (Date.now() - startedAt > STEADY_MS) pauseMs = FIRST_PAUSE_MS;
      report({ kind: 'died', name, pid: current.child.pid, code, signal, pauseMs });
      later();
    });
    try {
      url = await current.ready;
    } catch (error) {
      // Meanwhile another program's outgoing connection may have been given our port; where nobody was told the address, another one will do.
      if (!options.addressMayMove || env[options.portVariable] === '0' || !/EADDRINUSE/.test(error.message)) throw error;
      env = { ...env, [options.portVariable]: '0' };
      return start();
    }
    current.wasReady = true;
    // From here on the address stays: others have been told it.
    env = { ...env, [options.portVariable]: new URL(url).port };
    return url;
  }

  function later() {
    timer = setTimeout(async () => {
      try {
        await start();
        report({ kind: 'back', name, pid: run.child.pid });
      } catch (error) {
        if (stopping) return;
        report({ kind: 'failed', name, reason: error.message });
        later();
      }
    }, pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }

  async function end(signal, graceMs) {
    clearTimeout(timer);
    if (!run) return;
    const current = run;
    current.letDie = true;
    current.child.kill(signal);
    const hurry = setTimeout(() => current.child.kill('SIGKILL'), graceMs);
    await current.exited;
    clearTimeout(hurry);
  }

  return {
    name,
    start,
    get pid() {
      return run?.child.pid;
    },
    get url() {
      return url;
    },
    get alive() {
      return Boolean(run) && run.child.exitCode === null && run.child.signalCode === null;
    },
    /** Sends a signal as a fault would; the process is brought back unless `restart` is false. Resolves at its end. */
    kill: async (signal = 'SIGKILL', { restart = true } = {}) => {
      if (!restart) run.letDie = true;
      run.child.kill(signal);
      await run.exited;
    },
    /** Ends the process if it runs and starts it again on the same port. */
    restart: async () => {
      await end('SIGTERM', 5_000);
      return start();
    },
    stop: async (graceMs) => {
      stopping = true;
      await end('SIGTERM', graceMs);
    },
  };
}

function launch({ name, script, cwd, logFile, echo }, env) {
  const log = openSync(logFile, 'a');
  const from = statSync(logFile).size;
  // Its own process group: Ctrl-C in the terminal reaches us only, and we end things in order.
  const child = fork(script, [], {
    cwd,
    env,
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', log, log, 'ipc'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  closeSync(log);
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  const tail = () => readFileSync(logFile).subarray(from).toString('utf8').trim().split('\n').slice(-15).join('\n');
  const ready = new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new StartFailure(`${name} ${READY_WITHIN_MS / 1000} 秒内未就绪 not ready in time:\n${tail()}`));
    }, READY_WITHIN_MS);
    child.on('message', (message) => {
      if (message?.type !== 'ready') return;
      clearTimeout(tooLate);
      resolve(message.url);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(tooLate);
      reject(new StartFailure(`${name} 未能启动 did not start (${signal ?? `exit ${code}`}):\n${tail()}`));
    });
  });
  if (echo) follow(logFile, from, echo, exited);
  return { child, exited, ready, wasReady: false, letDie: false };
}

/** Shows a growing log file line by line until the process has ended. */
function follow(logFile, from, echo, exited) {
  let position = from;
  const show = () => {
    const fresh = readFileSync(logFile).subarray(position);
    const end = fresh.lastIndexOf(10) + 1;
    position += end;
    for (const line of fresh.subarray(0, end).toString('utf8').split('\n')) if (line) echo(line);
  };
  const beat = setInterval(show, 300);
  exited.then(() => {
    clearInterval(beat);
    show();
  });
}
