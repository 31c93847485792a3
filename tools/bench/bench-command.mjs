import { createProgress } from '../terminal/progress.mjs';
import { ensureBuilt } from '../prepare/build.mjs';
import { ensureInstalled } from '../prepare/install.mjs';
import { StartFailure } from '../start-failure.mjs';
import { benchHelp, readBenchArguments } from './bench-arguments.mjs';

const INTERRUPTED = 130;

/** `npm run bench`: starts what it needs, measures, prints one JSON line a run and a table, leaves nothing behind. Returns the exit code. */
export async function benchCommand(args) {
  const asked = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => asked.abort(new Error('interrupted')));
  try {
    const chosen = readBenchArguments(args);
    if (chosen.help) {
      console.log(benchHelp());
      return 0;
    }
    const progress = createProgress({ out: process.stderr });
    await ensureInstalled(progress);
    await ensureBuilt(progress);
    const { runBench } = await import('./run-bench.mjs');
    return await runBench(chosen, progress, asked.signal);
  } catch (error) {
    if (asked.signal.aborted) return INTERRUPTED;
    process.stderr.write(`\n${error instanceof StartFailure ? error.message : (error.stack ?? error)}\n`);
    return error instanceof StartFailure ? error.exitCode : 1;
  }
}
