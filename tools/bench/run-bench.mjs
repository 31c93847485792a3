import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from '../project.mjs';
import { startChild } from './child-process.mjs';
import { measureRun } from './measure-run.mjs';
import { assertDurable, serverVersion } from './measure/database-counters.mjs';
import { fdatasyncMicroseconds } from './measure/disk-speed.mjs';
import { startFloor } from './systems/floor.mjs';
import { startOurs } from './systems/ours.mjs';

const STARTERS = { floor: startFloor, ours: startOurs };

/** Starts the systems, plays all rounds of all rates, prints the lines. Everything started is ended, whatever happens. */
export async function runBench(chosen, progress) {
  const opened = [];
  try {
    const stands = [];
    for (const name of chosen.systems) stands.push(await openStand(name, chosen, progress, opened));
    const facts = { commit: commitId(), node: process.version, pg: await serverVersion(stands[0].system.admin), fdatasyncUs: fdatasyncMicroseconds(stands[0].system.dataDir), stream: chosen.stream, workers: chosen.workers };
    for (const rate of chosen.rates) {
      for (let round = 1; round <= chosen.rounds; round += 1) {
        for (const stand of stands) {
          const { line } = await measureRun({ ...stand, spec: { ...chosen, rate }, facts: { ...facts, round } });
          console.log(JSON.stringify(line));
        }
      }
    }
    return 0;
  } finally {
    for (const close of opened.reverse()) await close();
  }
}

/** One system with its own stub bank and its own generator. */
async function openStand(name, chosen, progress, opened) {
  const bank = await startChild('./bank.process.mjs');
  opened.push(bank.stop);
  const system = await STARTERS[name]({ bank, progress, stream: chosen.stream, workers: chosen.workers, statements: chosen.statements, env: profiling(chosen.profile) });
  opened.push(system.stop);
  await assertDurable(system.admin);
  const generator = await startChild('./generator/generator.process.mjs');
  opened.push(generator.stop);
  await generator.ask({ type: 'connect', ...system.door }, 'connected');
  return { system, bank, generator };
}

function profiling(folder) {
  if (!folder) return {};
  mkdirSync(resolve(folder), { recursive: true });
  return { NODE_OPTIONS: `--require=${join(ROOT, 'tools/bench/cpu-profile.preload.cjs')}`, BENCH_PROFILE_DIR: resolve(folder) };
}

function commitId() {
  try {
    const id = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
    return execFileSync('git', ['status', '--porcelain', '--untracked-files=no'], { cwd: ROOT, encoding: 'utf8' }).trim() ? `${id}+` : id;
  } catch {
    return null;
  }
}
