import { randomInt } from 'node:crypto';
import { inspect } from 'node:util';
import { ensureBuilt } from '../prepare/build.mjs';
import { ensureInstalled } from '../prepare/install.mjs';
import { StartFailure } from '../start-failure.mjs';
import { createProgress } from '../terminal/progress.mjs';
import { readChaosArguments, usage } from './chaos-arguments.mjs';

const INTERRUPTED = 130;

/** `npm run chaos`: breaks a whole system of its own again and again under load, and audits it. Returns the exit code: 1 when anything was lost, doubled or claimed. */
export async function chaosCommand(args) {
  try {
    const options = readChaosArguments(args);
    if (options.help) {
      console.log(usage());
      return 0;
    }
    const seed = options.seed ?? randomInt(2 ** 32);
    console.log(`种子 seed ${seed}   （重演 replay: npm run chaos -- --seed ${seed} --stream ${options.stream}${options.short ? ' --short' : ` --minutes ${options.minutes}`}${options.only ? ` --only ${options.only.join(',')}` : ''}）`);
    const progress = createProgress({ out: process.stderr });
    await ensureInstalled(progress);
    await ensureBuilt(progress);
    const { runChaos } = await import('./run-chaos.mjs');
    const called = new AbortController();
    process.once('SIGINT', () => called.abort(new StartFailure('已中断，未核对 · ended by Ctrl-C, nothing was audited', INTERRUPTED)));
    const result = await runChaos({ ...options, seed, signal: called.signal, say: (line) => console.log(line) });
    console.log(JSON.stringify(result.line));
    return result.sound ? 0 : 1;
  } catch (error) {
    process.stderr.write(`\n${error instanceof StartFailure ? error.message : inspect(error)}\n`);
    return error.exitCode ?? 1;
  }
}
