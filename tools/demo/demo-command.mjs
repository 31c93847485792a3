import { createProgress } from '../terminal/progress.mjs';
import { StartFailure } from '../start-failure.mjs';
import { readDemoArguments, usage } from './demo-arguments.mjs';
import { minutesAndSeconds } from './story-clock.mjs';

const INTERRUPTED = 130;

/** `npm run demo`: tells a story on a system, ends with one JSON line; returns the exit code. */
export async function demoCommand(args) {
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => asked.abort(new Error('interrupted')));
  try {
    const chosen = readDemoArguments(args);
    if (!chosen.help) return await play(chosen, asked.signal);
    console.log(usage());
    return 0;
  } catch (error) {
    if (asked.signal.aborted) {
      process.stderr.write('\n已中止 · ended\n');
      return INTERRUPTED;
    }
    process.stderr.write(`\n${error instanceof StartFailure ? error.message : `演示失败 · the demo failed: ${error.message}`}\n`);
    return error instanceof StartFailure ? error.exitCode : 1;
  }
}

async function play(chosen, signal) {
  const { scenario, speed } = chosen;
  const progress = createProgress();
  const system = chosen.url ? undefined : await prepare(chosen, progress, signal);
  try {
    const { playScenario } = await import('./play-scenario.mjs');
    const place = system ? { url: system.url, simulatorUrl: system.simulatorUrl, clockSpeed: speed } : chosen;
    const { result, faults } = await playScenario(scenario, { ...place, speed, signal, out: process.stdout });
    conclude(result, faults);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await system?.stop();
  }
}

async function prepare({ speed, kafka }, progress, signal) {
  progress.say('准备临时系统 · preparing a throw-away system');
  const { startThrowAwaySystem } = await import('./throw-away-system.mjs');
  return startThrowAwaySystem({ speed, kafka, progress, signal });
}

/** The verdict for people (faults on stderr), then the one line for programs. */
function conclude(result, faults) {
  const { clockToStopMs, clockToStopStoryMs } = result;
  if (typeof clockToStopMs === 'number') console.log(`\n  从录入到止付 ${minutesAndSeconds(clockToStopStoryMs)}（故事时间），实际 ${clockToStopMs} 毫秒 · entry to stop ${minutesAndSeconds(clockToStopStoryMs)} in the story, ${clockToStopMs} ms for real\n`);
  for (const fault of faults) process.stderr.write(`✗ ${fault}\n`);
  console.log(JSON.stringify(result));
}
